package dev.touchstone.bench;

import com.rabbitmq.client.impl.MethodArgumentReader;
import com.rabbitmq.client.impl.MethodArgumentWriter;
import com.rabbitmq.client.impl.ValueReader;
import com.rabbitmq.client.impl.ValueWriter;
import dev.touchstone.broker.wire.FieldTable;
import dev.touchstone.broker.wire.FieldTableCodec;
import dev.touchstone.broker.wire.FieldValue;
import dev.touchstone.broker.wire.ProtocolException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** A table like the one in {@code x-death} to octets and back: ours, and the codec of RabbitMQ's Java client. */
public class FieldTableBenchmark extends Nanoseconds {
    private static final long SECONDS = 1_700_000_000;

    private final FieldTable ours = FieldTable.builder()
            .add("count", FieldValue.Int.of(3L))
            .text("reason", "expired")
            .text("queue", "orders.waiting")
            .add("time", new FieldValue.Timestamp(SECONDS))
            .text("exchange", "orders")
            .add("routing-keys", new FieldValue.Array(List.of(FieldValue.Text.of("eu.new"), FieldValue.Text.of("eu"))))
            .bool("first", true)
            .add(
                    "nested",
                    new FieldValue.Nested(
                            FieldTable.builder().integer("level", 1).build()))
            .build();
    private final Map<String, Object> theirs = new LinkedHashMap<>();
    private final ByteBuf out = Unpooled.directBuffer(1024);
    private final ByteArrayOutputStream octets = new ByteArrayOutputStream(1024);
    private ByteBuf encoded = Unpooled.EMPTY_BUFFER;
    private byte[] encodedArray = {};

    /** Makes the same table for the client; both must write the same octets. */
    @Setup
    public void encode() throws IOException {
        theirs.put("count", 3L);
        theirs.put("reason", "expired");
        theirs.put("queue", "orders.waiting");
        theirs.put("time", new Date(SECONDS * 1000));
        theirs.put("exchange", "orders");
        theirs.put("routing-keys", List.of("eu.new", "eu"));
        theirs.put("first", true);
        theirs.put("nested", Map.of("level", 1));
        write();
        encoded = out.copy();
        writeByClient();
        encodedArray = octets.toByteArray();
        byte[] written = new byte[encoded.readableBytes()];
        encoded.getBytes(0, written);
        if (!Arrays.equals(written, encodedArray)) {
            throw new IllegalStateException("broker and client write different octets");
        }
    }

    /** Ours. */
    @Benchmark
    public int write() {
        out.clear();
        FieldTableCodec.write(out, ours);
        return out.writerIndex();
    }

    /** The peer. */
    @Benchmark
    public int writeByClient() throws IOException {
        octets.reset();
        MethodArgumentWriter writer = new MethodArgumentWriter(new ValueWriter(new DataOutputStream(octets)));
        writer.writeTable(theirs);
        writer.flush();
        return octets.size();
    }

    /** Ours. */
    @Benchmark
    public FieldTable read() throws ProtocolException {
        encoded.readerIndex(0);
        return FieldTableCodec.read(encoded);
    }

    /** The peer. */
    @Benchmark
    public Map<String, Object> readByClient() throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(encodedArray));
        return new MethodArgumentReader(new ValueReader(in)).readTable();
    }
}
