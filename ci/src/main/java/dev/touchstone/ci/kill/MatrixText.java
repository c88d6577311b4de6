package dev.touchstone.ci.kill;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A kill matrix as a page of Markdown and as JSON. */
public final class MatrixText {
    /** Grows when a field changes its meaning or goes away. */
    private static final int SCHEMA_VERSION = 1;

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private static final String INTRODUCTION = """
            # The kill matrix

            How many bugs would the suite find? Here are sixty that brokers have had or could have. Some are made on the wire, by a proxy
            that rewrites frames between the suite and our reference broker; the others inside, by variants of its queues, exchanges,
            disk and users, put in their place through constructors (the broker's own code knows nothing of them). The whole suite
            is run against each: first the areas of the rules that the bug breaks, then everything else, until a case or a property
            fails. What failed is run once more by itself and must fail again.

            This page is written by the command that makes it, from one run:

            ```
            touchstone killmatrix --markdown docs/kill-matrix.md    all of it, and the control line
            touchstone killmatrix --bug requeue-to-the-tail         one bug
            touchstone killmatrix --list                            what bugs there are
            ```

            Exit code 1 says that a bug survived that is not known to, or that the broker without a bug was not all green. Each bug is
            also a target, for `certify` and for every other command that takes one:

            ```
            touchstone certify planted:requeue-to-the-tail --filter ACK
            ```
            """;

    private MatrixText() {}

    /** The score in one line. */
    public static String score(List<Kill> kills) {
        long killed = kills.stream().filter(Kill::isKilled).count();
        List<Long> times =
                kills.stream().filter(Kill::isKilled).map(Kill::millis).sorted().toList();
        String median = times.isEmpty() ? "" : ", after " + seconds(times.get(times.size() / 2)) + " in the median";
        return String.format(
                Locale.ROOT,
                "%d of %d planted bugs killed (%.0f %%)%s",
                killed,
                kills.size(),
                kills.isEmpty() ? 100.0 : 100.0 * killed / kills.size(),
                median);
    }

    /** The page {@code docs/kill-matrix.md}. */
    public static String markdown(List<Kill> kills, Optional<KillMatrix.Control> control, HuntSettings settings) {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        page.append("\n## The score\n\n**")
                .append(score(kills))
                .append(".** ")
                .append("Properties with ")
                .append(settings.tries())
                .append(" examples, seed ")
                .append(settings.seed())
                .append(".\n\n");
        page.append("| bug | made | what the broker does wrong | breaks | killed by | after |\n");
        page.append("| --- | --- | --- | --- | --- | ---: |\n");
        control.ifPresent(found -> page.append(line(found)));
        kills.forEach(kill -> page.append(line(kill)));
        page.append(survivors(kills));
        return page.toString();
    }

    private static String line(KillMatrix.Control control) {
        String said = control.bad().isEmpty()
                ? "nothing: all " + control.judged() + " cases and properties are green"
                : String.join(", ", control.bad());
        return "| *none* | proxy and usual parts | nothing | | " + said + " | " + seconds(control.millis()) + " |\n";
    }

    private static String line(Kill kill) {
        Bug bug = kill.bug();
        return String.format(
                "| %s | %s | %s | %s | %s | %s |%n",
                bug.name(),
                bug.kind() == Bug.Kind.WIRE ? "on the wire" : "inside",
                bug.sentence().replace("|", "\\|"),
                String.join(", ", bug.rules()),
                kill.by().map(id -> "`" + id + "`").orElse("**survived**"),
                seconds(kill.millis()));
    }

    private static String survivors(List<Kill> kills) {
        StringBuilder text = new StringBuilder("\n## Survivors\n\n");
        List<Kill> alive = kills.stream().filter(kill -> !kill.isKilled()).toList();
        if (alive.isEmpty()) {
            return text.append("None.\n").toString();
        }
        alive.forEach(kill -> text.append("- ")
                .append(kill.bug().name())
                .append(": ")
                .append(KnownSurvivors.reason(kill.bug()).orElse("no reason is known; it needs a case"))
                .append('\n'));
        return text.toString();
    }

    /** The same for machines. */
    public static String json(List<Kill> kills, Optional<KillMatrix.Control> control, HuntSettings settings) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("schemaVersion", SCHEMA_VERSION);
        root.put("seed", settings.seed());
        root.put("tries", settings.tries());
        root.put("bugs", kills.size());
        root.put("killed", kills.stream().filter(Kill::isKilled).count());
        root.put("control", control.map(MatrixText::object).orElse(null));
        List<Map<String, Object>> rows = new ArrayList<>();
        kills.forEach(kill -> rows.add(object(kill)));
        root.put("kills", rows);
        try {
            return JSON.writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a kill matrix cannot be written as JSON", e);
        }
    }

    private static Map<String, Object> object(KillMatrix.Control control) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("judged", control.judged());
        object.put("bad", control.bad());
        object.put("millis", control.millis());
        return object;
    }

    private static Map<String, Object> object(Kill kill) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("bug", kill.bug().name());
        object.put("kind", kill.bug().kind().word());
        object.put("sentence", kill.bug().sentence());
        object.put("rules", kill.bug().rules());
        object.put("killedBy", kill.by().orElse(null));
        object.put("millis", kill.millis());
        object.put("judged", kill.judged());
        object.put("outOfTime", kill.outOfTime());
        return object;
    }

    static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
}
