package dev.touchstone.bench;

import com.rabbitmq.client.impl.AMQCommand;
import com.rabbitmq.client.impl.Frame;
import dev.touchstone.broker.message.BasicProperties;
import dev.touchstone.broker.wire.BasicMethod;
import dev.touchstone.broker.wire.FieldTable;
import dev.touchstone.broker.wire.Methods;
import dev.touchstone.broker.wire.QueueMethod;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Setup;

/**
 * The way of one message through the broker without sockets: frames are found, the message is assembled, checked and routed through the default exchange,
 * its queue gives it to a consumer, and the delivery is written. 100 messages of 100 octets at a time. The peer is RabbitMQ's Java client, which only
 * decodes the same frames.
 */
public class DeliveryBenchmark extends Nanoseconds {
    private static final int MESSAGES = 100;
    private static final int BODY_OCTETS = 100;

    private final NearClient automatic = NearClient.in(new OneRoom());
    private final NearClient acknowledging = NearClient.in(new OneRoom());
    private final ByteBuf publishes = Unpooled.directBuffer();
    private final ByteBuf publishesAndAck = Unpooled.directBuffer();
    private byte[] publishesArray = {};

    /** Makes the queues, the consumers and what is published. */
    @Setup
    public void prepare() {
        consume(automatic, true);
        consume(acknowledging, false);
        for (int i = 0; i < MESSAGES; i++) {
            publish(publishes);
        }
        publishesAndAck.writeBytes(publishes, 0, publishes.readableBytes());
        Methods.writeFrame(publishesAndAck, 1, new BasicMethod.Ack(0, true));
        publishesArray = new byte[publishes.readableBytes()];
        publishes.getBytes(0, publishesArray);
        if (deliver() < MESSAGES * BODY_OCTETS || deliverAndAck() < MESSAGES * BODY_OCTETS) {
            throw new IllegalStateException("not everything was delivered");
        }
    }

    private static void consume(NearClient client, boolean noAck) {
        client.say(1, new QueueMethod.Declare("q", false, false, false, false, false, FieldTable.EMPTY));
        client.say(1, new BasicMethod.Consume("q", "c", false, noAck, false, false, FieldTable.EMPTY));
    }

    private static void publish(ByteBuf out) {
        Methods.writeFrame(out, 1, new BasicMethod.Publish("", "q", false, false));
        ByteBuf header = Unpooled.buffer().writeShort(60).writeShort(0).writeLong(BODY_OCTETS);
        BasicProperties.NONE.encode(header);
        frame(out, 2, header);
        frame(out, 3, Unpooled.wrappedBuffer(new byte[BODY_OCTETS]));
    }

    private static void frame(ByteBuf out, int type, ByteBuf payload) {
        out.writeByte(type).writeShort(1).writeInt(payload.readableBytes()).writeBytes(payload);
        out.writeByte(0xCE);
    }

    /** Ours, to a consumer that does not acknowledge. */
    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public int deliver() {
        publishes.readerIndex(0);
        return automatic.say(publishes);
    }

    /** Ours, to a consumer that acknowledges a hundred at a time. */
    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public int deliverAndAck() {
        publishesAndAck.readerIndex(0);
        return acknowledging.say(publishesAndAck);
    }

    /** The peer: decoding alone. */
    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public int decodeByClient() throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(publishesArray));
        int octets = 0;
        for (int i = 0; i < MESSAGES; i++) {
            AMQCommand command = new AMQCommand();
            boolean whole = false;
            while (!whole) {
                whole = command.handleFrame(Frame.readFrom(in, () -> Integer.MAX_VALUE));
            }
            octets += command.getContentBody().length;
        }
        return octets;
    }
}
