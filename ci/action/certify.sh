#!/usr/bin/env bash
# The step of action.yml: reads its inputs from the environment. Runs without any CI service too.
set -euo pipefail
touchstone="$(cd "$(dirname "$0")/../.." && pwd)/touchstone"
results=${RESULTS:-touchstone-results}
mkdir -p "$results"
words=(certify "${TARGET:?what shall be judged}"
  --json "$results/result.json" --html "$results/certificate.html" --junit-xml "$results/junit.xml"
  --badge "$results/badge.svg" --pcap "$results/captures")
[ -z "${PROFILE:-}" ] || words+=(--profile "$PROFILE")
[ "${STRICT:-false}" != true ] || words+=(--strict)
# Words are parted at blanks on purpose; nothing in them is run.
read -r -a further <<<"${ARGUMENTS:-}"
[ "${#further[@]}" -eq 0 ] || words+=("${further[@]}")
if [ -n "${SIGNING_KEY:-}" ]; then
  key=$(mktemp)
  trap 'rm -f "$key"' EXIT
  printf '%s\n' "$SIGNING_KEY" >"$key"
  words+=(--sign "$key" --certificate "$results/certificate.dsse.json")
fi

code=0
"$touchstone" "${words[@]}" || code=$?
if [ -n "${GITHUB_OUTPUT:-}" ]; then
  {
    echo "result=$results/result.json"
    echo "badge=$results/badge.svg"
    echo "exit-code=$code"
  } >>"$GITHUB_OUTPUT"
fi
if [ -n "${BASELINE:-}" ] && [ -f "$results/result.json" ]; then
  worse=0
  "$touchstone" compare "$BASELINE" "$results/result.json" --markdown >"$results/changes.md" || worse=$?
  [ -z "${GITHUB_STEP_SUMMARY:-}" ] || cat "$results/changes.md" >>"$GITHUB_STEP_SUMMARY"
  [ "$code" -ne 0 ] || code=$worse
fi
exit "$code"
