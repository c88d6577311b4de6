#!/usr/bin/env bash
# Installs the oracle, Debian's rabbitmq-server, and the pika client, without letting a package start a service.
# Prints the version of RabbitMQ that is installed. Needs root only if something is missing.
set -euo pipefail

missing=()
for package in rabbitmq-server python3-pika; do
  dpkg -s "$package" >/dev/null 2>&1 || missing+=("$package")
done

if [ ${#missing[@]} -gt 0 ]; then
  command -v apt-get >/dev/null || { echo "oracle: no apt-get here; install ${missing[*]} by hand" >&2; exit 1; }
  # policy-rc.d 101 is Debian's way to say: install, but start nothing.
  made=
  if [ ! -e /usr/sbin/policy-rc.d ]; then
    printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
    chmod +x /usr/sbin/policy-rc.d
    made=yes
  fi
  trap '[ -z "$made" ] || rm -f /usr/sbin/policy-rc.d' EXIT
  export DEBIAN_FRONTEND=noninteractive
  echo "oracle: installing ${missing[*]}" >&2
  apt-get -o Acquire::Retries=3 update -q >&2
  apt-get -o Acquire::Retries=3 install -q -y --no-install-recommends "${missing[@]}" >&2
fi

dpkg-query -W -f '${Version}\n' rabbitmq-server | sed 's/-.*//'
