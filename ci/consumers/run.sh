#!/usr/bin/env bash
# Builds the broker's artifacts into a repository of their own and runs two users' projects against them.
set -euo pipefail
cd "$(dirname "$0")/../.."

repository="file://$PWD/ci/target/consumer-repository"
rm -rf ci/target/consumer-repository
./mvnw -B -q -Dquick -DskipTests -pl .,reference-broker deploy "-DaltDeploymentRepository=consumers::$repository"

for project in netty41 junit6; do
  echo "--- $project"
  (cd "ci/consumers/$project" && ../../../mvnw -B -q -U "-Dtouchstone.repository=$repository" clean test)
done

# An embedder gets a small jar and few dependencies; a change that makes either grow must be seen.
jar=$(find ci/target/consumer-repository -name 'touchstone-reference-broker-*.jar' ! -name '*-all.jar' | head -n 1)
size=$(stat -c %s "$jar")
count=$(cd ci/consumers/bare && ../../../mvnw -B -U "-Dtouchstone.repository=$repository" \
  org.apache.maven.plugins:maven-dependency-plugin:3.8.1:list -DincludeScope=test 2>/dev/null | grep -cE ':jar:.*:(compile|runtime|test)')
echo "the jar has $size octets, a user gets $count jars"
[ "$size" -le 1500000 ] || { echo "the embeddable jar has grown beyond 1.5 MB" >&2; exit 1; }
[ "$count" -gt 1 ] && [ "$count" -le 10 ] || { echo "the embeddable jar has gained dependencies" >&2; exit 1; }
