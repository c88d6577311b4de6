/**
 * The reference broker: {@link dev.touchstone.broker.Broker} starts and stops it, {@link dev.touchstone.broker.BrokerConfig} says how, and
 * {@link dev.touchstone.broker.World} holds the loops and clocks that come in from outside. Owned by the embedder's thread; everything else posts to a loop.
 */
@NullMarked
package dev.touchstone.broker;

import org.jspecify.annotations.NullMarked;
