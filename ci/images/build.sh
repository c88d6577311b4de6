#!/usr/bin/env bash
# Makes the images touchstone/broker and touchstone/harness, on a base of Debian packages, so that nothing has to be pulled.
# Needs a running container engine and, for the base, root and debootstrap.
#
#   ci/images/build.sh [TAG]                                    both images (tag: latest)
#   BASE=eclipse-temurin:17-jre ci/images/build.sh [TAG]        on another base with Java 17
set -euo pipefail
cd "$(dirname "$0")"
tag=${1:-latest}
base=${BASE:-touchstone/java:17}
docker info >/dev/null 2>&1 || { echo "no container engine answers: start one (dockerd &)" >&2; exit 1; }

if [ "$base" = touchstone/java:17 ] && ! docker image inspect "$base" >/dev/null 2>&1; then
  ./base.sh "$base"
fi

jar=../target/touchstone.jar
[ -f "$jar" ] || (cd ../.. && ./mvnw -B -q -Dquick -DskipTests package)
context=$(mktemp -d)
trap 'rm -rf "$context"' EXIT
cp "$jar" "$context/touchstone.jar"
for image in broker harness; do
  docker build --quiet --build-arg BASE="$base" --tag "touchstone/$image:$tag" --file "$image/Dockerfile" "$context" >/dev/null
  docker image inspect --format '{{index .RepoTags 0}} {{.Size}} octets' "touchstone/$image:$tag"
done
