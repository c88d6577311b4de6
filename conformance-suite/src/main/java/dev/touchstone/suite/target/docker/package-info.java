/**
 * Brokers in containers. Nothing outside this package names a class of Testcontainers, and nothing here is loaded before such a
 * target is asked for.
 */
@NullMarked
package dev.touchstone.suite.target.docker;

import org.jspecify.annotations.NullMarked;
