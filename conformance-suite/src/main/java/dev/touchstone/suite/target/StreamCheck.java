package dev.touchstone.suite.target;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeoutException;

/**
 * Asks a broker whether it has streams, without leaving anything: an exclusive stream is refused with 406 by a broker that has them.
 * Only a plain 540 (not implemented) is an honest no; whatever else comes is left to the cases to judge.
 */
final class StreamCheck {
    private static final int LIMIT_MILLIS = 5000;

    private StreamCheck() {}

    /** True if the broker says that it has no streams. */
    static boolean refuses(Endpoint endpoint) {
        ConnectionFactory factory = endpoint.factory();
        factory.setConnectionTimeout(LIMIT_MILLIS);
        factory.setChannelRpcTimeout(LIMIT_MILLIS);
        try (Connection connection = factory.newConnection();
                Channel channel = connection.createChannel()) {
            channel.queueDeclare(
                    "touchstone-check-" + UUID.randomUUID(), true, true, false, Map.of("x-queue-type", "stream"));
            return false;
        } catch (IOException e) {
            return e.getCause() instanceof ShutdownSignalException signal
                    && signal.getReason() instanceof AMQP.Connection.Close close
                    && close.getReplyCode() == AMQP.NOT_IMPLEMENTED;
        } catch (TimeoutException | ShutdownSignalException e) {
            return false;
        }
    }
}
