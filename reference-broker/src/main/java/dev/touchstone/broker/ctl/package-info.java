/**
 * The words of RabbitMQ's command line tools, over the local channel of a node or the management API of a running broker. An edge room:
 * {@link dev.touchstone.broker.ctl.Ctl} reads the command line of {@code rabbitmqctl}, {@link dev.touchstone.broker.ctl.Plugins} that of
 * {@code rabbitmq-plugins}; {@code UserWords} and the other files of that name know what each word asks, {@code Lists} what lists show.
 */
@NullMarked
package dev.touchstone.broker.ctl;

import org.jspecify.annotations.NullMarked;
