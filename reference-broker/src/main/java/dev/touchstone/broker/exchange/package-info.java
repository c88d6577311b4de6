/**
 * Exchanges and how each type finds the destinations of a message: one small file per type. Bindings lead from an exchange to queues or other
 * exchanges. Owned by the loop of the virtual host; pure.
 */
@NullMarked
package dev.touchstone.broker.exchange;

import org.jspecify.annotations.NullMarked;
