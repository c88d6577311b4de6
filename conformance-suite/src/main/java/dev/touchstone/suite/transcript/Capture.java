package dev.touchstone.suite.transcript;

import dev.touchstone.suite.transcript.WireLog.Direction;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A log as a capture file that Wireshark opens: the octets and times are those that were recorded, TCP around them is made up (see
 * {@link TcpStream}). Octets of a TLS connection are there in the clear. Credentials are blanked.
 */
public final class Capture {
    private record Packet(long nanos, byte[] octets, String comment) {}

    private final WireLog.Tap tap;
    private final TcpStream tcp;
    private final List<Packet> packets = new ArrayList<>();
    private final Map<Direction, byte[]> streams = new EnumMap<>(Direction.class);
    private final Map<Direction, Integer> written = new EnumMap<>(Direction.class);

    private Capture(WireLog.Tap tap, int number) {
        this.tap = tap;
        this.tcp = new TcpStream(number);
        streams.put(Direction.SENT, Secrets.blank(stream(tap, Direction.SENT)));
        streams.put(Direction.RECEIVED, stream(tap, Direction.RECEIVED));
    }

    /**
     * The file, in the format pcapng.
     *
     * @param comment shown by Wireshark as the comment of the file: which case this was and what came of it
     */
    public static byte[] pcapng(WireLog log, String comment) {
        List<Packet> all = new ArrayList<>();
        int number = 0;
        for (WireLog.Tap tap : log.taps()) {
            all.addAll(new Capture(tap, number++).packets());
        }
        all.sort(Comparator.comparingLong(Packet::nanos));
        PcapNg file = new PcapNg("Touchstone", comment);
        all.forEach(packet -> file.packet(log.epochNanos(packet.nanos()), packet.octets(), packet.comment()));
        return file.toByteArray();
    }

    private static byte[] stream(WireLog.Tap tap, Direction direction) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (WireLog.Chunk chunk : tap.chunks()) {
            if (chunk.direction() == direction) {
                joined.writeBytes(chunk.octets());
            }
        }
        return joined.toByteArray();
    }

    private List<Packet> packets() {
        List<WireLog.Chunk> chunks = tap.chunks();
        if (chunks.isEmpty()) {
            return packets;
        }
        opened(chunks.get(0).nanos());
        chunks.forEach(this::data);
        for (WireLog.Note note : tap.notes()) {
            ended(note);
        }
        return packets;
    }

    private void opened(long nanos) {
        add(nanos, true, TcpStream.SYN, "connection " + tap.label());
        add(nanos, false, TcpStream.SYN | TcpStream.ACK, "");
        add(nanos, true, TcpStream.ACK, "");
    }

    private void data(WireLog.Chunk chunk) {
        Direction direction = chunk.direction();
        byte[] stream = streams.getOrDefault(direction, new byte[0]);
        int from = written.getOrDefault(direction, 0);
        int to = from + chunk.octets().length;
        for (int at = from; at < to; at += TcpStream.MOST_DATA) {
            byte[] piece = Arrays.copyOfRange(stream, at, Math.min(to, at + TcpStream.MOST_DATA));
            boolean last = at + piece.length == stream.length && tap.omitted(direction) > 0;
            packets.add(new Packet(
                    chunk.nanos(),
                    tcp.packet(direction == Direction.SENT, TcpStream.PSH | TcpStream.ACK, piece),
                    last ? tap.omitted(direction) + " more octets went this way and were not kept" : ""));
        }
        written.put(direction, to);
    }

    /** The end that a probe saw; the official client keeps no note of it, its captures just stop. */
    private void ended(WireLog.Note note) {
        if (note.text().startsWith("connection reset")) {
            add(note.nanos(), false, TcpStream.RST | TcpStream.ACK, note.text());
        } else if (note.text().startsWith("end of stream")) {
            add(note.nanos(), false, TcpStream.FIN | TcpStream.ACK, note.text());
        }
    }

    private void add(long nanos, boolean byClient, int flags, String comment) {
        packets.add(new Packet(nanos, tcp.packet(byClient, flags, new byte[0]), comment));
    }
}
