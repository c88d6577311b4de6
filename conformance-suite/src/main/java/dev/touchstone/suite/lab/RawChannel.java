package dev.touchstone.suite.lab;

import com.rabbitmq.client.AMQP;
import dev.touchstone.suite.probe.ContentProperties;
import dev.touchstone.suite.probe.MethodFields;
import dev.touchstone.suite.probe.ProbeEvent;
import dev.touchstone.suite.probe.WireFrame;
import dev.touchstone.suite.target.Endpoint;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One open channel of a {@link Dialogue}: queues, publishing, consuming and settling in words, with every frame seen in the order
 * of the wire. Each step that expects something takes exactly the next frames; what else comes is a {@link Finding}.
 */
public final class RawChannel {
    private final Dialogue dialogue;
    private final int number;

    /** The channel with that number, which is open. */
    public RawChannel(Dialogue dialogue, int number) {
        this.dialogue = dialogue;
        this.number = number;
    }

    /** A channel on a connection of its own. */
    public static RawChannel open(Lab lab) {
        return new RawChannel(lab.dialChannel(), 1);
    }

    /** The same with another user or in another virtual host. */
    public static RawChannel open(Lab lab, Endpoint as) {
        return new RawChannel(lab.dial(as).open(Handshake.of(as)).openChannel(1), 1);
    }

    /** One more channel on the same connection. */
    public RawChannel another(int otherNumber) {
        return new RawChannel(dialogue.openChannel(otherNumber), otherNumber);
    }

    /** A message as it came, by {@code basic.deliver}, {@code basic.get-ok} or {@code basic.return}. */
    public record Message(MethodFields method, ContentProperties properties, byte[] body) {
        public long tag() {
            return method.number("delivery-tag");
        }

        public boolean redelivered() {
            return method.flag("redelivered");
        }

        public String consumer() {
            return method.text("consumer-tag");
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    public Dialogue dialogue() {
        return dialogue;
    }

    public int number() {
        return number;
    }

    /** Sends a method and expects its reply. */
    public MethodFields call(com.rabbitmq.client.Method method, String reply) {
        return dialogue.call(number, method, reply);
    }

    public RawChannel send(com.rabbitmq.client.Method method) {
        dialogue.probe().send(number, method);
        return this;
    }

    public MethodFields expect(String methodName) {
        return dialogue.expect(number, methodName);
    }

    public MethodFields expectChannelClose(int replyCode, int classId, int methodId) {
        return dialogue.expectChannelClose(number, replyCode, classId, methodId);
    }

    public MethodFields expectConnectionClose(int replyCode, int classId, int methodId) {
        MethodFields close = dialogue.expectConnectionClose(replyCode);
        Dialogue.expectIds(close, classId, methodId);
        return close;
    }

    /** Opens the channel again after the broker closed it. */
    public void reopen() {
        dialogue.openChannel(number);
    }

    // --- queues -----------------------------------------------------------------------------------------------------

    /** Declares a transient queue under that name and returns the name. */
    public String declare(String queue) {
        return declare(queue, false, Map.of());
    }

    public String declare(String queue, boolean durable, Map<String, Object> arguments) {
        AMQP.Queue.Declare declare = new AMQP.Queue.Declare.Builder()
                .queue(queue)
                .durable(durable)
                .arguments(arguments)
                .build();
        return call(declare, "queue.declare-ok").text("queue");
    }

    /** Ready messages, by a passive declare. */
    public long depth(String queue) {
        AMQP.Queue.Declare declare =
                new AMQP.Queue.Declare.Builder().queue(queue).passive(true).build();
        return call(declare, "queue.declare-ok").number("message-count");
    }

    public void deleteQueue(String queue) {
        call(new AMQP.Queue.Delete.Builder().queue(queue).build(), "queue.delete-ok");
    }

    /**
     * Expects that what was sent before brings no frame on this connection: a passive declare of {@code amq.direct} that changes
     * nothing, and its reply comes next.
     */
    public void barrier() {
        AMQP.Exchange.Declare declare = new AMQP.Exchange.Declare.Builder()
                .exchange("amq.direct")
                .type("direct")
                .passive(true)
                .build();
        call(declare, "exchange.declare-ok");
    }

    /** Expects that this queue has nothing more to say to this connection: it is asked, and then the channel is asked. */
    public void quiet(String queue) {
        depth(queue);
        barrier();
    }

    // --- publishing -------------------------------------------------------------------------------------------------

    public void confirmSelect() {
        call(new AMQP.Confirm.Select.Builder().build(), "confirm.select-ok");
    }

    /** Publishes text to a queue through the default exchange. */
    public RawChannel publish(String queue, String text) {
        return publish("", queue, new AMQP.BasicProperties(), text);
    }

    public RawChannel publish(String exchange, String routingKey, AMQP.BasicProperties properties, String text) {
        return publish(exchange, routingKey, properties, text, false);
    }

    /** The same with the bit mandatory set. */
    public RawChannel publishMandatory(
            String exchange, String routingKey, AMQP.BasicProperties properties, String text) {
        return publish(exchange, routingKey, properties, text, true);
    }

    private RawChannel publish(
            String exchange, String routingKey, AMQP.BasicProperties properties, String text, boolean mandatory) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        send(new AMQP.Basic.Publish.Builder()
                .exchange(exchange)
                .routingKey(routingKey)
                .mandatory(mandatory)
                .build());
        dialogue.probe().sendHeader(number, properties, body.length);
        if (body.length > 0) {
            dialogue.probe().sendBody(number, body);
        }
        return this;
    }

    /** Expects {@code basic.return} with its content. */
    public Message expectReturn() {
        return message("basic.return");
    }

    /**
     * Publishes texts to a queue and waits until they are in it. The channel is one that is not in confirm mode: the depth of the
     * queue tells.
     */
    public void fill(Lab lab, String queue, String... texts) {
        long before = depth(queue);
        for (String text : texts) {
            publish(queue, text);
        }
        lab.await(texts.length + " more messages in " + queue, () -> depth(queue) == before + texts.length);
    }

    // --- consuming --------------------------------------------------------------------------------------------------

    /** Consumes with acknowledgements. */
    public void consume(String queue, String consumerTag) {
        consume(queue, consumerTag, false, Map.of());
    }

    public void consume(String queue, String consumerTag, boolean noAck, Map<String, Object> arguments) {
        AMQP.Basic.Consume consume = new AMQP.Basic.Consume.Builder()
                .queue(queue)
                .consumerTag(consumerTag)
                .noAck(noAck)
                .arguments(arguments)
                .build();
        call(consume, "basic.consume-ok");
    }

    public void cancel(String consumerTag) {
        call(new AMQP.Basic.Cancel.Builder().consumerTag(consumerTag).build(), "basic.cancel-ok");
    }

    public void qos(int prefetchCount, boolean global) {
        call(
                new AMQP.Basic.Qos.Builder()
                        .prefetchCount(prefetchCount)
                        .global(global)
                        .build(),
                "basic.qos-ok");
    }

    /** Expects {@code basic.deliver} with its content. */
    public Message deliver() {
        return message("basic.deliver");
    }

    public List<Message> deliver(int count) {
        List<Message> deliveries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            deliveries.add(deliver());
        }
        return deliveries;
    }

    /** Gets one message with acknowledgement to come; a finding if the queue is empty. */
    public Message get(String queue) {
        return get(queue, false);
    }

    public Message get(String queue, boolean noAck) {
        send(new AMQP.Basic.Get.Builder().queue(queue).noAck(noAck).build());
        return message("basic.get-ok");
    }

    public List<Message> get(String queue, int count) {
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            messages.add(get(queue, false));
        }
        return messages;
    }

    /** Gets and expects that there is nothing. */
    public void expectEmpty(String queue) {
        call(new AMQP.Basic.Get.Builder().queue(queue).build(), "basic.get-empty");
    }

    private Message message(String methodName) {
        MethodFields method = expect(methodName);
        Dialogue.Content content = dialogue.expectContent(number);
        return new Message(method, content.header().properties(), content.body());
    }

    /** The answers to publishes 1 to {@code last}; anything else that comes before they are complete is a finding. */
    public Answers answersTo(long last) {
        Answers answers = new Answers(last);
        while (!answers.complete()) {
            ProbeEvent event = dialogue.next();
            if (event instanceof ProbeEvent.Frame frame && isAnswer(frame.frame())) {
                answers.add(frame.frame().method());
            } else {
                throw new Finding("basic.ack or basic.nack: " + answers, event.toString());
            }
        }
        return answers;
    }

    private boolean isAnswer(WireFrame frame) {
        return frame.channel() == number && (frame.is("basic.ack") || frame.is("basic.nack"));
    }

    // --- settling ---------------------------------------------------------------------------------------------------

    public RawChannel ack(long tag, boolean multiple) {
        return send(
                new AMQP.Basic.Ack.Builder().deliveryTag(tag).multiple(multiple).build());
    }

    public RawChannel nack(long tag, boolean multiple, boolean requeue) {
        return send(new AMQP.Basic.Nack.Builder()
                .deliveryTag(tag)
                .multiple(multiple)
                .requeue(requeue)
                .build());
    }

    public RawChannel reject(long tag, boolean requeue) {
        return send(new AMQP.Basic.Reject.Builder()
                .deliveryTag(tag)
                .requeue(requeue)
                .build());
    }

    /** Closes the channel politely; what was not settled on it goes back to its queues. */
    public void close() {
        AMQP.Channel.Close close = new AMQP.Channel.Close.Builder()
                .replyCode(200)
                .replyText("done")
                .classId(0)
                .methodId(0)
                .build();
        call(close, "channel.close-ok");
    }

    /** The bodies of messages as text. */
    public static List<String> texts(List<Message> messages) {
        return messages.stream().map(Message::text).toList();
    }
}
