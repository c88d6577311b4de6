package dev.touchstone.reports.html;

import dev.touchstone.reports.model.CaseResult;
import dev.touchstone.reports.view.SafeText;
import dev.touchstone.reports.view.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The transcript of a case as a sequence diagram: a line downwards for each connection and one for the broker, time from top to
 * bottom, an arrow for each frame. Public for the generated templates only. Lengths are in units of the picture.
 *
 * @param lanes one for each connection, the broker last
 * @param steps from the first to the last
 * @param textX where texts begin
 * @param last what came of it, in one line
 */
public record Sequence(List<Lane> lanes, List<Step> steps, int textX, String last) {
    /** Width of the picture. */
    public static final int WIDTH = 1000;
    /** Height of one step. */
    public static final int STEP = 28;
    /** Where the first step begins. */
    public static final int TOP = 44;

    private static final int MOST_STEPS = 80;
    private static final int KEPT_AT_THE_START = 29;
    private static final int FIRST_LANE = 92;
    private static final int BROKER = WIDTH - 50;
    private static final double OF_A_CHARACTER = 6.9;
    private static final Pattern LINE = Pattern.compile("\\s*([\\d.]+) (\\S+)\\s+(->|<-|--) ([ \\d]{5}) {2}(.*)");
    /** Fields that say nothing: false, empty, zero where it is reserved. */
    private static final Pattern IDLE =
            Pattern.compile("(?:, )?(?:[\\w-]+=(?:false|\"\"|\\{\\})|ticket=0|reserved-\\d=[^,)]*)(?=[,)])");

    /** A connection, or the broker. */
    public record Lane(String label, int x) {}

    /**
     * One frame, one remark, or a gap.
     *
     * @param kind {@code sent}, {@code received}, {@code closed} (a close that the broker sent), {@code note} or {@code gap}
     * @param time milliseconds since the start of the case
     * @param from where its arrow begins
     * @param to where its arrow ends
     * @param y height of its arrow
     * @param text in short
     * @param full in full
     */
    public record Step(String kind, String time, int from, int to, int y, String text, String full) {
        /** The head of the arrow, as the points of a polygon. */
        public String head() {
            int back = to > from ? to - 9 : to + 9;
            return to + "," + y + " " + back + "," + (y - 4) + " " + back + "," + (y + 4);
        }

        /** Whether it is an arrow. */
        public boolean isArrow() {
            return from != to;
        }
    }

    /** A line of a transcript, taken apart. */
    private record Line(String time, String lane, String arrow, String channel, String text) {
        static Optional<Line> of(String line) {
            Matcher parts = LINE.matcher(line);
            return parts.matches()
                    ? Optional.of(new Line(
                            parts.group(1),
                            parts.group(2),
                            parts.group(3),
                            parts.group(4).strip(),
                            parts.group(5)))
                    : Optional.empty();
        }
    }

    /** The diagram of a case; empty where its transcript has another form than ours. */
    static Optional<Sequence> of(CaseResult result) {
        List<String> lines =
                SafeText.middleOut(result.transcript(), KEPT_AT_THE_START, MOST_STEPS - KEPT_AT_THE_START - 1);
        Map<String, Integer> lanes = lanes(lines);
        if (lanes.isEmpty()) {
            return Optional.empty();
        }
        List<Lane> drawn = new ArrayList<>();
        int gap = lanes.size() <= 6 ? 44 : 264 / lanes.size();
        for (String lane : List.copyOf(lanes.keySet())) {
            lanes.put(lane, FIRST_LANE + gap * drawn.size());
            drawn.add(new Lane(lane, FIRST_LANE + gap * drawn.size()));
        }
        int textX = drawn.get(drawn.size() - 1).x() + 12;
        drawn.add(new Lane("broker", BROKER));
        List<Step> steps = new ArrayList<>();
        for (String line : lines) {
            int y = TOP + STEP * steps.size() + 20;
            steps.add(Line.of(line)
                    .map(parts -> step(parts, lanes.getOrDefault(parts.lane(), FIRST_LANE), y, textX))
                    .orElseGet(() -> new Step("gap", "", textX, textX, y, SafeText.line(line.strip()), "")));
        }
        String came = result.actual().isEmpty() ? result.detail() : result.actual();
        String last = Words.mark(result.verdict()) + " " + result.verdict().label() + ": "
                + came.lines().findFirst().orElse("");
        return Optional.of(new Sequence(List.copyOf(drawn), List.copyOf(steps), textX, fit(last, FIRST_LANE)));
    }

    private static Map<String, Integer> lanes(List<String> lines) {
        Map<String, Integer> lanes = new LinkedHashMap<>();
        lines.forEach(line -> Line.of(line).ifPresent(parts -> lanes.put(parts.lane(), 0)));
        return lanes;
    }

    private static Step step(Line line, int lane, int y, int textX) {
        String channel = line.channel().isEmpty() || line.channel().equals("0") ? "" : line.channel() + "  ";
        String text = fit(channel + shorten(line.text()), textX);
        boolean toBroker = line.arrow().equals("->");
        if (line.arrow().equals("--")) {
            return new Step("note", line.time(), lane, lane, y, text, SafeText.line(line.text()));
        }
        boolean close = line.text().startsWith("channel.close(") || line.text().startsWith("connection.close(");
        String kind = toBroker ? "sent" : close ? "closed" : "received";
        return new Step(
                kind,
                line.time(),
                toBroker ? lane : BROKER,
                toBroker ? BROKER : lane,
                y,
                text,
                SafeText.line(line.text()));
    }

    private static String shorten(String text) {
        return IDLE.matcher(text).replaceAll("").replace("(, ", "(").replace("()", "");
    }

    private static String fit(String text, int from) {
        return SafeText.cut(SafeText.line(text), (int) ((BROKER - 12 - from) / OF_A_CHARACTER));
    }

    /** Where the last line stands. */
    public int lastY() {
        return TOP + STEP * steps.size() + 26;
    }

    /** Height of the picture. */
    public int height() {
        return lastY() + 16;
    }

    /** Words for those who do not see the picture. */
    public String title() {
        int connections = lanes.size() - 1;
        return "Sequence of " + Words.count(steps.size(), "step") + " between " + Words.count(connections, "connection")
                + " and the broker; the same as text stands below";
    }
}
