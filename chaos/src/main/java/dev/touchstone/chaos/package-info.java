/**
 * Faults on purpose: what stands between a client and a broker and does harm, and the counting of what is lost. It sees brokers only
 * through the suite's targets.
 */
@NullMarked
package dev.touchstone.chaos;

import org.jspecify.annotations.NullMarked;
