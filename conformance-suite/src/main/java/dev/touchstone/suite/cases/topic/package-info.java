/** Cases of area TOPIC: patterns and keys of the topic exchange, as tables and as a property against the definition. */
@NullMarked
package dev.touchstone.suite.cases.topic;

import org.jspecify.annotations.NullMarked;
