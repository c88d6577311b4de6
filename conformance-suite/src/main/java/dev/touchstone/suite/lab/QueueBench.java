package dev.touchstone.suite.lab;

import com.rabbitmq.client.AMQP;
import dev.touchstone.suite.target.Endpoint;
import dev.touchstone.suite.target.TargetAdmin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Queues that lose messages to a time, a limit or a consumer that wants them not, and the exchanges to which they let them go: on one
 * {@link RawChannel}, in words. Confirms and deliveries that wait on that channel are findings for the next step, so that a case
 * takes {@link #another()} for them. The depth of a queue is no barrier: RabbitMQ looks it up before what was sent earlier. A get is
 * one, and so is an ack.
 */
public final class QueueBench {
    private final Lab lab;
    private final Endpoint home;
    private final RawChannel channel;
    private @Nullable RawChannel publisher;

    private QueueBench(Lab lab, Endpoint home) {
        this.lab = lab;
        this.home = home;
        this.channel = RawChannel.open(lab, home);
    }

    /** A bench in the virtual host of the run. */
    public static QueueBench of(Lab lab) {
        return new QueueBench(lab, lab.endpoint());
    }

    /** A bench in a fresh virtual host, whose policies are nobody else's concern. Needs policies. */
    public static QueueBench withPolicies(Lab lab) {
        return new QueueBench(lab, lab.freshVirtualHost());
    }

    /** The channel of all steps. */
    public RawChannel channel() {
        return channel;
    }

    /** Where this bench stands. */
    public Endpoint home() {
        return home;
    }

    /** A channel on a connection of its own. */
    public RawChannel another() {
        return RawChannel.open(lab, home);
    }

    /** Names and values by turns. */
    public static Map<String, Object> arguments(Object... namesAndValues) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            arguments.put(namesAndValues[i].toString(), namesAndValues[i + 1]);
        }
        return arguments;
    }

    /** A transient queue with arguments: names and values by turns. */
    public String queue(String hint, Object... namesAndValues) {
        return channel.declare(lab.name(hint), false, arguments(namesAndValues));
    }

    /** A transient exchange with arguments: names and values by turns. */
    public String exchange(String type, Object... namesAndValues) {
        return exchangeNamed(lab.name(type), type, namesAndValues);
    }

    /** The same under a name that the case has already. */
    public String exchangeNamed(String name, String type, Object... namesAndValues) {
        AMQP.Exchange.Declare declare = new AMQP.Exchange.Declare.Builder()
                .exchange(name)
                .type(type)
                .arguments(arguments(namesAndValues))
                .build();
        channel.call(declare, "exchange.declare-ok");
        return name;
    }

    /** Binds a queue; arguments are names and values by turns. */
    public void bind(String queue, String exchange, String routingKey, Object... namesAndValues) {
        AMQP.Queue.Bind bind = new AMQP.Queue.Bind.Builder()
                .queue(queue)
                .exchange(exchange)
                .routingKey(routingKey)
                .arguments(arguments(namesAndValues))
                .build();
        channel.call(bind, "queue.bind-ok");
    }

    /** A fresh queue bound with that key. */
    public String bound(String exchange, String routingKey) {
        String queue = queue("bound");
        bind(queue, exchange, routingKey);
        return queue;
    }

    /** Publishes to a queue, on a channel aside, and waits for the ack: the message is in the queue, or already through with it. */
    public void enter(String queue, AMQP.BasicProperties properties, String text) {
        RawChannel confirming = publisher;
        if (confirming == null) {
            confirming = another();
            confirming.confirmSelect();
            publisher = confirming;
        }
        confirming.publish("", queue, properties, text);
        confirming.expect("basic.ack");
    }

    /** The same with empty properties. */
    public void enter(String queue, String text) {
        enter(queue, new AMQP.BasicProperties(), text);
    }

    /** Publishes to a queue and gets the message out of it again, so that it is in our hands. */
    public RawChannel.Message inHand(String queue, AMQP.BasicProperties properties, String text) {
        channel.publish("", queue, properties, text);
        return hold(queue);
    }

    /** Waits for a message and takes it without settling it. */
    public RawChannel.Message hold(String queue) {
        awaitAny(queue);
        return channel.get(queue);
    }

    /** Waits for a message and takes it out of the queue for good. */
    public RawChannel.Message take(String queue) {
        awaitAny(queue);
        return channel.get(queue, true);
    }

    /** The next messages, taken out of the queue for good, as texts. */
    public List<String> takeTexts(String queue, int count) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(take(queue).text());
        }
        return texts;
    }

    /** Waits for a message and rejects it: it dies. */
    public void reject(String queue) {
        channel.reject(hold(queue).tag(), false);
    }

    /** Publishes a text to an empty queue and rejects it; when this returns, it is dead. */
    public void rejectNew(String queue, String text) {
        channel.publish(queue, text);
        reject(queue);
        channel.expectEmpty(queue);
    }

    /** Waits until a queue holds so many ready messages. */
    public void awaitDepth(String queue, long messages) {
        lab.await(messages + " ready messages in " + queue, () -> channel.depth(queue) == messages);
    }

    private void awaitAny(String queue) {
        lab.await("a message in " + queue, () -> channel.depth(queue) > 0);
    }

    /** Puts a policy on all queues whose name was given by that hint, in place of the one that was there. */
    public void policy(String hint, Object... keysAndValues) {
        TargetAdmin.PolicySpec policy =
                new TargetAdmin.PolicySpec("policy-" + hint, "-" + hint + "$", "queues", 0, arguments(keysAndValues));
        lab.admin().setPolicy(home.virtualHost(), policy);
    }
}
