package dev.touchstone.broker.wire;

/** Numbers of the frame layer: type(1) channel(2) size(4) payload end(1). */
public final class Frames {
    /** A method. */
    public static final int METHOD = 1;

    /** A content header. */
    public static final int HEADER = 2;

    /** A part of a content body. */
    public static final int BODY = 3;

    /** A heartbeat. */
    public static final int HEARTBEAT = 8;

    /** The octet after every payload. */
    public static final int END = 0xCE;

    /** Octets before a payload. */
    public static final int HEADER_OCTETS = 7;

    /** Octets around a payload. */
    public static final int OVERHEAD_OCTETS = 8;

    /** Class basic, the only one with content. */
    public static final int CLASS_BASIC = 60;

    private Frames() {}
}
