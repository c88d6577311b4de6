/**
 * Which broker a target behaves like, whatever it calls itself: some thirty questions whose answers differ among brokers and versions,
 * asked on the raw wire, and the answers of brokers that were really run. Nothing here judges; a fingerprint is no verdict.
 */
@NullMarked
package dev.touchstone.suite.fingerprint;

import org.jspecify.annotations.NullMarked;
