package dev.touchstone.suite.lab;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where does a message go? One channel in confirm mode: every publish is mandatory and waits for its answer, so that what the
 * queues hold afterwards is what the broker routed there, whatever the speed of the machine.
 */
public final class RoutingBench {
    private final Lab lab;
    private final Channel channel;
    private final Confirms confirms;
    private final List<String> spares = new ArrayList<>();

    /** A bench on a connection of its own. */
    public RoutingBench(Lab lab) throws IOException {
        this.lab = lab;
        this.channel = lab.channel();
        this.confirms = lab.confirms(channel);
    }

    /** The channel, for whatever a bench has no words for. */
    public Channel channel() {
        return channel;
    }

    public String exchange(String type) throws IOException {
        return lab.exchange(channel, type);
    }

    /** A fresh queue without bindings. */
    public String queue() throws IOException {
        return lab.queue(channel);
    }

    /** Queue number so-and-so of this bench, from 0, made at first need: for benches that are used many times. */
    public String spareQueue(int number) throws IOException {
        while (spares.size() <= number) {
            spares.add(queue());
        }
        return spares.get(number);
    }

    /** An exchange whose making is not waited for: whatever follows on the channel comes later anyway (CHAN-16). */
    public String exchangeAtOnce(String type) throws IOException {
        String exchange = lab.name(type);
        channel.exchangeDeclareNoWait(exchange, type, false, false, false, Map.of());
        return exchange;
    }

    /** A fresh queue bound with that key. */
    public String queue(String exchange, String routingKey) throws IOException {
        String queue = queue();
        channel.queueBind(queue, exchange, routingKey);
        return queue;
    }

    /** A fresh queue bound with that key and these arguments. */
    public String queue(String exchange, String routingKey, Map<String, Object> arguments) throws IOException {
        String queue = queue();
        channel.queueBind(queue, exchange, routingKey, arguments);
        return queue;
    }

    /** Publishes a message whose body is its key; true if it was routed, false if it came back. */
    public boolean publish(String exchange, String routingKey) throws IOException {
        return publish(exchange, routingKey, new AMQP.BasicProperties());
    }

    /** The same with headers. */
    public boolean publish(String exchange, String routingKey, Map<String, Object> headers) throws IOException {
        return publish(
                exchange,
                routingKey,
                new AMQP.BasicProperties.Builder().headers(headers).build());
    }

    /** A text and the key with which it is published. */
    public record Letter(String routingKey, String text) {}

    /** Publishes a message for each key, all at once, and waits until all are confirmed. */
    public void publishAll(String exchange, Iterable<String> routingKeys) throws IOException {
        List<Letter> letters = new ArrayList<>();
        routingKeys.forEach(key -> letters.add(new Letter(key, key)));
        publishLetters(exchange, letters);
    }

    /** The same with texts of their own. */
    public void publishLetters(String exchange, Iterable<Letter> letters) throws IOException {
        long first = channel.getNextPublishSeqNo();
        for (Letter letter : letters) {
            lab.publish(channel, exchange, letter.routingKey(), letter.text());
        }
        Confirms.Outcome outcome = confirms.settle(first, channel.getNextPublishSeqNo() - 1);
        Expect.equal("refused publishes", Set.of(), outcome.nacked());
    }

    private boolean publish(String exchange, String routingKey, AMQP.BasicProperties properties) throws IOException {
        channel.basicPublish(exchange, routingKey, true, properties, routingKey.getBytes(StandardCharsets.UTF_8));
        Confirms.Answer answer = confirms.next();
        if (answer instanceof Confirms.Returned) {
            expectAck(confirms.next());
            return false;
        }
        expectAck(answer);
        return true;
    }

    private static void expectAck(Confirms.Answer answer) {
        Expect.that(answer instanceof Confirms.Ack, "basic.ack of the publish", answer::toString);
    }

    /** Publishes with that key and expects that the message comes back as unroutable: 312. */
    public void expectReturn(String exchange, String routingKey) throws IOException {
        channel.basicPublish(exchange, routingKey, true, new AMQP.BasicProperties(), new byte[0]);
        Confirms.Answer answer = confirms.next();
        Expect.that(
                answer instanceof Confirms.Returned returned
                        && returned.message().getReplyCode() == 312
                        && returned.message().getExchange().equals(exchange)
                        && returned.message().getRoutingKey().equals(routingKey),
                "basic.return 312 from '" + exchange + "' with key '" + routingKey + "'",
                answer::toString);
        expectAck(confirms.next());
    }

    /** Takes everything that a queue holds; the bodies, in order. */
    public List<String> drain(String queue) throws IOException {
        List<String> bodies = new ArrayList<>();
        for (GetResponse message = channel.basicGet(queue, true);
                message != null;
                message = channel.basicGet(queue, true)) {
            bodies.add(new String(message.getBody(), StandardCharsets.UTF_8));
        }
        return bodies;
    }

    /** Publishes with that key and expects so many copies in the queue, and none but these. */
    public void expectCopies(int copies, String queue, String exchange, String routingKey) throws IOException {
        publish(exchange, routingKey);
        Expect.equal(
                "copies of a message with key '" + routingKey + "'",
                copies,
                drain(queue).size());
    }
}
