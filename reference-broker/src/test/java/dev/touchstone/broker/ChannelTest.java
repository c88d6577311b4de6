package dev.touchstone.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.broker.wire.BasicMethod;
import dev.touchstone.broker.wire.ChannelMethod;
import dev.touchstone.broker.wire.ConfirmMethod;
import dev.touchstone.broker.wire.ConnectionMethod;
import dev.touchstone.broker.wire.FieldTable;
import dev.touchstone.broker.wire.Frames;
import dev.touchstone.broker.wire.Method;
import dev.touchstone.broker.wire.QueueMethod;
import dev.touchstone.broker.wire.TxMethod;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ChannelTest {
    private static final byte[] PLAIN = {0, 0};

    private static Broker broker;

    @BeforeAll
    static void start() {
        broker = Broker.start();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private static RawClient client() throws Exception {
        return RawClient.withChannel(broker.amqpPort());
    }

    private static QueueMethod.Declare exclusive(String queue) {
        return new QueueMethod.Declare(queue, false, false, true, true, false, FieldTable.EMPTY);
    }

    private static byte[] body(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] octets(int... values) {
        byte[] octets = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            octets[i] = (byte) values[i];
        }
        return octets;
    }

    static Stream<Arguments> brokenFrames() {
        byte[] publish = octets(0, 60, 0, 40, 0, 0, 0, 1, 'q', 0);
        return Stream.of(
                Arguments.of("unknown type", RawClient.frame(4, 1, body("abc")), 501, 0, 0),
                Arguments.of("heartbeat on a channel", RawClient.frame(8, 1, body("")), 505, 0, 0),
                Arguments.of("heartbeat with payload", RawClient.frame(8, 0, body("x")), 501, 0, 0),
                Arguments.of("body without method", RawClient.frame(3, 1, body("ab")), 505, 0, 0),
                Arguments.of("header without method", header(60, 0), 505, 0, 0),
                Arguments.of("cut arguments", RawClient.frame(1, 1, octets(0, 50, 0, 10, 0, 0)), 501, 50, 10),
                Arguments.of("surplus arguments", RawClient.frame(1, 1, octets(0, 20, 0, 20, 1, 1)), 501, 20, 20),
                Arguments.of("cut publish", RawClient.frame(1, 1, octets(0, 60, 0, 40, 0, 0, 9)), 501, 60, 40),
                Arguments.of("only for servers", RawClient.frame(1, 1, octets(0, 50, 0, 51)), 503, 50, 51),
                Arguments.of("close-ok unasked", RawClient.frame(1, 1, octets(0, 20, 0, 41)), 503, 20, 41),
                Arguments.of("not open", RawClient.frame(1, 5, octets(0, 90, 0, 10)), 504, 90, 10),
                Arguments.of("second open", RawClient.frame(1, 1, octets(0, 20, 0, 10, 0)), 504, 20, 10),
                Arguments.of("header of another class", both(publish, header(50, 0)), 505, 60, 40),
                Arguments.of("weight", both(publish, header(60, 1)), 505, 60, 40),
                Arguments.of(
                        "method inside content",
                        both(publish, RawClient.frame(1, 1, octets(0, 90, 0, 10))),
                        505,
                        60,
                        40));
    }

    private static byte[] header(int classId, int weight) {
        return RawClient.frame(Frames.HEADER, 1, octets(0, classId, 0, weight, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0));
    }

    private static byte[] both(byte[] method, byte[] frame) {
        byte[] first = RawClient.frame(Frames.METHOD, 1, method);
        byte[] all = Arrays.copyOf(first, first.length + frame.length);
        System.arraycopy(frame, 0, all, first.length, frame.length);
        return all;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenFrames")
    void aBrokenFrameClosesTheConnection(String name, byte[] frame, int code, int failingClass, int failingMethod)
            throws Exception {
        try (RawClient client = client()) {
            client.send(frame);
            assertThat(client.receive()).isInstanceOfSatisfying(ConnectionMethod.Close.class, close -> {
                assertThat(close.replyCode()).isEqualTo(code);
                assertThat(close.failingClass()).isEqualTo(failingClass);
                assertThat(close.failingMethod()).isEqualTo(failingMethod);
            });
            client.send(0, new ConnectionMethod.CloseOk());
            assertThat(client.endsWithin(2_000)).isTrue();
        }
    }

    @Test
    void whatNobodyCanDecodeEndsTheSocketAtOnce() throws Exception {
        for (byte[] payload :
                new byte[][] {octets(0, 99, 0, 1), octets(0, 50, 0, 10, 0, 0, 0, 0, 0, 0, 0, 3, 1, 'a', 'Z')}) {
            try (RawClient client = client()) {
                client.send(RawClient.frame(Frames.METHOD, 1, payload));
                assertThat(client.endsWithin(1_000)).isTrue();
            }
        }
    }

    @Test
    void aMessageComesBackAsItWent() throws Exception {
        try (RawClient client = client()) {
            byte[] properties = octets(0x98, 0, 1, 'c', 2, 7);
            client.send(1, exclusive("round"));
            client.receive();
            client.publish(1, "round", properties, body("hello"));
            client.send(1, new BasicMethod.Get("round", false));
            client.nextFrame();
            ByteBuf header = client.nextFrame();
            ByteBuf content = client.nextFrame();
            assertThat(bytes(header, 7)).isEqualTo(RawClient.header(5, properties));
            assertThat(bytes(content, 7)).isEqualTo(body("hello"));
        }
    }

    private static byte[] bytes(ByteBuf frame, int from) {
        byte[] bytes = new byte[frame.readableBytes() - from];
        frame.getBytes(from, bytes);
        return bytes;
    }

    @Test
    void anUnknownDeliveryTagClosesTheChannelOnly() throws Exception {
        try (RawClient client = client()) {
            client.send(1, new BasicMethod.Ack(5, false), exclusive("discarded"));
            assertThat(client.receive())
                    .isEqualTo(new ChannelMethod.Close(406, "PRECONDITION_FAILED - unknown delivery tag 5", 60, 80));
            client.send(1, new ChannelMethod.CloseOk(), new ChannelMethod.Open());
            assertThat(client.receive()).isEqualTo(new ChannelMethod.OpenOk());
            client.send(1, new QueueMethod.Declare("discarded", true, false, false, false, false, FieldTable.EMPTY));
            assertThat(client.receive())
                    .isInstanceOfSatisfying(
                            ChannelMethod.Close.class,
                            close -> assertThat(close.replyCode()).isEqualTo(404));
        }
    }

    @Test
    void openBeforeCloseOkIsAnError() throws Exception {
        try (RawClient client = client()) {
            client.send(1, new ChannelMethod.Close(200, "", 0, 0), new ChannelMethod.Open());
            assertThat(client.receive())
                    .isInstanceOfSatisfying(
                            ConnectionMethod.Close.class,
                            close -> assertThat(close.replyCode()).isEqualTo(504));
        }
    }

    @Test
    void confirmsAreCumulativeAndFollowTheirReturns() throws Exception {
        try (RawClient client = client()) {
            client.send(1, new ConfirmMethod.Select(false), exclusive("confirmed"));
            client.receive();
            client.receive();
            for (int i = 0; i < 100; i++) {
                client.publish(1, "confirmed", PLAIN, body("m" + i));
            }
            assertConfirmedThrough(client, 100);
        }
    }

    private static void assertConfirmedThrough(RawClient client, long last) throws Exception {
        long through = 0;
        while (through < last) {
            Method method = Objects.requireNonNull(client.receive());
            assertThat(method).isInstanceOf(BasicMethod.Ack.class);
            BasicMethod.Ack ack = (BasicMethod.Ack) method;
            assertThat(ack.deliveryTag()).isGreaterThan(through);
            assertThat(ack.multiple() || ack.deliveryTag() == through + 1).isTrue();
            through = ack.deliveryTag();
        }
        assertThat(through).isEqualTo(last);
    }

    @Test
    void aRolledBackAcknowledgementCanBeGivenAgain() throws Exception {
        try (RawClient client = client()) {
            client.send(1, exclusive("tx"));
            client.receive();
            client.publish(1, "tx", PLAIN, body("m"));
            client.send(1, new TxMethod.Select(), new BasicMethod.Get("tx", false));
            assertThat(client.receive()).isEqualTo(new TxMethod.SelectOk());
            assertThat(client.receive()).isInstanceOf(BasicMethod.GetOk.class);
            client.send(1, new BasicMethod.Ack(1, false), new TxMethod.Rollback());
            assertThat(client.receive()).isEqualTo(new TxMethod.RollbackOk());
            client.send(1, new BasicMethod.Ack(1, false), new TxMethod.Commit());
            assertThat(client.receive()).isEqualTo(new TxMethod.CommitOk());
            client.send(1, new BasicMethod.Ack(1, false));
            assertThat(client.receive()).isInstanceOf(ChannelMethod.Close.class);
        }
    }

    @Test
    void aLargeBodyIsCutToTheNegotiatedFrame() throws Exception {
        try (RawClient client = new RawClient(broker.amqpPort())) {
            negotiate(client, 4096);
            client.send(1, new ChannelMethod.Open(), exclusive("large"));
            client.receive();
            client.receive();
            client.receive();
            byte[] body = new byte[10_000];
            client.send(1, new BasicMethod.Publish("", "large", false, false));
            client.send(RawClient.frame(Frames.HEADER, 1, RawClient.header(body.length, PLAIN)));
            for (int from = 0; from < body.length; from += 4088) {
                client.send(RawClient.frame(Frames.BODY, 1, new byte[Math.min(4088, body.length - from)]));
            }
            client.send(1, new BasicMethod.Get("large", true));
            assertThat(frameSizes(client, 5)).endsWith(4088, 4088, 1824);
        }
    }

    private static void negotiate(RawClient client, int frameMax) throws Exception {
        client.send(RawClient.HEADER);
        client.receive();
        client.send(0, RawClient.startOk("guest", "guest"));
        client.receive();
        client.send(0, new ConnectionMethod.TuneOk(2047, frameMax, 0), new ConnectionMethod.Open("/"));
    }

    private static int[] frameSizes(RawClient client, int count) throws IOException {
        int[] sizes = new int[count];
        for (int i = 0; i < count; i++) {
            ByteBuf frame = client.nextFrame();
            sizes[i] = frame.getInt(3);
        }
        return sizes;
    }

    @Test
    void directRepliesReachTheirRequester() throws Exception {
        try (RawClient requester = client();
                RawClient responder = client()) {
            responder.send(1, exclusive("service"));
            responder.receive();
            requester.send(
                    1,
                    new BasicMethod.Consume("amq.rabbitmq.reply-to", "r", false, true, false, false, FieldTable.EMPTY));
            assertThat(requester.receive()).isEqualTo(new BasicMethod.ConsumeOk("r"));
            byte[] replyTo = body("amq.rabbitmq.reply-to");
            byte[] properties = new byte[3 + replyTo.length];
            properties[0] = 2;
            properties[2] = (byte) replyTo.length;
            System.arraycopy(replyTo, 0, properties, 3, replyTo.length);
            requester.publish(1, "service", properties, body("ping"));

            String name = awaitReplyTo(responder);
            responder.publish(1, name, PLAIN, body("pong"));

            assertThat(requester.receive()).isEqualTo(new BasicMethod.Deliver("r", 1, false, "", name));
        }
    }

    private static String awaitReplyTo(RawClient responder) throws Exception {
        while (true) {
            responder.send(1, new BasicMethod.Get("service", true));
            ByteBuf method = responder.nextFrame();
            if (method.getUnsignedShort(9) == 71) {
                ByteBuf header = responder.nextFrame();
                responder.nextFrame();
                return header.toString(7 + 15, header.getUnsignedByte(7 + 14), StandardCharsets.UTF_8);
            }
        }
    }
}
