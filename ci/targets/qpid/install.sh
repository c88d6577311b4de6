#!/usr/bin/env bash
# Fetches the jars of Apache Qpid Broker-J from Maven Central into the folder lib beside this script, for the target command:qpid.
set -euo pipefail
cd "$(dirname "$0")"
rm -rf lib
../../../mvnw -B -q -f pom.xml dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory="$PWD/lib"
version=$(find lib -name 'qpid-broker-core-*.jar' | sed 's/.*core-//; s/\.jar//')
echo "Qpid Broker-J $version is there; now: ./touchstone certify command:qpid"
