/**
 * The words of RabbitMQ's control command, over the management API of a running broker. An edge room: {@link dev.touchstone.broker.ctl.Ctl} reads the
 * command line, {@code Words} knows what each word asks of the API.
 */
@NullMarked
package dev.touchstone.broker.ctl;

import org.jspecify.annotations.NullMarked;
