package dev.touchstone.suite.cases.auth;

import dev.touchstone.suite.probe.FieldValue;
import dev.touchstone.suite.probe.WireTable;
import dev.touchstone.suite.probe.WireWriter;

/** Responses of mechanism AMQPLAIN: the pairs of a field table without its length. */
final class Responses {
    private Responses() {}

    static byte[] amqplain(String user, String password) {
        return pairs("LOGIN", user, "PASSWORD", password);
    }

    /** Names and values in turn. */
    static byte[] pairs(String... namesAndValues) {
        WireTable table = WireTable.empty();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            table = table.with(namesAndValues[i], FieldValue.string(namesAndValues[i + 1]));
        }
        return new WireWriter().tableBody(table).toByteArray();
    }
}
