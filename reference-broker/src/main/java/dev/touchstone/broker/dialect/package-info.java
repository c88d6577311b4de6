/**
 * The lines of RabbitMQ's releases that the broker can behave like, and where they differ. Belongs to nobody: values that every room may ask.
 */
@NullMarked
package dev.touchstone.broker.dialect;

import org.jspecify.annotations.NullMarked;
