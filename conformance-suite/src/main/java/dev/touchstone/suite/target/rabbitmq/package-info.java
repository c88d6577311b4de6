/**
 * Private nodes of the RabbitMQ that is installed on this machine: found, started with files, ports and a name of their own,
 * administered, killed and always removed. A {@link dev.touchstone.suite.target.rabbitmq.RabbitNodeTarget} owns all that it
 * started.
 */
@NullMarked
package dev.touchstone.suite.target.rabbitmq;

import org.jspecify.annotations.NullMarked;
