/**
 * Whole scenarios: the patterns that RabbitMQ's tutorials teach (hello world, work queues, publish/subscribe, routing, topics, RPC),
 * each told as one application would live it and annotated with the rules on which it rests. They judge nothing that the cases of the
 * areas do not judge more finely; they show that it holds together.
 */
@NullMarked
package dev.touchstone.suite.cases.patterns;

import org.jspecify.annotations.NullMarked;
