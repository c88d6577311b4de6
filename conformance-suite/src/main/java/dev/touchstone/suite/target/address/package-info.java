/**
 * Addresses as the user writes them, what answers there, and the target that follows: URIs by RabbitMQ's rules, TLS material,
 * the check before a run that names what is wrong in one sentence.
 */
@NullMarked
package dev.touchstone.suite.target.address;

import org.jspecify.annotations.NullMarked;
