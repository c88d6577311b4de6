package dev.touchstone.broker.vhost;

import dev.touchstone.broker.auth.Access;

/**
 * On whose behalf something is done.
 *
 * @param connection identifies the connection, compared by identity: exclusive queues belong to it
 * @param access what its user may do in this virtual host
 */
public record Caller(Object connection, Access access) {}
