package dev.touchstone.suite.probe;

import java.util.HexFormat;

/**
 * One frame as it stood on the wire (AMQP 0-9-1, section 4.2.3):
 *
 * <pre>
 * +------+---------+---------+ +-------------+ +-----------+
 * | type | channel |    size | |   payload   | | frame-end |
 * +------+---------+---------+ +-------------+ +-----------+
 *   octet    short     long      size octets       octet
 * </pre>
 *
 * @param type 1 method, 2 content header, 3 content body, 8 heartbeat; anything else is the peer's mistake
 * @param channel 0 to 65535
 * @param payload the octets between size and frame-end
 * @param end the frame-end octet, 0xCE where the peer is right
 */
public record WireFrame(int type, int channel, byte[] payload, int end) {
    public static final int METHOD = 1;
    public static final int HEADER = 2;
    public static final int BODY = 3;
    public static final int HEARTBEAT = 8;
    public static final int END = 0xCE;

    /** A method frame with these fields. */
    public static WireFrame of(int channel, MethodFields method) {
        return new WireFrame(METHOD, channel, method.payload(), END);
    }

    public boolean isMethod() {
        return type == METHOD && payload.length >= 4;
    }

    public boolean isHeartbeat() {
        return type == HEARTBEAT;
    }

    /** The class id of a method or content header frame, else -1. */
    public int classId() {
        return (type == METHOD || type == HEADER) && payload.length >= 2 ? shortAt(0) : -1;
    }

    /** The method id of a method frame, else -1. */
    public int methodId() {
        return isMethod() ? shortAt(2) : -1;
    }

    /** True if this is the method with that name, such as {@code queue.declare-ok}. */
    public boolean is(String methodName) {
        return isMethod() && Grammar.nameOf(classId(), methodId()).equals(methodName);
    }

    /** The method's name and fields. Only for method frames whose fields can be decoded. */
    public MethodFields method() {
        if (!isMethod()) {
            throw new IllegalStateException("not a method frame: " + this);
        }
        return Grammar.decode(classId(), methodId(), new WireReader(payload, 4));
    }

    /** The size that a content header announces. */
    public long bodySize() {
        return new WireReader(payload, 4).longLong();
    }

    /** The properties of a content header frame. */
    public ContentProperties properties() {
        return ContentProperties.decode(new WireReader(payload, 12));
    }

    private int shortAt(int index) {
        return ((payload[index] & 0xFF) << 8) | (payload[index + 1] & 0xFF);
    }

    @Override
    public String toString() {
        if (isMethod()) {
            return Grammar.describe(this) + " on channel " + channel;
        }
        String kind = switch (type) {
            case HEADER -> "content header";
            case BODY -> "content body";
            case HEARTBEAT -> "heartbeat";
            default -> "frame of type " + type;
        };
        int shown = Math.min(payload.length, 16);
        return kind + " on channel " + channel + ", " + payload.length + " octets "
                + HexFormat.of().formatHex(payload, 0, shown);
    }
}
