package dev.touchstone.suite.fingerprint;

import com.rabbitmq.client.AMQP;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.RawChannel;
import dev.touchstone.suite.probe.ProbeEvent;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Questions about exchanges, queues and their arguments. */
final class DeclareQuestions {
    private static final Pattern GENERATED = Pattern.compile("[A-Za-z._]{1,12}[-.]");

    private DeclareQuestions() {}

    static List<Question> all() {
        return List.of(
                new Question(
                        "exchange-type-unknown",
                        "declare an exchange of an unknown type",
                        lab -> Reply.to(open(lab), exchange(lab.name("x"), "x-touchstone-none"))),
                new Question("exchange-type-other", "declare an exchange again with another type", lab -> {
                    RawChannel channel = open(lab);
                    String name = lab.name("x");
                    channel.call(exchange(name, "direct"), "exchange.declare-ok");
                    return Reply.to(channel, exchange(name, "fanout"));
                }),
                new Question(
                        "exchange-delete-missing",
                        "delete an exchange that is not there",
                        lab -> Reply.to(
                                open(lab),
                                new AMQP.Exchange.Delete.Builder()
                                        .exchange(lab.name("x"))
                                        .build())),
                new Question("exchange-bind", "bind an exchange to an exchange", DeclareQuestions::exchangeToExchange),
                new Question(
                        "exchange-default-bind",
                        "bind a queue to the default exchange",
                        DeclareQuestions::bindToDefault),
                new Question(
                        "exchange-trace",
                        "is there an exchange amq.rabbitmq.trace",
                        lab -> Reply.to(open(lab), passive("amq.rabbitmq.trace"))),
                new Question(
                        "queue-delete-missing",
                        "delete a queue that is not there",
                        lab -> Reply.to(
                                open(lab),
                                new AMQP.Queue.Delete.Builder()
                                        .queue(lab.name("q"))
                                        .build())),
                new Question(
                        "queue-missing-text",
                        "reply text for a queue that is not there",
                        DeclareQuestions::missingText),
                new Question(
                        "queue-name-reserved",
                        "declare a queue amq.…",
                        lab -> Reply.to(open(lab), queue("amq." + lab.name("q"), false, Map.of()))),
                new Question(
                        "queue-name-generated",
                        "what a generated queue name begins with",
                        DeclareQuestions::generatedName),
                new Question(
                        "queue-transient",
                        "a transient queue that is not exclusive",
                        lab -> declared(lab, false, Map.of())),
                new Question(
                        "queue-argument-unknown",
                        "a queue with an unknown argument",
                        lab -> declared(lab, false, Map.of("x-touchstone-none", 1))),
                new Question("queue-argument-other", "declare a queue again with another x-max-length", lab -> {
                    RawChannel channel = open(lab);
                    String name = channel.declare(lab.name("q"), false, Map.of("x-max-length", 5));
                    return Reply.to(channel, queue(name, false, Map.of("x-max-length", 6)));
                }),
                new Question(
                        "queue-priority-300",
                        "x-max-priority 300",
                        lab -> declared(lab, false, Map.of("x-max-priority", 300))),
                new Question(
                        "queue-mode-lazy",
                        "x-queue-mode lazy",
                        lab -> declared(lab, false, Map.of("x-queue-mode", "lazy"))),
                new Question(
                        "queue-type-quorum",
                        "x-queue-type quorum",
                        lab -> declared(lab, true, Map.of("x-queue-type", "quorum"))),
                new Question(
                        "queue-type-stream",
                        "x-queue-type stream",
                        lab -> declared(lab, true, Map.of("x-queue-type", "stream"))),
                new Question(
                        "queue-type-unknown",
                        "x-queue-type nonsense",
                        lab -> declared(lab, true, Map.of("x-queue-type", "nonsense"))));
    }

    private static RawChannel open(Lab lab) {
        return RawChannel.open(lab);
    }

    private static AMQP.Exchange.Declare exchange(String name, String type) {
        return new AMQP.Exchange.Declare.Builder().exchange(name).type(type).build();
    }

    private static AMQP.Exchange.Declare passive(String name) {
        return new AMQP.Exchange.Declare.Builder().exchange(name).passive(true).build();
    }

    private static AMQP.Queue.Declare queue(String name, boolean durable, Map<String, Object> arguments) {
        return new AMQP.Queue.Declare.Builder()
                .queue(name)
                .durable(durable)
                .arguments(arguments)
                .build();
    }

    private static String declared(Lab lab, boolean durable, Map<String, Object> arguments) {
        return Reply.to(open(lab), queue(lab.name("q"), durable, arguments));
    }

    private static String exchangeToExchange(Lab lab) {
        RawChannel channel = open(lab);
        String source = lab.name("from");
        String destination = lab.name("to");
        channel.call(exchange(source, "fanout"), "exchange.declare-ok");
        channel.call(exchange(destination, "fanout"), "exchange.declare-ok");
        return Reply.to(
                channel,
                new AMQP.Exchange.Bind.Builder()
                        .destination(destination)
                        .source(source)
                        .build());
    }

    private static String bindToDefault(Lab lab) {
        RawChannel channel = open(lab);
        String queue = channel.declare(lab.name("q"));
        return Reply.to(
                channel,
                new AMQP.Queue.Bind.Builder()
                        .queue(queue)
                        .exchange("")
                        .routingKey("key")
                        .build());
    }

    private static String missingText(Lab lab) {
        RawChannel channel = open(lab);
        String name = lab.name("q");
        channel.send(new AMQP.Queue.Declare.Builder().queue(name).passive(true).build());
        ProbeEvent event = channel.dialogue().next();
        return event instanceof ProbeEvent.Frame frame && frame.frame().is("channel.close")
                ? frame.frame()
                        .method()
                        .text("reply-text")
                        .replace(name, "Q")
                        .replace("'" + lab.endpoint().virtualHost() + "'", "'V'")
                : Reply.of(event);
    }

    private static String generatedName(Lab lab) {
        RawChannel channel = open(lab);
        AMQP.Queue.Declare declare =
                new AMQP.Queue.Declare.Builder().queue("").exclusive(true).build();
        String name = channel.call(declare, "queue.declare-ok").text("queue");
        Matcher beginning = GENERATED.matcher(name);
        return beginning.lookingAt() ? beginning.group() : "something else";
    }
}
