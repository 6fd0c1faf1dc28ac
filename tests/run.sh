#!/usr/bin/env bash
# Builds everything and runs every test. See --help.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: tests/run.sh [--full] [--help]

Builds StackKit.sln in Release, then runs every test project, the program that is
compiled ahead of time, and the quick acceptance scenarios. A part that fails does
not stop the others; the exit code is 0 only if all of them passed, none of the
tests was skipped, and no test project was empty.

  --full   runs all acceptance scenarios instead of the quick ones
  --help   shows this text

Needs the .NET SDK that global.json names. Where no C compiler is found, clang and
zlib1g-dev are installed by apt-get if this runs as root. Results of the tests are
left in artifacts/test-results.
TEXT
}

scenarios=quick
for argument in "$@"; do
  case "$argument" in
    --full) scenarios=all ;;
    --help | -h) usage; exit 0 ;;
    *) echo "Unknown argument: $argument" >&2; usage >&2; exit 2 ;;
  esac
done

cd "$(dirname "${BASH_SOURCE[0]}")/.."
results="$PWD/artifacts/test-results"
rm -rf "$results"
mkdir -p "$results"

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

names=()
outcomes=()
seconds=()
failed=0

# part NAME LIMIT COMMAND...: runs the command, kills it after LIMIT seconds, and notes how it went.
part() {
  local name=$1 limit=$2 start=$SECONDS outcome=passed status=0
  shift 2
  printf '\n==== %s\n' "$name"
  "$@" "$limit" || status=$?
  if ((status != 0)); then
    outcome=FAILED
    failed=1
    if ((status == 124 || status == 137)); then
      outcome="FAILED (took more than $limit s)"
    fi
  fi
  names+=("$name")
  outcomes+=("$outcome")
  seconds+=($((SECONDS - start)))
}

within() {
  local limit=$1
  shift
  timeout --kill-after=30 "$limit" "$@"
}

install_compiler() {
  if command -v clang > /dev/null || command -v gcc > /dev/null; then
    return 0
  fi
  if ((EUID != 0)); then
    echo "No C compiler was found. Install one, such as: sudo apt-get install clang zlib1g-dev" >&2
    return 1
  fi
  within "$1" apt-get update -qq && DEBIAN_FRONTEND=noninteractive within "$1" apt-get install -y -qq clang zlib1g-dev > /dev/null
}

build() {
  within "$1" dotnet build StackKit.sln -c Release --verbosity quiet
}

# What the results say: every test that was found was run, and there was at least one.
check_counters() {
  local counters total executed passed
  counters=$(grep -o '<Counters [^>]*>' "$1") || { echo "No results were written." >&2; return 1; }
  total=$(sed 's/.* total="\([0-9]*\)".*/\1/' <<< "$counters")
  executed=$(sed 's/.* executed="\([0-9]*\)".*/\1/' <<< "$counters")
  passed=$(sed 's/.* passed="\([0-9]*\)".*/\1/' <<< "$counters")
  if ((total == 0)); then
    echo "There is no test in it." >&2
    return 1
  fi
  if ((executed != total || passed != total)); then
    echo "Of $total tests $executed were run and $passed passed; none may be skipped." >&2
    return 1
  fi
}

run_tests() {
  local project=$1 limit=$2
  within "$limit" dotnet test "tests/$project/bin/Release/net10.0/$project.dll" \
    --logger "trx;LogFileName=$project.trx" --results-directory "$results" || return
  check_counters "$results/$project.trx"
}

run_aot() {
  within "$1" dotnet publish tests/StackKit.AotSmoke -c Release -o artifacts/aot --verbosity quiet || return
  within "$1" artifacts/aot/StackKit.AotSmoke
}

run_acceptance() {
  within "$1" dotnet run --project tests/StackKit.Acceptance -c Release --no-build -- "$scenarios"
}

part "compiler" 600 install_compiler
part "build" 1200 build
if [[ ${outcomes[-1]} == passed ]]; then
  for project in tests/*Tests/*.csproj; do
    name=$(basename "$project" .csproj)
    part "$name" 900 run_tests "$name"
  done
  part "StackKit.AotSmoke" 900 run_aot
  part "StackKit.Acceptance $scenarios" "$([[ $scenarios == all ]] && echo 14400 || echo 2400)" run_acceptance
fi

printf '\n==== Summary\n'
for i in "${!names[@]}"; do
  printf '%-40s %5d s  %s\n' "${names[i]}" "${seconds[i]}" "${outcomes[i]}"
done
printf '%-40s %5d s  %s\n' "everything" "$SECONDS" "$( ((failed == 0)) && echo passed || echo FAILED)"
exit "$failed"
