/**
 * {@link dev.touchstone.broker.vhost.VirtualHost} is the one writer of topology: exchanges, queues, bindings, and the checks that clients meet. Policies are
 * applied here, and delayed messages and kept dead letters wait here.
 * Everything here belongs to the loop of the virtual host and is touched by nothing else; pure.
 */
@NullMarked
package dev.touchstone.broker.vhost;

import org.jspecify.annotations.NullMarked;
