#!/usr/bin/env bash
# Makes a base image with Java 17 and nothing else of use from Debian bookworm's packages. Needs root, debootstrap, a container engine.
#
#   ci/images/base.sh [IMAGE]
set -euo pipefail
image=${1:-touchstone/java:17}
command -v debootstrap >/dev/null || { echo "debootstrap is missing (Debian: apt-get install debootstrap)" >&2; exit 1; }

# The mirror that this machine's own packages come from.
mirror=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' | grep -v security | head -n 1)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

echo "unpacking Debian bookworm with openjdk-17-jre-headless ..." >&2
debootstrap --variant=minbase --include=openjdk-17-jre-headless bookworm "$folder/root" "$mirror" >"$folder/log" 2>&1 ||
  { tail -n 20 "$folder/log" >&2; exit 1; }
rm -rf "$folder"/root/var/cache/apt/* "$folder"/root/var/lib/apt/lists/* "$folder"/root/usr/share/{doc,man,locale}
# The mirror of this machine means nothing elsewhere.
rm -rf "$folder"/root/var/log/* "$folder"/root/etc/apt/sources.list "$folder"/root/etc/apt/sources.list.d/*

tar -C "$folder/root" -c . | docker import --change 'ENV LANG=C.UTF-8' --change 'CMD ["java", "-version"]' - "$image" >/dev/null
docker image inspect --format '{{.RepoTags}} {{.Size}} octets' "$image"
