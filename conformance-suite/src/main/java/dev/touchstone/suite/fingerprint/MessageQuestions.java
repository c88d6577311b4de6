package dev.touchstone.suite.fingerprint;

import com.rabbitmq.client.AMQP;
import dev.touchstone.suite.lab.Deaths;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.RawChannel;
import dev.touchstone.suite.probe.ContentProperties;
import dev.touchstone.suite.probe.FieldValue;
import dev.touchstone.suite.probe.WireFrame;
import dev.touchstone.suite.probe.WireTable;
import java.util.Date;
import java.util.List;
import java.util.Map;

/** Questions about publishing, consuming and dead letters. */
final class MessageQuestions {
    private static final AMQP.BasicProperties PLAIN = new AMQP.BasicProperties();

    private MessageQuestions() {}

    static List<Question> all() {
        return List.of(
                new Question("publish-immediate", "publish with the bit immediate", MessageQuestions::immediate),
                new Question("publish-mode-3", "publish with delivery-mode 3", MessageQuestions::modeThree),
                new Question(
                        "publish-returned",
                        "a mandatory message that goes nowhere, with confirms",
                        MessageQuestions::returned),
                new Question("confirm-after-tx", "confirm.select on a channel in transactions", lab -> {
                    RawChannel channel = RawChannel.open(lab);
                    channel.call(new AMQP.Tx.Select.Builder().build(), "tx.select-ok");
                    return Reply.to(channel, new AMQP.Confirm.Select.Builder().build());
                }),
                new Question(
                        "qos-global",
                        "basic.qos with the bit global",
                        lab -> Reply.to(
                                RawChannel.open(lab),
                                new AMQP.Basic.Qos.Builder()
                                        .prefetchCount(1)
                                        .global(true)
                                        .build())),
                new Question(
                        "qos-size",
                        "basic.qos with a prefetch-size",
                        lab -> Reply.to(
                                RawChannel.open(lab),
                                new AMQP.Basic.Qos.Builder().prefetchSize(1000).build())),
                new Question(
                        "recover-in-place",
                        "basic.recover without requeue",
                        lab -> Reply.to(
                                RawChannel.open(lab),
                                new AMQP.Basic.Recover.Builder().requeue(false).build())),
                new Question(
                        "flow-off",
                        "channel.flow off",
                        lab -> Reply.to(
                                RawChannel.open(lab),
                                new AMQP.Channel.Flow.Builder().active(false).build())),
                new Question("ack-unknown", "basic.ack of a tag that never was", lab -> {
                    RawChannel channel = RawChannel.open(lab).ack(42, false);
                    return Reply.soon(channel.dialogue());
                }),
                new Question("consumer-cancelled", "delete a queue under a consumer", MessageQuestions::cancelled),
                new Question("reply-to-mandatory", "a mandatory direct reply", MessageQuestions::directReply),
                new Question("headers-int-double", "does header 1 match 1.0", MessageQuestions::intIsDouble),
                new Question("header-order", "order of headers b, a", MessageQuestions::headerOrder),
                new Question("death-forged", "count behind a published x-death of 5", lab -> death(lab, "count")),
                new Question("death-last", "header x-last-death-reason", lab -> death(lab, "last")),
                new Question(
                        "delivery-count", "x-delivery-count on a first delivery", MessageQuestions::deliveryCount));
    }

    private static String immediate(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        channel.send(new AMQP.Basic.Publish.Builder()
                .routingKey(lab.name("q"))
                .immediate(true)
                .build());
        channel.dialogue().probe().sendHeader(1, PLAIN, 0);
        return Reply.soon(channel.dialogue());
    }

    private static String modeThree(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        channel.publish(
                "",
                channel.declare(lab.name("q")),
                PLAIN.builder().deliveryMode(3).build(),
                "three");
        return Reply.soon(channel.dialogue());
    }

    /** Which comes first is the question: the return or the confirm. */
    private static String returned(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        channel.call(new AMQP.Confirm.Select.Builder().build(), "confirm.select-ok");
        channel.publishMandatory("", lab.name("q"), PLAIN, "");
        String first = Reply.next(channel.dialogue());
        if (first.startsWith("basic.return")) {
            channel.dialogue().expectContent(1);
        }
        return first + ", " + Reply.soon(channel.dialogue());
    }

    private static String cancelled(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String queue = channel.declare(lab.name("q"));
        channel.consume(queue, "c");
        RawChannel other = RawChannel.open(lab);
        other.deleteQueue(queue);
        return Reply.soon(channel.dialogue());
    }

    private static String directReply(Lab lab) {
        RawChannel client = RawChannel.open(lab);
        String queue = client.declare(lab.name("q"));
        client.consume("amq.rabbitmq.reply-to", "replies", true, Map.of());
        client.publish(
                "", queue, PLAIN.builder().replyTo("amq.rabbitmq.reply-to").build(), "ask");
        RawChannel server = RawChannel.open(lab);
        lab.await("the request", () -> server.depth(queue) == 1);
        Object replyTo = server.get(queue, true).properties().values().get("reply-to");
        server.publishMandatory("", String.valueOf(replyTo), PLAIN, "answer");
        client.deliver();
        return Reply.soon(server.dialogue());
    }

    private static String intIsDouble(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String queue = channel.declare(lab.name("q"));
        channel.call(
                new AMQP.Queue.Bind.Builder()
                        .queue(queue)
                        .exchange("amq.headers")
                        .arguments(Map.of("x-match", "all", "touchstone", 1, "of", queue))
                        .build(),
                "queue.bind-ok");
        Map<String, Object> headers = Map.of("touchstone", 1.0, "of", queue);
        channel.publish("amq.headers", "", PLAIN.builder().headers(headers).build(), "x");
        channel.barrier();
        return channel.depth(queue) == 1 ? "matches" : "does not match";
    }

    private static String headerOrder(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String queue = channel.declare(lab.name("q"));
        // The official client would put them into an order of its own.
        WireTable headers = WireTable.empty().with("b", FieldValue.int32(1)).with("a", FieldValue.int32(2));
        channel.send(new AMQP.Basic.Publish.Builder().routingKey(queue).build());
        byte[] header = new ContentProperties(Map.of("headers", headers)).payload(1);
        channel.dialogue().probe().sendFrame(WireFrame.HEADER, 1, header).sendBody(1, (byte) 'x');
        RawChannel.Message message = one(lab, channel, queue);
        return String.join(
                ", ",
                message.properties().headers().entries().stream()
                        .map(entry -> entry.name())
                        .toList());
    }

    /** A message that claims five deaths dies a sixth time. */
    private static String death(Lab lab, String what) {
        RawChannel channel = RawChannel.open(lab);
        String grave = channel.declare(lab.name("grave"));
        String queue = channel.declare(
                lab.name("q"), false, Map.of("x-dead-letter-exchange", "", "x-dead-letter-routing-key", grave));
        Map<String, Object> claimed = Map.of(
                "count",
                5L,
                "reason",
                "rejected",
                "queue",
                queue,
                "exchange",
                "",
                "time",
                new Date(0),
                "routing-keys",
                List.of(queue));
        channel.publish(
                "",
                queue,
                PLAIN.builder().headers(Map.of("x-death", List.of(claimed))).build(),
                "x");
        channel.reject(one(lab, channel, queue).tag(), false);
        RawChannel.Message letter = one(lab, channel, grave);
        return what.equals("last")
                ? Deaths.header(letter, "x-last-death-reason")
                : Deaths.value(Deaths.newest(letter), "count");
    }

    private static String deliveryCount(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String queue = lab.name("q");
        String answer = Reply.to(
                channel,
                new AMQP.Queue.Declare.Builder()
                        .queue(queue)
                        .durable(true)
                        .arguments(Map.of("x-queue-type", "quorum"))
                        .build());
        if (!answer.equals("queue.declare-ok")) {
            return "no quorum queue";
        }
        channel.publish("", queue, PLAIN, "x");
        return Deaths.header(one(lab, channel, queue), "x-delivery-count");
    }

    private static RawChannel.Message one(Lab lab, RawChannel channel, String queue) {
        lab.await("a message", () -> channel.depth(queue) == 1);
        return channel.get(queue);
    }
}
