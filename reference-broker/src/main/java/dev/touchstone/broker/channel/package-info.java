/**
 * Channels: one handler per AMQP class, content assembly, unacknowledged deliveries, prefetch, confirms, transactions, direct reply-to, the copies of tracing; what is too long for a turn is on the {@link dev.touchstone.broker.channel.Agenda} of its connection. Pure: time
 * comes from {@link dev.touchstone.broker.channel.VhostScope}, octets go to an {@link dev.touchstone.broker.channel.Outlet}. Everything here lives on
 * the loop of its virtual host.
 */
@NullMarked
package dev.touchstone.broker.channel;

import org.jspecify.annotations.NullMarked;
