#!/usr/bin/env bash
# Coverage-guided fuzzing of the parser, the binder and the formatter: SharpFuzz instruments MthpDsl.Language, afl-fuzz drives it.
#
#   tests/fuzzing/fuzz.sh [SECONDS [OUT]]     10 minutes, and tests/fuzzing/bin/findings, unless said
#
# Needs afl-fuzz (Debian: apt-get install afl++) and, for instrumenting, the local tool of .config/dotnet-tools.json.
# Prints what was tried and what was found; fails where an input crashed or hung the program.
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
seconds=${1:-600}
out=${2:-bin/findings}

command -v afl-fuzz >/dev/null || { echo "fuzz.sh: there is no afl-fuzz: install afl++ (apt-get install afl++)" >&2; exit 2; }
dotnet tool restore >/dev/null || { echo "fuzz.sh: 'dotnet tool restore' does not get sharpfuzz" >&2; exit 2; }

dotnet publish MthpDsl.Fuzzing.csproj -c Release -v q --nologo -p:RunAnalyzers=false -o bin/instrumented
dotnet sharpfuzz bin/instrumented/MthpDsl.Language.dll

# Small files make fast tries: the examples of the grammar, one for each statement.
rm -rf bin/corpus "$out"
mkdir -p bin/corpus
cp ../../grammar/examples/*.mthp bin/corpus/
grep -ohE "'[A-Za-z_=<>!.%(){}0-9-]+'" ../../grammar/mthp.ebnf | sort -u | sed "s/'//g; s/.*/\"&\"/" >bin/words.dict

AFL_SKIP_BIN_CHECK=1 AFL_SKIP_CPUFREQ=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_NO_AFFINITY=1 AFL_NO_UI=1 AFL_NO_COLOR=1 \
    afl-fuzz -V "$seconds" -i bin/corpus -o "$out" -x bin/words.dict -t 10000 -m none -- dotnet bin/instrumented/MthpDsl.Fuzzing.dll >bin/afl.log \
    || { tail -n 20 bin/afl.log >&2; exit 2; }

stats=$out/default/fuzzer_stats
of() { sed -nE "s/^$1 *: *//p" "$stats"; }
echo "$(of execs_done) inputs tried in $(of run_time) s, $(of corpus_count) kept, coverage $(of bitmap_cvg), $(of saved_crashes) crashes, $(of saved_hangs) hangs"
[ "$(of saved_crashes)" = 0 ] && [ "$(of saved_hangs)" = 0 ]
