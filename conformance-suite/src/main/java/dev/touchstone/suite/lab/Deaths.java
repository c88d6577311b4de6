package dev.touchstone.suite.lab;

import dev.touchstone.suite.probe.FieldValue;
import dev.touchstone.suite.probe.WireTable;
import java.util.ArrayList;
import java.util.List;

/** What the headers of a dead letter tell, as they travelled. */
public final class Deaths {
    private Deaths() {}

    /** The tables in {@code x-death}, the first one first; a finding if it is not an array of tables. */
    public static List<WireTable> entries(RawChannel.Message letter) {
        FieldValue deaths = Expect.present(
                "a header x-death", letter.properties().headers().get("x-death").orElse(null));
        Expect.equal("field type of x-death", 'A', deaths.tag());
        List<WireTable> entries = new ArrayList<>();
        for (Object value : (List<?>) deaths.value()) {
            if (!(value instanceof FieldValue entry) || !(entry.value() instanceof WireTable table)) {
                throw new Finding("x-death as an array of tables", deaths.toString());
            }
            entries.add(table);
        }
        return entries;
    }

    /** The newest entry: the first. */
    public static WireTable newest(RawChannel.Message letter) {
        List<WireTable> entries = entries(letter);
        Expect.that(!entries.isEmpty(), "an entry in x-death", () -> "an empty array");
        return entries.get(0);
    }

    /** One line for each entry, such as {@code 2 rejected touchstone-q}. */
    public static List<String> summary(RawChannel.Message letter) {
        return entries(letter).stream()
                .map(entry -> value(entry, "count") + " " + value(entry, "reason") + " " + value(entry, "queue"))
                .toList();
    }

    /** A header or a field as text, "none" if it is not there. */
    public static String value(WireTable table, String name) {
        return table.get(name).map(field -> field.value().toString()).orElse("none");
    }

    /** A header of the letter as text, "none" if it is not there. */
    public static String header(RawChannel.Message letter, String name) {
        return value(letter.properties().headers(), name);
    }

    /** The reason, the queue and the exchange of the first death. */
    public static String first(RawChannel.Message letter) {
        return header(letter, "x-first-death-reason") + " in " + header(letter, "x-first-death-queue") + " from '"
                + header(letter, "x-first-death-exchange") + "'";
    }
}
