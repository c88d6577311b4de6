#!/bin/sh
# Micro-benchmarks of the broker's hot parts, by JMH. The words are JMH's own: a pattern of names, options; none runs everything.
#   ci/bench/jmh.sh TopicMatch -f 3 -wi 5 -i 5
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
module="$root/ci/bench/jmh"
cd "$root"
./mvnw -B -q -Dquick -Pjmh -pl ci/bench/jmh -am process-classes
exec nice "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "$module/target/classes:$(cat "$module/target/classpath")" org.openjdk.jmh.Main "$@"
