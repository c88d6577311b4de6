package dev.touchstone.suite.cases.hdr;

import dev.touchstone.suite.lab.Finding;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.RoutingBench;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A headers exchange on which bindings and messages are tried pair by pair. */
final class HeadersTable {
    private final RoutingBench bench;
    private final String exchange;
    private final String queue;

    HeadersTable(Lab lab) throws IOException {
        this(new RoutingBench(lab));
    }

    HeadersTable(RoutingBench bench) throws IOException {
        this.bench = bench;
        exchange = bench.exchange("headers");
        queue = bench.queue();
    }

    /** A table of the client's: names and values in turn; null is a void. */
    static Map<String, Object> table(@Nullable Object... namesAndValues) {
        Map<String, Object> table = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            put(table, String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return table;
    }

    /** The client writes a null as void (V); its own signatures do not say so. */
    @SuppressWarnings("NullAway")
    private static void put(Map<String, Object> table, String name, @Nullable Object value) {
        table.put(name, value);
    }

    /** Binds, publishes these messages, unbinds: the numbers of those that came, from 0, in order. */
    List<Integer> arrived(Map<String, Object> arguments, List<Map<String, Object>> messages) throws IOException {
        bench.channel().queueBind(queue, exchange, "", arguments);
        for (int i = 0; i < messages.size(); i++) {
            // A headers exchange ignores the key, and the bench makes it the body.
            bench.publish(exchange, Integer.toString(i), messages.get(i));
        }
        bench.channel().queueUnbind(queue, exchange, "", arguments);
        return bench.drain(queue).stream().map(Integer::valueOf).toList();
    }

    /** Deletes everything. */
    void clear() throws IOException {
        bench.channel().queueDelete(queue);
        bench.channel().exchangeDelete(exchange);
    }

    /** Binds, publishes once, unbinds: true if the message came. A second copy is a finding. */
    boolean matches(Map<String, Object> arguments, Map<String, Object> headers) throws IOException {
        bench.channel().queueBind(queue, exchange, "", arguments);
        boolean routed = bench.publish(exchange, "", headers);
        List<String> arrived = bench.drain(queue);
        bench.channel().queueUnbind(queue, exchange, "", arguments);
        if (arrived.size() != (routed ? 1 : 0)) {
            throw new Finding(routed ? "one copy" : "no copy of a message that came back", arrived.size() + " copies");
        }
        return routed;
    }

    /** Expects that such a binding lets such a message through. */
    HeadersTable match(Map<String, Object> arguments, Map<String, Object> headers) throws IOException {
        return expect(true, arguments, headers);
    }

    /** Expects that it does not. */
    HeadersTable noMatch(Map<String, Object> arguments, Map<String, Object> headers) throws IOException {
        return expect(false, arguments, headers);
    }

    private HeadersTable expect(boolean expected, Map<String, Object> arguments, Map<String, Object> headers)
            throws IOException {
        if (matches(arguments, headers) != expected) {
            throw new Finding(
                    "binding " + arguments + (expected ? " to match" : " not to match") + " headers " + headers,
                    expected ? "no match" : "a match");
        }
        return this;
    }
}
