/**
 * The brokers under test, seen only through interfaces: where they listen, what they can do, how they are administered, how their
 * nodes are started and killed. Whoever opens a target closes it.
 */
@NullMarked
package dev.touchstone.suite.target;

import org.jspecify.annotations.NullMarked;
