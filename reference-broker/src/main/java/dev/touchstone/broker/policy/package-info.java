/**
 * Policies and operator policies of one virtual host: what they may say, which one applies to an object, and what follows from the two together. Pure:
 * knows names and values, no queues. Owned by the virtual host, which asks it whenever an object is made or a policy changes.
 */
@NullMarked
package dev.touchstone.broker.policy;

import org.jspecify.annotations.NullMarked;
