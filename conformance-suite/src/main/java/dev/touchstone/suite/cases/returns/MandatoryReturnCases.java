package dev.touchstone.suite.cases.returns;

import com.rabbitmq.client.AMQP;
import dev.touchstone.suite.lab.Dialogue;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.RawChannel;
import dev.touchstone.suite.probe.MethodFields;
import dev.touchstone.suite.probe.Methods;
import dev.touchstone.suite.probe.WireFrame;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Rule;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** {@code basic.return}: what it carries and where it stands among the other frames. */
@Conformance
class MandatoryReturnCases {
    private static final AMQP.BasicProperties EMPTY = new AMQP.BasicProperties();

    @Test
    @Rule("RETURN-01")
    void anUnroutableMandatoryMessageComesBackWholeOnItsChannel(Lab lab) {
        RawChannel other = RawChannel.open(lab);
        RawChannel publisher = other.another(2);
        AMQP.BasicProperties all = allProperties(lab.endpoint().user());
        String key = lab.name("nobody");
        publisher.publishMandatory("amq.direct", key, all, "come back");
        RawChannel.Message back = publisher.expectReturn();
        Expect.equal("reply code", 312L, back.method().number("reply-code"));
        Expect.equal("reply text", "NO_ROUTE", back.method().text("reply-text"));
        Expect.equal("exchange", "amq.direct", back.method().text("exchange"));
        Expect.equal("routing key", key, back.method().text("routing-key"));
        Expect.equal("body", "come back", back.text());
        WireFrame sent = new WireFrame(WireFrame.HEADER, 2, Methods.header(all, 9), WireFrame.END);
        Expect.equal("properties", sent.properties(), back.properties());
        other.barrier();
    }

    @Test
    @Rule("RETURN-01")
    void theDefaultExchangeReturnsWhatNamesNoQueue(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String missing = lab.name("missing");
        channel.publishMandatory("", missing, EMPTY, "lost");
        MethodFields back = channel.expectReturn().method();
        Expect.equal("reply code", 312L, back.number("reply-code"));
        Expect.equal("exchange", "", back.text("exchange"));
        Expect.equal("routing key", missing, back.text("routing-key"));
        channel.barrier();
    }

    @Test
    @Rule("RETURN-01")
    void aRoutedMandatoryMessageDoesNotComeBack(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String queue = channel.declare(lab.name("q"));
        channel.publishMandatory("", queue, EMPTY, "here");
        channel.quiet(queue);
        Expect.equal("messages in the queue", 1L, channel.depth(queue));
    }

    @Test
    @Rule("RETURN-02")
    void inConfirmModeTheReturnComesBeforeTheAckOfItsPublish(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String queue = channel.declare(lab.name("q"));
        channel.confirmSelect();
        channel.publish(queue, "routed");
        Expect.equal("acked publishes", Set.of(1L), channel.answersTo(1).acked());
        channel.publishMandatory("", lab.name("missing"), EMPTY, "returned");
        channel.expectReturn();
        MethodFields ack = channel.expect("basic.ack");
        Expect.equal("number of the ack behind the return", 2L, ack.number("delivery-tag"));
        channel.barrier();
    }

    @Test
    @Rule("RETURN-03")
    void withoutMandatoryAnUnroutableMessageIsSilentlyDropped(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        channel.publish("amq.direct", lab.name("nobody"), EMPTY, "dropped");
        channel.publish("", lab.name("missing"), EMPTY, "dropped");
        channel.barrier();
        channel.confirmSelect();
        channel.publish("", lab.name("missing"), EMPTY, "dropped");
        MethodFields ack = channel.expect("basic.ack");
        Expect.equal("number of the ack", 1L, ack.number("delivery-tag"));
        channel.barrier();
    }

    @Test
    @Rule("RETURN-04")
    void theReturnHasNoDeliveryTagAndIsToldApartByItsMessageId(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        String key = lab.name("nobody");
        List<String> ids = List.of("first", "second", "third");
        ids.forEach(id -> channel.publishMandatory(
                "amq.direct", key, EMPTY.builder().messageId(id).build(), "body of " + id));
        for (String id : ids) {
            WireFrame frame = channel.dialogue().expectFrame(WireFrame.METHOD, channel.number());
            Expect.equal("method", "basic.return", frame.method().name());
            byte[] wanted = Methods.payload(new AMQP.Basic.Return.Builder()
                    .replyCode(312)
                    .replyText("NO_ROUTE")
                    .exchange("amq.direct")
                    .routingKey(key)
                    .build());
            Expect.equal(
                    "octets of the return, with nothing behind the routing key", wanted.length, frame.payload().length);
            Dialogue.Content content = channel.dialogue().expectContent(channel.number());
            Object cameBack = content.header().properties().values().get("message-id");
            Expect.equal("message-id of the return", id, Expect.present("a message-id", cameBack));
        }
        channel.barrier();
    }

    @Test
    @Rule("RETURN-05")
    void anEmptyMessageComesBackWithAHeaderOfSizeZeroAndNoBodyFrame(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        channel.publishMandatory("amq.direct", lab.name("nobody"), EMPTY, "");
        channel.expect("basic.return");
        WireFrame header = channel.dialogue().expectFrame(WireFrame.HEADER, channel.number());
        Expect.equal("body size in the header", 0L, header.bodySize());
        channel.barrier();
    }

    @Test
    @Rule("RETURN-06")
    void inATransactionReturnsComeAtCommitBeforeCommitOk(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        channel.call(new AMQP.Tx.Select.Builder().build(), "tx.select-ok");
        channel.publishMandatory("amq.direct", lab.name("nobody"), EMPTY, "one");
        channel.publishMandatory("amq.direct", lab.name("nobody"), EMPTY, "two");
        channel.barrier();
        channel.send(new AMQP.Tx.Commit.Builder().build());
        Expect.equal("first return", "one", channel.expectReturn().text());
        Expect.equal("second return", "two", channel.expectReturn().text());
        channel.expect("tx.commit-ok");
        channel.barrier();
    }

    @Test
    @Rule("RETURN-06")
    void aRolledBackPublishIsNotReturned(Lab lab) {
        RawChannel channel = RawChannel.open(lab);
        channel.call(new AMQP.Tx.Select.Builder().build(), "tx.select-ok");
        channel.publishMandatory("amq.direct", lab.name("nobody"), EMPTY, "never was");
        channel.call(new AMQP.Tx.Rollback.Builder().build(), "tx.rollback-ok");
        channel.call(new AMQP.Tx.Commit.Builder().build(), "tx.commit-ok");
        channel.barrier();
    }

    private static AMQP.BasicProperties allProperties(String user) {
        return new AMQP.BasicProperties.Builder()
                .contentType("text/plain")
                .contentEncoding("identity")
                .headers(Map.of("colour", "blue"))
                .deliveryMode(2)
                .priority(7)
                .correlationId("correlation")
                .replyTo("reply")
                .expiration("60000")
                .messageId("id")
                .timestamp(Date.from(Instant.ofEpochSecond(1_000)))
                .type("kind")
                .userId(user)
                .appId("app")
                .clusterId("cluster")
                .build();
    }
}
