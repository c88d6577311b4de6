package dev.touchstone.suite.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.AMQP;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The suite's own reader and writer, against each other and against the official client. */
class WireTest {
    @Test
    void everyFieldTagSurvivesWritingAndReading() {
        WireTable table = WireTable.empty()
                .with("t", FieldValue.bool(true))
                .with("b", new FieldValue('b', -1L))
                .with("B", new FieldValue('B', 255L))
                .with("s", new FieldValue('s', -32768L))
                .with("u", new FieldValue('u', 65535L))
                .with("I", FieldValue.int32(Integer.MIN_VALUE))
                .with("i", new FieldValue('i', 4294967295L))
                .with("l", FieldValue.int64(Long.MIN_VALUE))
                .with("f", new FieldValue('f', 1.5f))
                .with("d", new FieldValue('d', Math.PI))
                .with("D", new FieldValue('D', new FieldValue.Decimal(2, 314)))
                .with("S", FieldValue.string("text"))
                .with("x", new FieldValue('x', new FieldValue.Octets(new byte[] {0, -1})))
                .with("T", new FieldValue('T', 1_700_000_000L))
                .with("F", FieldValue.table(WireTable.empty().with("inner", FieldValue.none())))
                .with("A", FieldValue.array(FieldValue.int32(1), FieldValue.string("two")))
                .with("V", FieldValue.none());
        byte[] octets = new WireWriter().table(table).toByteArray();
        assertThat(new WireReader(octets).table()).isEqualTo(table);
    }

    @Test
    void methodsOfTheClientAreReadFieldByField() {
        byte[] payload = Methods.payload(new AMQP.Queue.Declare.Builder()
                .queue("q")
                .durable()
                .autoDelete()
                .arguments(Map.of("x-max-length", 5))
                .build());
        MethodFields fields = new WireFrame(WireFrame.METHOD, 1, payload, WireFrame.END).method();
        assertThat(fields.name()).isEqualTo("queue.declare");
        assertThat(fields.text("queue")).isEqualTo("q");
        assertThat(List.of(
                        fields.flag("passive"),
                        fields.flag("durable"),
                        fields.flag("exclusive"),
                        fields.flag("auto-delete")))
                .containsExactly(false, true, false, true);
        assertThat(fields.table("arguments").get("x-max-length")).contains(FieldValue.int32(5));
    }

    @Test
    void methodsAreWrittenAsTheyWereRead() {
        List<com.rabbitmq.client.Method> methods = List.of(
                new AMQP.Queue.Declare.Builder()
                        .queue("q")
                        .durable()
                        .nowait()
                        .arguments(Map.of("x-max-length", 5))
                        .build(),
                new AMQP.Basic.Nack.Builder().deliveryTag(7).requeue(true).build(),
                new AMQP.Basic.Publish.Builder()
                        .exchange("e")
                        .routingKey("k")
                        .mandatory()
                        .build(),
                new AMQP.Channel.Close.Builder()
                        .replyCode(404)
                        .replyText("gone")
                        .classId(50)
                        .methodId(10)
                        .build());
        for (com.rabbitmq.client.Method method : methods) {
            byte[] payload = Methods.payload(method);
            MethodFields read = new WireFrame(WireFrame.METHOD, 1, payload, WireFrame.END).method();
            assertThat(read.payload()).as(read.name()).isEqualTo(payload);
        }
    }

    @Test
    void aFieldCanBeChangedButNotInvented() {
        byte[] payload = Methods.payload(
                new AMQP.Basic.Ack.Builder().deliveryTag(1).multiple(true).build());
        MethodFields ack = new WireFrame(WireFrame.METHOD, 1, payload, WireFrame.END).method();
        assertThat(WireFrame.of(1, ack.with("delivery-tag", 9L)).method().number("delivery-tag"))
                .isEqualTo(9);
        assertThatThrownBy(() -> ack.with("tag", 9L)).hasMessageContaining("has no field 'tag'");
    }

    @Test
    void propertiesAreWrittenAsTheyWereRead() {
        AMQP.BasicProperties properties = new AMQP.BasicProperties.Builder()
                .contentType("text/plain")
                .headers(Map.of("colour", "blue"))
                .priority(3)
                .timestamp(java.util.Date.from(java.time.Instant.ofEpochSecond(5)))
                .clusterId("c")
                .build();
        byte[] payload = Methods.header(properties, 12);
        WireFrame header = new WireFrame(WireFrame.HEADER, 1, payload, WireFrame.END);
        assertThat(header.properties().payload(12)).isEqualTo(payload);
        WireTable other = WireTable.empty().with("shape", FieldValue.string("round"));
        byte[] changed = header.properties().withHeaders(other).payload(12);
        assertThat(new WireFrame(WireFrame.HEADER, 1, changed, WireFrame.END)
                        .properties()
                        .headers())
                .isEqualTo(other);
    }

    @Test
    void propertiesOfTheClientAreReadWithTheirTags() {
        byte[] payload = Methods.header(
                new AMQP.BasicProperties.Builder()
                        .deliveryMode(2)
                        .headers(Map.of("n", 7L))
                        .messageId("m")
                        .build(),
                3);
        WireFrame frame = new WireFrame(WireFrame.HEADER, 1, payload, WireFrame.END);
        assertThat(frame.bodySize()).isEqualTo(3);
        assertThat(frame.properties().values())
                .containsEntry("delivery-mode", 2L)
                .containsEntry("message-id", "m");
        assertThat(frame.properties().headers().get("n")).contains(FieldValue.int64(7));
    }

    @Test
    void secretsAreNeverShown() {
        WireWriter arguments = new WireWriter()
                .table(WireTable.empty())
                .shortString("PLAIN")
                .longString("\0guest\0very-secret")
                .shortString("en_US");
        WireFrame frame =
                new WireFrame(WireFrame.METHOD, 0, Methods.raw(10, 11, arguments.toByteArray()), WireFrame.END);
        assertThat(frame.toString())
                .contains("start-ok")
                .contains("(not shown)")
                .doesNotContain("very-secret");
    }

    @Test
    void whatIsCutOffIsMalformed() {
        assertThatThrownBy(() -> new WireReader(new byte[] {5, 'a'}).shortString())
                .isInstanceOf(MalformedWireData.class)
                .hasMessageContaining("5 more octets");
        assertThatThrownBy(() -> new WireReader(new byte[] {'Z'}).fieldValue())
                .isInstanceOf(MalformedWireData.class)
                .hasMessageContaining("'Z'");
    }
}
