#!/usr/bin/env bash
# Builds the committed sources twice, in two folders, and compares every jar and bill of materials. Equal: exit code 0.
#
#   ci/reproducible.sh [COMMIT]
set -euo pipefail
cd "$(dirname "$0")/.."
commit=${1:-HEAD}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

build() { # NAME
  mkdir "$work/$1"
  git archive "$commit" | tar -x -C "$work/$1"
  echo "building $commit in folder $1 ..." >&2
  (cd "$work/$1" && ./mvnw -B -q -Dquick -Prelease -DskipTests package) >"$work/$1.log" 2>&1 ||
    { tail -n 40 "$work/$1.log" >&2; exit 1; }
  (cd "$work/$1" && find . -path '*/target/*' \( -name '*.jar' -o -name '*-bom.json' \) ! -name 'original-*' -print0 |
    sort -z | xargs -0 sha256sum) >"$work/$1.sums"
}

build one
build another-folder
if diff "$work/one.sums" "$work/another-folder.sums" >"$work/diff"; then
  echo "Two builds are equal in all of these:"
  sed 's/^\(.\{16\}\)[0-9a-f]*  /  \1…  /' "$work/one.sums"
else
  echo "Two builds differ:" >&2
  cat "$work/diff" >&2
  exit 1
fi
