#!/usr/bin/env bash
# Drives whole releases through the tool, as a pipeline would, and says for every step whether it went as it must. See --help.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: release.sh SERVICE PROMOTED ABORTED COMMAND...

Releases version PROMOTED of SERVICE to its end, then version ABORTED and takes it back, by calling
COMMAND (such as: stackkit, or: dotnet StackKit.Cli.dll). Prints one line for each check, and the
number of checks at the end; exit code 1 when one of them failed.

  STACKKIT_SERVER  the management API
  STACKKIT_TOKEN   a token that may do everything; a wrong one is tried as well when it is set

The plan of SERVICE must be: a weight, the gate "go", a weight, a pause of many minutes.
TEXT
}

case "${1:-}" in
  --help | -h) usage; exit 0 ;;
esac
if (($# < 4)); then
  usage >&2
  exit 2
fi

service=$1 promoted=$2 aborted=$3
shift 3
tool=("$@")
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
checks=0
failed=0

check() {
  local name=$1
  shift
  checks=$((checks + 1))
  if "$@"; then
    echo "ok    $name"
  else
    failed=$((failed + 1))
    echo "FAIL  $name"
    sed 's/^/      out: /' "$work/out" | head -20
    sed 's/^/      err: /' "$work/err" | head -20
  fi
}

# run NAME EXIT_CODE ARGUMENTS...: calls the tool and checks how it ended; what it wrote is in $work/out and $work/err.
run() {
  local name=$1 expected=$2 status=0
  shift 2
  "${tool[@]}" "$@" > "$work/out" 2> "$work/err" || status=$?
  check "$name: exit code $expected" test "$status" -eq "$expected"
}

# The tool writes a member on a line of its own, with one space behind the colon.
value_of() {
  sed -n "s/^ *\"$1\": \"\{0,1\}\([^\",]*\)\"\{0,1\},\{0,1\}\$/\1/p" "$work/out" | head -1
}

has() {
  check "$1 is $2" test "$(value_of "$1")" = "$2"
}

says() {
  check "says '$1'" grep -qF -- "$1" "$work/$2"
}

# --- plans, without a server

plans=0
for plan in "$here"/plans/*.json; do
  path=$(sed -n '1s|^// path: ||p' "$plan")
  words=$(sed -n '2s|^// says: ||p' "$plan")
  STACKKIT_SERVER=http://127.0.0.1:1 run "lint $(basename "$plan")" 2 rollout lint "$plan" --output json
  has valid false
  has path "$path"
  says "$words" out
  plans=$((plans + 1))
done
check "there are 20 broken plans" test "$plans" -ge 20
run "lint of a good plan" 0 rollout lint "$here/plans/good/all.json" --output json
has valid true
run "lint of a service alone" 0 rollout lint "$here/plans/good/shop-alone.json" --service shop

# --- a release that is promoted

run "list" 0 rollout list --output json
says "\"name\": \"$service\"" out
run "dry run" 0 rollout start "$service" "$promoted" --dry-run --output json
has candidate "$promoted"
run "no such service" 4 rollout status nowhere-at-all
run "no such version name" 2 rollout start "$service" '../2'
run "start" 0 rollout start "$service" "$promoted" --reason "release by script" --artifact-uri "https://files.example/$service-$promoted" --artifact-checksum sha256:4f --output json
first=$(value_of id)
run "wait for the gate" 0 rollout wait "$service" --rollout "$first" --for gate:go --timeout 2m --output json
has gate go
has id "$first"
run "a person is needed" 8 rollout wait "$service" --rollout "$first" --fail-on-hold --timeout 2m
run "approve for another rollout" 3 rollout approve "$service" go --reason "looks good" --rollout not-this-one --output json
says '"exitCode": 3' err
run "approve" 0 rollout approve "$service" go --reason "looks good" --rollout "$first" --output json
run "wait for the pause" 0 rollout wait "$service" --rollout "$first" --for step:4 --timeout 2m
run "the time is up" 6 rollout wait "$service" --rollout "$first" --timeout 1s
run "pause" 0 rollout pause "$service" --reason lunch --output json
run "resume" 0 rollout resume "$service" --rollout "$first" --output json
run "promote another rollout" 3 rollout promote "$service" --rollout not-this-one
run "promote" 0 rollout promote "$service" --rollout "$first" --reason "no need to wait" --output json
run "wait for the end" 0 rollout wait "$service" --rollout "$first" --timeout 3m --output json
has phase Succeeded
has isTerminal true
run "nothing to pause" 3 rollout pause "$service"

# --- a release that is taken back

run "start the next" 0 rollout start "$service" "$aborted" --output json
second=$(value_of id)
run "wait for its gate" 0 rollout wait "$service" --rollout "$second" --for gate:go --timeout 2m
run "abort" 0 rollout abort "$service" --rollout "$second" --reason "looks bad" --output json
run "wait for a promotion that does not come" 7 rollout wait "$service" --rollout "$second" --timeout 3m --output json
has phase RolledBack
run "wait for the roll-back" 0 rollout wait "$service" --rollout "$second" --for rolled-back --timeout 1m
run "why" 0 rollout why "$service" --rollout "$second"
says "$service: $promoted -> $aborted is RolledBack" out
run "why as JSON" 0 rollout why "$service" --rollout "$second" --output json
has rolloutId "$second"
run "history" 0 rollout history "$service" --output json
says "\"id\": \"$first\"" out
says "\"id\": \"$second\"" out
says "https://files.example/$service-$promoted" out

# --- what can go wrong on the way

STACKKIT_SERVER=http://127.0.0.1:1 run "nobody listens" 6 rollout list
if [[ -n "${STACKKIT_TOKEN:-}" ]]; then
  STACKKIT_TOKEN=wrong run "a wrong token" 5 rollout list --output json
  says '"exitCode": 5' err
fi

echo "checks=$checks failed=$failed plans=$plans"
((failed == 0))
