package dev.touchstone.suite.transcript;

import dev.touchstone.suite.probe.WireFrame;
import dev.touchstone.suite.transcript.WireLog.Direction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * Decodes a log into lines of fixed columns: milliseconds since the start of the case, connection, direction ({@code ->} to the
 * broker, {@code <-} from it), channel, what it was.
 */
final class TranscriptWriter {
    private static final int MOST_LINES = 400;

    private record Line(long nanos, String text) {}

    private TranscriptWriter() {}

    static List<String> lines(List<WireLog.Tap> taps, long startedNanos) {
        List<Line> lines = new ArrayList<>();
        for (WireLog.Tap tap : taps) {
            for (Direction direction : Direction.values()) {
                decode(tap, direction, lines);
            }
            tap.notes().forEach(note -> lines.add(line(note.nanos(), tap, "--", "", note.text())));
        }
        lines.sort(Comparator.comparingLong(Line::nanos));
        List<String> texts = new ArrayList<>();
        for (Line line : lines) {
            double millis = (line.nanos() - startedNanos) / 1e6;
            texts.add(String.format(Locale.ROOT, "%9.1f %s", millis, line.text()));
        }
        return shorten(texts);
    }

    private static List<String> shorten(List<String> lines) {
        if (lines.size() <= MOST_LINES) {
            return lines;
        }
        List<String> shortened = new ArrayList<>(lines.subList(0, MOST_LINES / 2));
        shortened.add("          ... " + (lines.size() - MOST_LINES) + " lines left out ...");
        shortened.addAll(lines.subList(lines.size() - MOST_LINES / 2, lines.size()));
        return shortened;
    }

    private static void decode(WireLog.Tap tap, Direction direction, List<Line> lines) {
        FrameScanner scanner = new FrameScanner();
        String arrow = direction == Direction.SENT ? "->" : "<-";
        long last = 0;
        for (WireLog.Chunk chunk : tap.chunks()) {
            if (chunk.direction() == direction) {
                last = chunk.nanos();
                for (Object item : scanner.feed(chunk.octets())) {
                    lines.add(show(item, chunk.nanos(), tap, arrow));
                }
            }
        }
        if (scanner.pending() > 0) {
            lines.add(line(last, tap, arrow, "", scanner.pending() + " octets of an unfinished frame"));
        }
        if (tap.omitted(direction) > 0) {
            lines.add(line(last, tap, arrow, "", tap.omitted(direction) + " more octets not kept"));
        }
    }

    private static Line show(Object item, long nanos, WireLog.Tap tap, String arrow) {
        if (item instanceof WireFrame frame) {
            return line(nanos, tap, arrow, String.valueOf(frame.channel()), describe(frame));
        }
        return line(nanos, tap, arrow, "", raw((byte[]) item));
    }

    private static String raw(byte[] octets) {
        if (octets.length >= 4 && octets[0] == 'A' && octets[1] == 'M' && octets[2] == 'Q' && octets[3] == 'P') {
            return "protocol header AMQP " + HexFormat.ofDelimiter(" ").formatHex(octets, 4, octets.length);
        }
        int shown = Math.min(octets.length, 24);
        return "octets " + HexFormat.ofDelimiter(" ").formatHex(octets, 0, shown)
                + (shown < octets.length ? " ..." : "");
    }

    private static String describe(WireFrame frame) {
        String end = frame.end() == WireFrame.END ? "" : String.format("  (frame-end 0x%02x)", frame.end());
        String text = switch (frame.type()) {
            case WireFrame.METHOD -> frame.isMethod() ? methodText(frame) : "method frame without a method";
            case WireFrame.HEADER -> headerText(frame);
            case WireFrame.BODY -> "body, " + frame.payload().length + " octets " + excerpt(frame.payload());
            case WireFrame.HEARTBEAT -> "heartbeat";
            default -> frame.toString();
        };
        return cut(text) + end;
    }

    private static String methodText(WireFrame frame) {
        return dev.touchstone.suite.probe.Grammar.describe(frame);
    }

    private static String headerText(WireFrame frame) {
        try {
            return "header, class " + frame.classId() + ", body " + frame.bodySize() + " octets, "
                    + frame.properties().values();
        } catch (dev.touchstone.suite.probe.MalformedWireData e) {
            return "header (unreadable: " + e.getMessage() + ")";
        }
    }

    private static String excerpt(byte[] payload) {
        StringBuilder text = new StringBuilder("\"");
        for (int i = 0; i < Math.min(payload.length, 24); i++) {
            char c = (char) (payload[i] & 0xFF);
            text.append(c >= 0x20 && c < 0x7F ? c : '.');
        }
        return text.append(payload.length > 24 ? "...\"" : "\"").toString();
    }

    private static String cut(String text) {
        return text.length() <= 600 ? text : text.substring(0, 600) + " ...";
    }

    private static Line line(long nanos, WireLog.Tap tap, String arrow, String channel, String text) {
        return new Line(nanos, String.format("%-4s %s %5s  %s", tap.label(), arrow, channel, text));
    }
}
