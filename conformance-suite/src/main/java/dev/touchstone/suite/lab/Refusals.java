package dev.touchstone.suite.lab;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.util.Optional;

/**
 * What a broker says to steps that end with a synchronous method, so that the answer is there when the step ends: for tables of
 * calls of which a wrongly accepted one fails at once and says which it was.
 */
public final class Refusals {
    private Refusals() {}

    /** The {@code channel.close} with which the broker answered the step, empty if it answered as asked. */
    public static Optional<AMQP.Channel.Close> closeAfter(Lab.Step step) {
        try {
            step.run();
            return Optional.empty();
        } catch (IOException | ShutdownSignalException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof ShutdownSignalException signal
                        && signal.getReason() instanceof AMQP.Channel.Close close) {
                    return Optional.of(close);
                }
            }
            throw Failures.peer("an answer on the channel", e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the step failed before the broker could answer", e);
        }
    }

    /**
     * Expects that the broker refuses the step with {@code channel.close}, the reply code and the failing method.
     *
     * @param what the step in words, for the message
     * @param method class and method id with a dot between, such as {@code 50.10}
     */
    public static AMQP.Channel.Close expect(String what, int replyCode, String method, Lab.Step step) {
        String wanted = "channel.close " + replyCode + " that names method " + method + " after " + what;
        AMQP.Channel.Close close =
                closeAfter(step).orElseThrow(() -> new Finding(wanted, "an answer as if all were well"));
        String named = close.getClassId() + "." + close.getMethodId();
        if (close.getReplyCode() != replyCode || !named.equals(method)) {
            throw new Finding(wanted, close.toString());
        }
        return close;
    }

    /** Expects 403 for a publish; the channel is gone afterwards. */
    public static AMQP.Channel.Close expectOfPublish(String what, Channel channel, String exchange, String key) {
        return expect(what, 403, "60.40", () -> {
            channel.basicPublish(exchange, key, new AMQP.BasicProperties(), new byte[0]);
            channel.basicQos(1);
        });
    }

    /** What a passive declare on a channel of its own answers: 200 for declare-ok, else the reply code of the close. */
    public static int codeOfQueue(Connection connection, String queue) {
        try {
            Channel channel = Expect.present("a channel", connection.createChannel());
            Optional<AMQP.Channel.Close> close = closeAfter(() -> channel.queueDeclarePassive(queue));
            if (close.isEmpty()) {
                channel.abort();
            }
            return close.map(AMQP.Channel.Close::getReplyCode).orElse(200);
        } catch (IOException e) {
            throw Failures.peer("channel.open-ok", e);
        }
    }
}
