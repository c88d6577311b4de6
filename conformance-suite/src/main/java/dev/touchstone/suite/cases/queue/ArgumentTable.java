package dev.touchstone.suite.cases.queue;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.touchstone.suite.lab.Finding;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.Refusals;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Declares queues with arguments, one after the other, on one connection; each refusal costs one channel. */
final class ArgumentTable {
    private final Lab lab;
    private final Connection connection;
    private final Map<String, Object> base;

    ArgumentTable(Lab lab) {
        this(lab, lab.connect(), Map.of());
    }

    /** On that connection. */
    ArgumentTable(Lab lab, Connection connection) {
        this(lab, connection, Map.of());
    }

    private ArgumentTable(Lab lab, Connection connection, Map<String, Object> base) {
        this.lab = lab;
        this.connection = connection;
        this.base = base;
    }

    /** The same with these arguments in every declare. */
    ArgumentTable with(Map<String, Object> always) {
        return new ArgumentTable(lab, connection, always);
    }

    /** Expects declare-ok. */
    void accepted(String argument, Object value) {
        Channel channel = lab.channel(connection);
        Optional<AMQP.Channel.Close> close = Refusals.closeAfter(
                () -> channel.queueDeclare(lab.name("ok"), false, true, false, plus(argument, value)));
        if (close.isPresent()) {
            throw new Finding(
                    "declare-ok to " + plus(argument, value), close.get().toString());
        }
        Refusals.closeAfter(channel::abort);
    }

    /** Expects a 406 that calls the argument invalid. */
    void invalid(String argument, Object value) {
        refused(argument, value, "invalid arg '" + argument + "' for queue '");
    }

    /** Expects a 406; its text is expected to have this part. */
    void refused(String argument, Object value, String text) {
        Channel channel = lab.channel(connection);
        AMQP.Channel.Close close = Refusals.expect(
                "queue.declare with " + plus(argument, value),
                406,
                "50.10",
                () -> channel.queueDeclare(lab.name("bad"), false, true, false, plus(argument, value)));
        lab.expectText(text, close.getReplyText());
    }

    /** Expects that a queue with the argument is another one than with another value or without it, both ways. */
    void inequivalent(String argument, Object value, Object other) throws IOException {
        declaredThenRefused(argument, plus(argument, value), plus(argument, other));
        declaredThenRefused(argument, plus(argument, value), base);
        declaredThenRefused(argument, base, plus(argument, value));
    }

    private void declaredThenRefused(String argument, Map<String, Object> first, Map<String, Object> second)
            throws IOException {
        Channel channel = lab.channel(connection);
        String queue = lab.queue(channel, first);
        channel.queueDeclare(queue, false, false, false, first);
        AMQP.Channel.Close close = Refusals.expect(
                "a redeclare with " + second + " of a queue with " + first,
                406,
                "50.10",
                () -> channel.queueDeclare(queue, false, false, false, second));
        lab.expectText("inequivalent arg '" + argument + "' for queue '" + queue + "' in vhost", close.getReplyText());
    }

    private Map<String, Object> plus(String argument, Object value) {
        Map<String, Object> arguments = new HashMap<>(base);
        arguments.put(argument, value);
        return arguments;
    }
}
