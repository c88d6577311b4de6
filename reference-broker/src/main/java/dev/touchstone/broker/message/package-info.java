/**
 * A published message as it travels through the broker: address, content header as it came, body. Messages are immutable and shared by all queues
 * that hold them; a large body is counted, and whoever keeps a message retains and releases it. Owned by the loop of its virtual host.
 */
@NullMarked
package dev.touchstone.broker.message;

import org.jspecify.annotations.NullMarked;
