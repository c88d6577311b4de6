/**
 * Users, password hashes in RabbitMQ's formats, tags, permissions and topic permissions. Shared by all loops: readers see immutable snapshots that
 * writers swap as a whole; pure apart from that.
 */
@NullMarked
package dev.touchstone.broker.auth;

import org.jspecify.annotations.NullMarked;
