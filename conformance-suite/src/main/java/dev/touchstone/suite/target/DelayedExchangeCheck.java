package dev.touchstone.suite.target;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.TimeoutException;

/**
 * Asks a broker whether it knows the exchange type {@code x-delayed-message}, without making anything: a declare that lacks the
 * argument of that type is refused with 406 by a broker that knows it, and ends the connection with 503 where the type is unknown
 * (DELAY-01).
 */
final class DelayedExchangeCheck {
    private static final int LIMIT_MILLIS = 5000;

    private DelayedExchangeCheck() {}

    /** True if the type is known; false also where we are not let in, since then nothing can be judged. */
    static boolean knows(Endpoint endpoint) {
        ConnectionFactory factory = endpoint.factory();
        factory.setConnectionTimeout(LIMIT_MILLIS);
        factory.setChannelRpcTimeout(LIMIT_MILLIS);
        try (Connection connection = factory.newConnection();
                Channel channel = connection.createChannel()) {
            return declares(channel);
        } catch (IOException | TimeoutException | ShutdownSignalException e) {
            return false;
        }
    }

    private static boolean declares(Channel channel) throws IOException {
        String name = "touchstone-check-" + UUID.randomUUID();
        try {
            channel.exchangeDeclare(name, "x-delayed-message", false, true, null);
            channel.exchangeDelete(name);
            return true;
        } catch (IOException e) {
            return e.getCause() instanceof ShutdownSignalException signal
                    && signal.getReason() instanceof AMQP.Channel.Close close
                    && close.getReplyCode() == AMQP.PRECONDITION_FAILED;
        }
    }
}
