#!/usr/bin/env bash
# Makes the image touchstone/rabbitmq:4 with the RabbitMQ of Debian trixie's packages, for the target docker:touchstone/rabbitmq:4.
# For machines that can reach Debian's packages but pull no images. Needs root, debootstrap and a running container engine.
#
#   ci/local-images/rabbitmq-4.sh [IMAGE]
set -euo pipefail
image=${1:-touchstone/rabbitmq:4}
for program in debootstrap docker; do
  command -v "$program" >/dev/null || { echo "$program is missing (Debian: apt-get install debootstrap docker.io)" >&2; exit 1; }
done
docker info >/dev/null 2>&1 || { echo "no container engine answers: start one (dockerd &)" >&2; exit 1; }

# The mirror that this machine's own packages come from.
mirror=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' | grep -v security | head -n 1)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

echo "unpacking Debian trixie with rabbitmq-server ..." >&2
debootstrap --variant=minbase --include=rabbitmq-server,procps trixie "$folder/root" "$mirror" >"$folder/log" 2>&1 ||
  { tail -n 20 "$folder/log" >&2; exit 1; }

cat >"$folder/root/usr/local/bin/start-rabbitmq" <<'START'
#!/bin/sh
# Foreground, as an image's command does. guest may log in from outside, for tests only.
set -e
printf 'loopback_users = none\nlog.console = true\n' >/etc/rabbitmq/rabbitmq.conf
mkdir -p /etc/rabbitmq/conf.d
printf '[rabbitmq_management].\n' >/etc/rabbitmq/enabled_plugins
chown -R rabbitmq:rabbitmq /etc/rabbitmq /var/lib/rabbitmq /var/log/rabbitmq
exec rabbitmq-server
START
chmod +x "$folder/root/usr/local/bin/start-rabbitmq"
rm -rf "$folder"/root/var/cache/apt/* "$folder"/root/var/lib/apt/lists/* "$folder"/root/usr/share/{doc,man,locale}
# Without systemd as the first process, packages must not have left a node name behind that names the machine that built this.
rm -rf "$folder"/root/var/lib/rabbitmq/mnesia

tar -C "$folder/root" -c . | docker import \
  --change 'EXPOSE 5672 15672' --change 'CMD ["/usr/local/bin/start-rabbitmq"]' - "$image" >/dev/null
docker image inspect --format '{{.RepoTags}} {{.Size}} octets' "$image"
