package dev.touchstone.suite.transcript;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Writes the file format pcapng (IETF draft-ietf-opsawg-pcapng): a section, one Ethernet interface with times in nanoseconds, one
 * enhanced packet block for each packet. Little-endian.
 */
final class PcapNg {
    private static final int SECTION = 0x0A0D0D0A;
    private static final int INTERFACE = 1;
    private static final int PACKET = 6;
    private static final int ETHERNET = 1;

    private static final int COMMENT = 1;
    private static final int NAME_OF_INTERFACE = 2;
    private static final int APPLICATION = 4;
    private static final int TIME_RESOLUTION = 9;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /**
     * @param application what wrote the file
     * @param comment about the whole file; may be empty
     */
    PcapNg(String application, String comment) {
        ByteArrayOutputStream section = new ByteArrayOutputStream();
        section.writeBytes(buffer(16)
                .putInt(0x1A2B3C4D)
                .putShort((short) 1)
                .putShort((short) 0)
                .putLong(-1)
                .array());
        option(section, COMMENT, comment);
        option(section, APPLICATION, application);
        block(SECTION, ended(section));
        ByteArrayOutputStream device = new ByteArrayOutputStream();
        device.writeBytes(buffer(8)
                .putShort((short) ETHERNET)
                .putShort((short) 0)
                .putInt(0)
                .array());
        option(device, NAME_OF_INTERFACE, "touchstone");
        option(device, TIME_RESOLUTION, new byte[] {9});
        block(INTERFACE, ended(device));
    }

    /**
     * Adds a packet.
     *
     * @param nanos since the epoch
     * @param octets the whole packet from its Ethernet header on
     * @param comment shown beside the packet; may be empty
     */
    void packet(long nanos, byte[] octets, String comment) {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.writeBytes(buffer(20)
                .putInt(0)
                .putInt((int) (nanos >>> 32))
                .putInt((int) nanos)
                .putInt(octets.length)
                .putInt(octets.length)
                .array());
        padded(packet, octets);
        if (!comment.isEmpty()) {
            option(packet, COMMENT, comment);
            block(PACKET, ended(packet));
        } else {
            block(PACKET, packet);
        }
    }

    byte[] toByteArray() {
        return out.toByteArray();
    }

    private void block(int type, ByteArrayOutputStream body) {
        int length = body.size() + 12;
        out.writeBytes(buffer(8).putInt(type).putInt(length).array());
        out.writeBytes(body.toByteArray());
        out.writeBytes(buffer(4).putInt(length).array());
    }

    private static void option(ByteArrayOutputStream to, int code, String text) {
        if (!text.isEmpty()) {
            option(to, code, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void option(ByteArrayOutputStream to, int code, byte[] value) {
        byte[] fitting = value.length <= 0xFFFF ? value : java.util.Arrays.copyOf(value, 0xFFFF);
        to.writeBytes(buffer(4)
                .putShort((short) code)
                .putShort((short) fitting.length)
                .array());
        padded(to, fitting);
    }

    /** The list of options with its end. */
    private static ByteArrayOutputStream ended(ByteArrayOutputStream options) {
        options.writeBytes(new byte[4]);
        return options;
    }

    /** Everything in a block starts at a multiple of four octets. */
    private static void padded(ByteArrayOutputStream to, byte[] octets) {
        to.writeBytes(octets);
        to.writeBytes(new byte[(4 - octets.length % 4) % 4]);
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
