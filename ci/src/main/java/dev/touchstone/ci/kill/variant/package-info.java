/**
 * Brokers that are wrong in one thing: variants of the reference broker's queues, exchanges, disk and users, put in their place through
 * its constructors. Each room of {@code Bugs} lists some with what they do wrong and the rules that this breaks.
 */
@NullMarked
package dev.touchstone.ci.kill.variant;

import org.jspecify.annotations.NullMarked;
