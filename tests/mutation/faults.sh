#!/usr/bin/env bash
# Puts each fault of faults.txt into a copy of the sources, builds the simulation, and runs the checks until one
# fails. Prints a line a fault and the sum; fails where a fault is not caught. Not part of the gate.
#
#   tests/mutation/faults.sh [NAME]     all faults, or those whose name contains NAME
set -uo pipefail
cd "$(dirname "$0")"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT

root=$(cd ../.. && pwd)
(cd "$root" && tar -c --exclude=bin --exclude=obj --exclude=StrykerOutput --exclude=.git .) | tar -x -C "$copy"
tests=$copy/tests/mutation/checks
sources=$copy/src/MthpDsl.Simulation
build() { dotnet build "$1" -c Release -v q -m:1 --nologo -p:RunAnalyzers=false -p:GenerateDocumentationFile=false "${@:2}"; }

build "$tests" >"$copy/log" 2>&1 || { cat "$copy/log"; exit 1; }
bin=$tests/bin/Release/net10.0

# The recordings first: they are quick and catch most. One process, and the first failure ends it.
run() {
    local filter
    for filter in "FullyQualifiedName~RecordedTests" "FullyQualifiedName!~RecordedTests&FullyQualifiedName!~A_terabyte"; do
        timeout 600 dotnet test "$bin/MthpDsl.Tests.dll" --filter "$filter" -- xUnit.StopOnFail=true >"$copy/log" 2>&1 || return 1
    done
}

caught=0 missed=0
try() {
    local name=$1 file=$2 old=$3 new=$4 text count
    text=$(cat "$sources/$file"; echo .)
    count=$(grep -cF -- "$old" "$sources/$file")
    [ "$count" = 1 ] || { echo "STALE   $name: its text stands in $file $count times"; missed=$((missed + 1)); return; }
    printf '%s' "${text/"$old"/"$new"}" | sed '$ s/\.$//' >"$sources/$file"
    if ! build "$sources" --no-restore >"$copy/log" 2>&1; then
        echo "BROKEN  $name: it does not compile"; grep -m1 'error' "$copy/log"; missed=$((missed + 1))
    else
        cp "$sources/bin/Release/net10.0/MthpDsl.Simulation.dll" "$bin/"
        if run; then
            echo "MISSED  $name ($file)"; missed=$((missed + 1))
        else
            echo "caught  $name: $(grep -m1 -oE '(^| )[A-Za-z.]+Tests\.[A-Za-z_0-9]+[^ ]*( \[FAIL\]|\()' "$copy/log" | sed -E 's/MthpDsl\.Tests\.//; s/ ?\[FAIL\]|\($//')"
            caught=$((caught + 1))
        fi
    fi
    printf '%s' "$text" | sed '$ s/\.$//' >"$sources/$file"
}

run || { echo "the tests fail without a fault:"; tail -n 30 "$copy/log"; exit 1; }
lines=()
while IFS= read -r line || [ -n "$line" ]; do
    case $line in
        '#'*) ;;
        '') lines=() ;;
        *) lines+=("$line"); [ ${#lines[@]} = 4 ] && [[ ${lines[0]} == *"${1:-}"* ]] && try "${lines[@]}" ;;
    esac
done <faults.txt
echo "$caught caught, $missed not caught"
[ "$missed" = 0 ] && [ "$caught" -gt 0 ]
