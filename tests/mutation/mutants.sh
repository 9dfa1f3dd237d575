#!/usr/bin/env bash
# Tries the mutants that Stryker makes of src/MthpDsl.Simulation. See README.md. Not part of the gate.
#
#   tests/mutation/mutants.sh make              Stryker makes and compiles the mutants: four minutes; forgets what was tried
#   tests/mutation/mutants.sh run [OPTIONS]     tries those that were not tried yet; may be stopped and called again
#   tests/mutation/mutants.sh report            the score of each folder, then what survived
#
# Options of run: --workers N, --seconds N (for the checks of one mutant), --under FOLDER, --again Survived,NoCoverage,
#   --every N and --first K (one mutant of N, from place K).
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
out=$PWD/StrykerOutput/mutants
bin=$PWD/runner/bin/Release/net10.0

case ${1:-} in
make)
    rm -rf "$out"; mkdir -p "$out"
    (cd mutants && MUTANTS_FOLDER=$out dotnet stryker --output "$out/stryker")
    cp "$out/stryker/reports/mutation-report.json" "$out/"
    ;;
run)
    shift
    dotnet build runner -c Release -v q --nologo
    "$bin/MthpDsl.MutationRunner" prepare "$out/MthpDsl.Simulation.dll" "$out/quick.dll"
    # The runner and its checks go on with the simulation that has the mutants.
    cp "$out/quick.dll" "$bin/MthpDsl.Simulation.dll"
    exec "$bin/MthpDsl.MutationRunner" run "$out" "$@"
    ;;
report)
    exec "$bin/MthpDsl.MutationRunner" report "$out"
    ;;
*)
    sed -n '2,/^set/ s/^# \{0,1\}//p' "$0"
    exit 2
    ;;
esac
