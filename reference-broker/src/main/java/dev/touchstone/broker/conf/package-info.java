/**
 * The configuration of a standalone broker in the syntax and the keys of {@code rabbitmq.conf} (RabbitMQ 3.10). {@link dev.touchstone.broker.conf.ConfFile}
 * splits a file into entries, {@link dev.touchstone.broker.conf.Conf} turns them into a {@link dev.touchstone.broker.BrokerConfig} and says which of them
 * mean nothing here. An edge room: it reads files, and nothing but the command line and targets knows it.
 */
@NullMarked
package dev.touchstone.broker.conf;

import org.jspecify.annotations.NullMarked;
