package dev.touchstone.suite.script;

import dev.touchstone.suite.probe.ContentProperties;
import dev.touchstone.suite.probe.FieldValue;
import dev.touchstone.suite.probe.WireFrame;
import dev.touchstone.suite.probe.WireTable;
import dev.touchstone.suite.probe.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Steps of channels as frames. */
final class StepEncoder {
    private static final int MOST_PAYLOAD = 4096 - 8;

    private final Names names;

    StepEncoder(Names names) {
        this.names = names;
    }

    /**
     * The frames of a step.
     *
     * @param tag the delivery tag of a step that settles one
     */
    byte[] encode(Step step, long tag) {
        int channel = step.channel();
        if (step.verb() == Verb.PUBLISH) {
            return publish(step, channel);
        }
        return method(channel, methodOf(step, tag));
    }

    /** The broker named the queue of that step. */
    void learn(Step declare, String name) {
        names.learn(declare.operand(0), name);
    }

    static byte[] method(int channel, WireWriter method) {
        return WireWriter.frame(WireFrame.METHOD, channel, method.toByteArray(), WireFrame.END);
    }

    static WireWriter start(int classId, int methodId) {
        return new WireWriter().shortInt(classId).shortInt(methodId);
    }

    /** What takes the binding of an exchange.bind away again. */
    WireWriter unbind(Step bind) {
        return bind(40, 40, bind, names.there(bind.operand(1))).octet(0).table(arguments(bind));
    }

    private WireWriter methodOf(Step step, long tag) {
        return switch (step.verb()) {
            case OPEN -> start(20, 10).shortString("");
            case CLOSE ->
                start(20, 40).shortInt(200).shortString("done").shortInt(0).shortInt(0);
            case EXCHANGE_DECLARE ->
                start(40, 10)
                        .shortInt(0)
                        .shortString(names.there(step.operand(0)))
                        .shortString(step.operand(1))
                        .octet(bits(step, "passive", "durable", "auto-delete", "internal", Verb.NO_WAIT))
                        .table(table(names.arguments(step.arguments())));
            case EXCHANGE_DELETE ->
                start(40, 20)
                        .shortInt(0)
                        .shortString(names.there(step.operand(0)))
                        .octet(bits(step, "if-unused", Verb.NO_WAIT));
            case EXCHANGE_BIND ->
                bind(40, 30, step, names.there(step.operand(1)))
                        .octet(bits(step, Verb.NO_WAIT))
                        .table(arguments(step));
            case EXCHANGE_UNBIND ->
                bind(40, 40, step, names.there(step.operand(1)))
                        .octet(bits(step, Verb.NO_WAIT))
                        .table(arguments(step));
            case QUEUE_BIND ->
                bind(50, 20, step, names.there(step.operand(1)))
                        .octet(bits(step, Verb.NO_WAIT))
                        .table(arguments(step));
            case QUEUE_UNBIND ->
                bind(50, 50, step, names.there(step.operand(1))).table(arguments(step));
            case QUEUE_DECLARE ->
                start(50, 10)
                        .shortInt(0)
                        .shortString(step.flag(Verb.SERVER_NAMED) ? "" : names.there(step.operand(0)))
                        .octet(bits(step, "passive", "durable", "exclusive", "auto-delete", Verb.NO_WAIT))
                        .table(table(names.arguments(step.arguments())));
            case QUEUE_DELETE ->
                start(50, 40)
                        .shortInt(0)
                        .shortString(names.there(step.operand(0)))
                        .octet(bits(step, "if-unused", "if-empty", Verb.NO_WAIT));
            case QUEUE_PURGE ->
                start(50, 30)
                        .shortInt(0)
                        .shortString(names.there(step.operand(0)))
                        .octet(bits(step, Verb.NO_WAIT));
            default -> basic(step, tag);
        };
    }

    private WireWriter basic(Step step, long tag) {
        return switch (step.verb()) {
            case GET ->
                start(60, 70)
                        .shortInt(0)
                        .shortString(names.there(step.operand(0)))
                        .octet(bits(step, "no-ack"));
            case CONSUME ->
                start(60, 20)
                        .shortInt(0)
                        .shortString(names.there(step.operand(0)))
                        .shortString(step.operand(1))
                        .octet(bits(step, "", "no-ack", "exclusive", Verb.NO_WAIT))
                        .table(arguments(step));
            case CANCEL -> start(60, 30).shortString(step.operand(0)).octet(bits(step, Verb.NO_WAIT));
            case ACK -> start(60, 80).longLong(tag).octet(bits(step, "multiple"));
            case NACK -> start(60, 120).longLong(tag).octet(bits(step, "multiple", "requeue"));
            case REJECT -> start(60, 90).longLong(tag).octet(bits(step, "requeue"));
            case RECOVER -> start(60, 110).octet(bits(step, "requeue"));
            case QOS ->
                start(60, 10)
                        .longInt(step.options().get("size") instanceof Long size ? size : 0)
                        .shortInt(Integer.parseInt(step.operand(0)))
                        .octet(bits(step, "global"));
            case CONFIRM_SELECT -> start(85, 10).octet(bits(step, Verb.NO_WAIT));
            case TX_SELECT -> start(90, 10);
            case TX_COMMIT -> start(90, 20);
            case TX_ROLLBACK -> start(90, 30);
            default -> throw new IllegalArgumentException(step.verb() + " sends no method on a channel");
        };
    }

    private WireWriter bind(int classId, int methodId, Step step, String second) {
        return start(classId, methodId)
                .shortInt(0)
                .shortString(names.there(step.operand(0)))
                .shortString(second)
                .shortString(step.operand(2));
    }

    private WireTable arguments(Step step) {
        return table(step.arguments());
    }

    private static int bits(Step step, String... flags) {
        int bits = 0;
        for (int i = 0; i < flags.length; i++) {
            bits |= step.flag(flags[i]) ? 1 << i : 0;
        }
        return bits;
    }

    // --- contents ---------------------------------------------------------------------------------------------------

    private byte[] publish(Step step, int channel) {
        byte[] body = body(step);
        WireWriter frames = new WireWriter()
                .octets(method(
                        channel,
                        start(60, 40)
                                .shortInt(0)
                                .shortString(names.there(step.operand(0)))
                                .shortString(names.key(step.operand(0), step.operand(1)))
                                .octet(bits(step, "mandatory"))))
                .octets(WireWriter.frame(
                        WireFrame.HEADER, channel, properties(step).payload(body.length), WireFrame.END));
        for (int from = 0; from < body.length; from += MOST_PAYLOAD) {
            byte[] part = java.util.Arrays.copyOfRange(body, from, Math.min(body.length, from + MOST_PAYLOAD));
            frames.octets(WireWriter.frame(WireFrame.BODY, channel, part, WireFrame.END));
        }
        return frames.toByteArray();
    }

    /** The message's name, filled up with dots to its size. */
    static byte[] body(Step publish) {
        long size = publish.options().get("size") instanceof Long number ? number : 0;
        String id = publish.operand(2);
        return (id + ".".repeat((int) Math.max(0, size - id.length()))).getBytes(StandardCharsets.UTF_8);
    }

    /** The name in a body. */
    static String idOf(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        int dot = text.indexOf('.');
        return dot < 0 ? text : text.substring(0, dot);
    }

    /** The properties that a publish sends; CC and BCC are headers. */
    ContentProperties properties(Step publish) {
        Map<String, Object> values = new LinkedHashMap<>();
        Map<String, Object> headers = new LinkedHashMap<>();
        publish.arguments().forEach((name, value) -> {
            switch (name) {
                case "headers" -> {
                    if (value instanceof Map<?, ?> given) {
                        given.forEach((header, one) -> headers.put(String.valueOf(header), one));
                    }
                }
                case "cc" -> headers.put("CC", names.keys(publish.operand(0), value));
                case "bcc" -> headers.put("BCC", names.keys(publish.operand(0), value));
                case "size" -> {}
                case "priority", "delivery-mode", "timestamp" -> values.put(name, value);
                default -> values.put(name, String.valueOf(value));
            }
        });
        if (!headers.isEmpty()) {
            values.put("headers", table(headers));
        }
        return new ContentProperties(values);
    }

    static WireTable table(Map<String, Object> values) {
        return new WireTable(values.entrySet().stream()
                .map(entry -> new WireTable.Entry(entry.getKey(), field(entry.getValue())))
                .toList());
    }

    private static FieldValue field(Object value) {
        if (value instanceof Boolean flag) {
            return FieldValue.bool(flag);
        } else if (value instanceof Long number) {
            return number == number.intValue() ? FieldValue.int32(number.intValue()) : FieldValue.int64(number);
        } else if (value instanceof List<?> list) {
            return new FieldValue('A', list.stream().map(StepEncoder::field).toList());
        } else if (value instanceof Map<?, ?> table) {
            Map<String, Object> named = new LinkedHashMap<>();
            table.forEach((name, one) -> named.put(String.valueOf(name), one));
            return FieldValue.table(table(named));
        }
        return FieldValue.string(String.valueOf(value));
    }
}
