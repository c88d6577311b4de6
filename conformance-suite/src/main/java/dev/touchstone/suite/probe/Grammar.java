package dev.touchstone.suite.probe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The methods of AMQP 0-9-1 and of RabbitMQ's extensions, as a table: class id, method id, name, fields in wire order. Bits that
 * stand side by side share octets.
 */
public final class Grammar {
    private static final String TABLE = """
            10 10 connection.start octet:version-major octet:version-minor table:server-properties longstr:mechanisms longstr:locales
            10 11 connection.start-ok table:client-properties shortstr:mechanism longstr:response shortstr:locale
            10 20 connection.secure longstr:challenge
            10 21 connection.secure-ok longstr:response
            10 30 connection.tune short:channel-max long:frame-max short:heartbeat
            10 31 connection.tune-ok short:channel-max long:frame-max short:heartbeat
            10 40 connection.open shortstr:virtual-host shortstr:reserved-1 bit:reserved-2
            10 41 connection.open-ok shortstr:known-hosts
            10 50 connection.close short:reply-code shortstr:reply-text short:class-id short:method-id
            10 51 connection.close-ok
            10 60 connection.blocked shortstr:reason
            10 61 connection.unblocked
            10 70 connection.update-secret longstr:new-secret shortstr:reason
            10 71 connection.update-secret-ok
            20 10 channel.open shortstr:reserved-1
            20 11 channel.open-ok longstr:reserved-1
            20 20 channel.flow bit:active
            20 21 channel.flow-ok bit:active
            20 40 channel.close short:reply-code shortstr:reply-text short:class-id short:method-id
            20 41 channel.close-ok
            30 10 access.request shortstr:realm bit:exclusive bit:passive bit:active bit:write bit:read
            30 11 access.request-ok short:ticket
            40 10 exchange.declare short:ticket shortstr:exchange shortstr:type bit:passive bit:durable bit:auto-delete bit:internal bit:no-wait table:arguments
            40 11 exchange.declare-ok
            40 20 exchange.delete short:ticket shortstr:exchange bit:if-unused bit:no-wait
            40 21 exchange.delete-ok
            40 30 exchange.bind short:ticket shortstr:destination shortstr:source shortstr:routing-key bit:no-wait table:arguments
            40 31 exchange.bind-ok
            40 40 exchange.unbind short:ticket shortstr:destination shortstr:source shortstr:routing-key bit:no-wait table:arguments
            40 51 exchange.unbind-ok
            50 10 queue.declare short:ticket shortstr:queue bit:passive bit:durable bit:exclusive bit:auto-delete bit:no-wait table:arguments
            50 11 queue.declare-ok shortstr:queue long:message-count long:consumer-count
            50 20 queue.bind short:ticket shortstr:queue shortstr:exchange shortstr:routing-key bit:no-wait table:arguments
            50 21 queue.bind-ok
            50 30 queue.purge short:ticket shortstr:queue bit:no-wait
            50 31 queue.purge-ok long:message-count
            50 40 queue.delete short:ticket shortstr:queue bit:if-unused bit:if-empty bit:no-wait
            50 41 queue.delete-ok long:message-count
            50 50 queue.unbind short:ticket shortstr:queue shortstr:exchange shortstr:routing-key table:arguments
            50 51 queue.unbind-ok
            60 10 basic.qos long:prefetch-size short:prefetch-count bit:global
            60 11 basic.qos-ok
            60 20 basic.consume short:ticket shortstr:queue shortstr:consumer-tag bit:no-local bit:no-ack bit:exclusive bit:no-wait table:arguments
            60 21 basic.consume-ok shortstr:consumer-tag
            60 30 basic.cancel shortstr:consumer-tag bit:no-wait
            60 31 basic.cancel-ok shortstr:consumer-tag
            60 40 basic.publish short:ticket shortstr:exchange shortstr:routing-key bit:mandatory bit:immediate
            60 50 basic.return short:reply-code shortstr:reply-text shortstr:exchange shortstr:routing-key
            60 60 basic.deliver shortstr:consumer-tag longlong:delivery-tag bit:redelivered shortstr:exchange shortstr:routing-key
            60 70 basic.get short:ticket shortstr:queue bit:no-ack
            60 71 basic.get-ok longlong:delivery-tag bit:redelivered shortstr:exchange shortstr:routing-key long:message-count
            60 72 basic.get-empty shortstr:cluster-id
            60 80 basic.ack longlong:delivery-tag bit:multiple
            60 90 basic.reject longlong:delivery-tag bit:requeue
            60 100 basic.recover-async bit:requeue
            60 110 basic.recover bit:requeue
            60 111 basic.recover-ok
            60 120 basic.nack longlong:delivery-tag bit:multiple bit:requeue
            85 10 confirm.select bit:nowait
            85 11 confirm.select-ok
            90 10 tx.select
            90 11 tx.select-ok
            90 20 tx.commit
            90 21 tx.commit-ok
            90 30 tx.rollback
            90 31 tx.rollback-ok
            """;

    private static final Map<Integer, Signature> METHODS = parse();

    private record Field(String type, String name) {}

    private record Signature(int classId, int methodId, String name, List<Field> fields) {}

    private Grammar() {}

    /** The method's name, or {@code class.method} in numbers where the pair is not known. */
    public static String nameOf(int classId, int methodId) {
        Signature signature = METHODS.get(classId << 16 | methodId);
        return signature == null ? classId + "." + methodId : signature.name();
    }

    /** All names, in the order of their ids. */
    public static List<String> names() {
        return METHODS.values().stream().map(Signature::name).toList();
    }

    static MethodFields decode(int classId, int methodId, WireReader in) {
        Signature signature = METHODS.get(classId << 16 | methodId);
        if (signature == null) {
            throw new MalformedWireData("unknown method " + classId + "." + methodId);
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        int bits = 0;
        int usedBits = 8;
        for (Field field : signature.fields()) {
            if (field.type().equals("bit")) {
                if (usedBits == 8) {
                    bits = in.octet();
                    usedBits = 0;
                }
                fields.put(field.name(), (bits & 1 << usedBits++) != 0);
            } else {
                usedBits = 8;
                fields.put(field.name(), read(field.type(), in));
            }
        }
        return new MethodFields(classId, methodId, signature.name(), fields);
    }

    /** The payload of the method frame that these fields came from; fields that are not there end it with an exception. */
    static byte[] encode(MethodFields method) {
        Signature signature = METHODS.get(method.classId() << 16 | method.methodId());
        if (signature == null) {
            throw new MalformedWireData("unknown method " + method.classId() + "." + method.methodId());
        }
        WireWriter out = new WireWriter().shortInt(method.classId()).shortInt(method.methodId());
        int bits = 0;
        int usedBits = 0;
        for (Field field : signature.fields()) {
            if (field.type().equals("bit")) {
                bits |= method.flag(field.name()) ? 1 << usedBits : 0;
                usedBits++;
            } else {
                if (usedBits > 0) {
                    out.octet(bits);
                }
                bits = 0;
                usedBits = 0;
                write(field, method, out);
            }
        }
        return (usedBits > 0 ? out.octet(bits) : out).toByteArray();
    }

    private static void write(Field field, MethodFields method, WireWriter out) {
        switch (field.type()) {
            case "octet" -> out.octet((int) method.number(field.name()));
            case "short" -> out.shortInt((int) method.number(field.name()));
            case "long" -> out.longInt(method.number(field.name()));
            case "longlong" -> out.longLong(method.number(field.name()));
            case "shortstr" -> out.shortString(method.text(field.name()));
            case "longstr" -> out.longString(method.octets(field.name()));
            case "table" -> out.table(method.table(field.name()));
            default -> throw new IllegalStateException("no type " + field.type());
        }
    }

    /** The method with its fields, or what hinders reading them; for transcripts. */
    public static String describe(WireFrame frame) {
        try {
            return frame.method().toString();
        } catch (MalformedWireData e) {
            return nameOf(frame.classId(), frame.methodId()) + "(unreadable: " + e.getMessage() + ")";
        }
    }

    private static Object read(String type, WireReader in) {
        return switch (type) {
            case "octet" -> (long) in.octet();
            case "short" -> (long) in.shortInt();
            case "long" -> in.longInt();
            case "longlong" -> in.longLong();
            case "shortstr" -> in.shortString();
            case "longstr" -> new FieldValue.Octets(in.longString());
            case "table" -> in.table();
            default -> throw new IllegalStateException("no type " + type);
        };
    }

    private static Map<Integer, Signature> parse() {
        Map<Integer, Signature> methods = new LinkedHashMap<>();
        for (String line : TABLE.lines().toList()) {
            String[] words = line.split(" ");
            List<Field> fields = new ArrayList<>();
            for (int i = 3; i < words.length; i++) {
                int colon = words[i].indexOf(':');
                fields.add(new Field(words[i].substring(0, colon), words[i].substring(colon + 1)));
            }
            int classId = Integer.parseInt(words[0]);
            int methodId = Integer.parseInt(words[1]);
            methods.put(classId << 16 | methodId, new Signature(classId, methodId, words[2], List.copyOf(fields)));
        }
        return methods;
    }
}
