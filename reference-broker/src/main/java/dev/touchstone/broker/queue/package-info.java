/**
 * Queues: {@link dev.touchstone.broker.queue.QueueMachine} holds messages and consumers of one queue and decides about order, expiry, length limits,
 * priorities and dead letters; {@code Dispatch} gives messages to consumers, a bounded number in a turn; classic and quorum queues differ in their {@code QueueKind}, and
 * {@code Shelf} is the way to the ledger. What follows from it goes out through interfaces. Owned by the loop of the virtual host; pure: time is an argument.
 */
@NullMarked
package dev.touchstone.broker.queue;

import org.jspecify.annotations.NullMarked;
