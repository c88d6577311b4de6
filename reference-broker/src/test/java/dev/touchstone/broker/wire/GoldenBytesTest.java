package dev.touchstone.broker.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.client.LongString;
import com.rabbitmq.client.impl.AMQImpl;
import com.rabbitmq.client.impl.LongStringHelper;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Our methods against the official client's: the same octets in both directions. */
class GoldenBytesTest {
    private static final Map<String, Object> TABLE = new LinkedHashMap<>();
    private static final FieldTable OURS = FieldTable.builder()
            .bool("x-bool", true)
            .integer("x-int", 7)
            .text("x-text", "é")
            .build();

    static {
        // In the order that the client's own copy has, a HashMap.
        TABLE.put("x-bool", true);
        TABLE.put("x-int", 7);
        TABLE.put("x-text", "é");
    }

    private record Pair(com.rabbitmq.client.impl.Method theirs, Method ours) {}

    @TestFactory
    Stream<DynamicTest> everyMethodHasTheOctetsOfTheOfficialClient() {
        return Stream.of(connection(), channelAndTx(), exchange(), queue(), basicFromClient(), basicFromServer())
                .flatMap(pairs -> pairs)
                .map(pair -> DynamicTest.dynamicTest(pair.theirs.protocolMethodName(), () -> check(pair)));
    }

    private static void check(Pair pair) throws IOException, ProtocolException {
        ByteArrayOutputStream golden = new ByteArrayOutputStream();
        pair.theirs.toFrame(513).writeTo(new DataOutputStream(golden));
        ByteBuf written = Unpooled.buffer();

        Methods.writeFrame(written, 513, pair.ours);

        assertThat(octets(written)).isEqualTo(golden.toByteArray());
        written.skipBytes(Frames.HEADER_OCTETS);
        int id = written.readInt();
        assertThat(Methods.decode(id, written.readSlice(written.readableBytes() - 1)))
                .isEqualTo(pair.ours);
    }

    private static byte[] octets(ByteBuf written) {
        byte[] octets = new byte[written.readableBytes()];
        written.getBytes(written.readerIndex(), octets);
        return octets;
    }

    private static LongString text(String text) {
        return LongStringHelper.asLongString(text);
    }

    private static byte[] raw(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Stream<Pair> connection() {
        return Stream.of(
                new Pair(
                        new AMQImpl.Connection.Start(0, 9, TABLE, text("PLAIN AMQPLAIN"), text("en_US")),
                        new ConnectionMethod.Start(0, 9, OURS, raw("PLAIN AMQPLAIN"), raw("en_US"))),
                new Pair(
                        new AMQImpl.Connection.StartOk(TABLE, "PLAIN", text("\0u\0p"), "en_US"),
                        new ConnectionMethod.StartOk(OURS, "PLAIN", raw("\0u\0p"), "en_US")),
                new Pair(new AMQImpl.Connection.Secure(text("c")), new ConnectionMethod.Secure(raw("c"))),
                new Pair(new AMQImpl.Connection.SecureOk(text("r")), new ConnectionMethod.SecureOk(raw("r"))),
                new Pair(new AMQImpl.Connection.Tune(2047, 131072, 60), new ConnectionMethod.Tune(2047, 131072, 60)),
                new Pair(new AMQImpl.Connection.TuneOk(1, 4096, 0), new ConnectionMethod.TuneOk(1, 4096, 0)),
                new Pair(new AMQImpl.Connection.Open("/v", "", false), new ConnectionMethod.Open("/v")),
                new Pair(new AMQImpl.Connection.OpenOk(""), new ConnectionMethod.OpenOk()),
                new Pair(
                        new AMQImpl.Connection.Close(320, "why", 50, 10),
                        new ConnectionMethod.Close(320, "why", 50, 10)),
                new Pair(new AMQImpl.Connection.CloseOk(), new ConnectionMethod.CloseOk()),
                new Pair(
                        new AMQImpl.Connection.Blocked("low on memory"), new ConnectionMethod.Blocked("low on memory")),
                new Pair(new AMQImpl.Connection.Unblocked(), new ConnectionMethod.Unblocked()),
                new Pair(
                        new AMQImpl.Connection.UpdateSecret(text("s"), "why"),
                        new ConnectionMethod.UpdateSecret(raw("s"), "why")),
                new Pair(new AMQImpl.Connection.UpdateSecretOk(), new ConnectionMethod.UpdateSecretOk()));
    }

    private static Stream<Pair> channelAndTx() {
        return Stream.of(
                new Pair(new AMQImpl.Channel.Open(""), new ChannelMethod.Open()),
                new Pair(new AMQImpl.Channel.OpenOk(text("")), new ChannelMethod.OpenOk()),
                new Pair(new AMQImpl.Channel.Flow(true), new ChannelMethod.Flow(true)),
                new Pair(new AMQImpl.Channel.FlowOk(false), new ChannelMethod.FlowOk(false)),
                new Pair(new AMQImpl.Channel.Close(406, "why", 60, 80), new ChannelMethod.Close(406, "why", 60, 80)),
                new Pair(new AMQImpl.Channel.CloseOk(), new ChannelMethod.CloseOk()),
                new Pair(
                        new AMQImpl.Access.Request("/r", true, false, true, false, true),
                        new AccessMethod.Request("/r", true, false, true, false, true)),
                new Pair(new AMQImpl.Access.RequestOk(1), new AccessMethod.RequestOk(1)),
                new Pair(new AMQImpl.Confirm.Select(true), new ConfirmMethod.Select(true)),
                new Pair(new AMQImpl.Confirm.SelectOk(), new ConfirmMethod.SelectOk()),
                new Pair(new AMQImpl.Tx.Select(), new TxMethod.Select()),
                new Pair(new AMQImpl.Tx.SelectOk(), new TxMethod.SelectOk()),
                new Pair(new AMQImpl.Tx.Commit(), new TxMethod.Commit()),
                new Pair(new AMQImpl.Tx.CommitOk(), new TxMethod.CommitOk()),
                new Pair(new AMQImpl.Tx.Rollback(), new TxMethod.Rollback()),
                new Pair(new AMQImpl.Tx.RollbackOk(), new TxMethod.RollbackOk()));
    }

    private static Stream<Pair> exchange() {
        return Stream.of(
                new Pair(
                        new AMQImpl.Exchange.Declare(0, "e", "topic", false, true, false, true, true, TABLE),
                        new ExchangeMethod.Declare("e", "topic", false, true, false, true, true, OURS)),
                new Pair(new AMQImpl.Exchange.DeclareOk(), new ExchangeMethod.DeclareOk()),
                new Pair(new AMQImpl.Exchange.Delete(0, "e", true, false), new ExchangeMethod.Delete("e", true, false)),
                new Pair(new AMQImpl.Exchange.DeleteOk(), new ExchangeMethod.DeleteOk()),
                new Pair(
                        new AMQImpl.Exchange.Bind(0, "d", "s", "k", true, TABLE),
                        new ExchangeMethod.Bind("d", "s", "k", true, OURS)),
                new Pair(new AMQImpl.Exchange.BindOk(), new ExchangeMethod.BindOk()),
                new Pair(
                        new AMQImpl.Exchange.Unbind(0, "d", "s", "k", false, TABLE),
                        new ExchangeMethod.Unbind("d", "s", "k", false, OURS)),
                new Pair(new AMQImpl.Exchange.UnbindOk(), new ExchangeMethod.UnbindOk()));
    }

    private static Stream<Pair> queue() {
        return Stream.of(
                new Pair(
                        new AMQImpl.Queue.Declare(0, "q", true, false, true, false, true, TABLE),
                        new QueueMethod.Declare("q", true, false, true, false, true, OURS)),
                new Pair(new AMQImpl.Queue.DeclareOk("q", 3, 4), new QueueMethod.DeclareOk("q", 3, 4)),
                new Pair(
                        new AMQImpl.Queue.Bind(0, "q", "e", "k", true, TABLE),
                        new QueueMethod.Bind("q", "e", "k", true, OURS)),
                new Pair(new AMQImpl.Queue.BindOk(), new QueueMethod.BindOk()),
                new Pair(new AMQImpl.Queue.Purge(0, "q", true), new QueueMethod.Purge("q", true)),
                new Pair(new AMQImpl.Queue.PurgeOk(9), new QueueMethod.PurgeOk(9)),
                new Pair(
                        new AMQImpl.Queue.Delete(0, "q", true, false, true),
                        new QueueMethod.Delete("q", true, false, true)),
                new Pair(new AMQImpl.Queue.DeleteOk(9), new QueueMethod.DeleteOk(9)),
                new Pair(
                        new AMQImpl.Queue.Unbind(0, "q", "e", "k", TABLE), new QueueMethod.Unbind("q", "e", "k", OURS)),
                new Pair(new AMQImpl.Queue.UnbindOk(), new QueueMethod.UnbindOk()));
    }

    private static Stream<Pair> basicFromClient() {
        return Stream.of(
                new Pair(new AMQImpl.Basic.Qos(0, 5, true), new BasicMethod.Qos(0, 5, true)),
                new Pair(
                        new AMQImpl.Basic.Consume(0, "q", "t", true, false, true, false, TABLE),
                        new BasicMethod.Consume("q", "t", true, false, true, false, OURS)),
                new Pair(new AMQImpl.Basic.Cancel("t", true), new BasicMethod.Cancel("t", true)),
                new Pair(
                        new AMQImpl.Basic.Publish(0, "e", "k", true, false),
                        new BasicMethod.Publish("e", "k", true, false)),
                new Pair(new AMQImpl.Basic.Get(0, "q", true), new BasicMethod.Get("q", true)),
                new Pair(new AMQImpl.Basic.Ack(1L << 40, true), new BasicMethod.Ack(1L << 40, true)),
                new Pair(new AMQImpl.Basic.Reject(7, true), new BasicMethod.Reject(7, true)),
                new Pair(new AMQImpl.Basic.RecoverAsync(true), new BasicMethod.RecoverAsync(true)),
                new Pair(new AMQImpl.Basic.Recover(false), new BasicMethod.Recover(false)),
                new Pair(new AMQImpl.Basic.Nack(7, true, false), new BasicMethod.Nack(7, true, false)));
    }

    private static Stream<Pair> basicFromServer() {
        return Stream.of(
                new Pair(new AMQImpl.Basic.QosOk(), new BasicMethod.QosOk()),
                new Pair(new AMQImpl.Basic.ConsumeOk("t"), new BasicMethod.ConsumeOk("t")),
                new Pair(new AMQImpl.Basic.CancelOk("t"), new BasicMethod.CancelOk("t")),
                new Pair(
                        new AMQImpl.Basic.Return(312, "NO_ROUTE", "e", "k"),
                        new BasicMethod.Return(312, "NO_ROUTE", "e", "k")),
                new Pair(
                        new AMQImpl.Basic.Deliver("t", 9, true, "e", "k"),
                        new BasicMethod.Deliver("t", 9, true, "e", "k")),
                new Pair(new AMQImpl.Basic.GetOk(9, true, "e", "k", 3), new BasicMethod.GetOk(9, true, "e", "k", 3)),
                new Pair(new AMQImpl.Basic.GetEmpty(""), new BasicMethod.GetEmpty()),
                new Pair(new AMQImpl.Basic.RecoverOk(), new BasicMethod.RecoverOk()));
    }
}
