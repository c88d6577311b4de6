package dev.touchstone.bench;

import dev.touchstone.broker.exchange.Exchange;
import dev.touchstone.broker.exchange.ExchangeType;
import dev.touchstone.broker.message.Address;
import dev.touchstone.broker.message.BasicProperties;
import dev.touchstone.broker.message.Message;
import dev.touchstone.broker.message.Property;
import dev.touchstone.broker.wire.FieldTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/**
 * Which of 100 bindings with three arguments each (half {@code all}, half {@code any}) a message with five headers meets: our headers exchange, and a
 * plain loop over maps of Java.
 */
public class HeadersMatchBenchmark extends Nanoseconds {
    private static final int BINDINGS = 100;
    private static final int MESSAGES = 128;

    private final Exchange exchange = Place.exchange(ExchangeType.HEADERS);
    private final List<Map<String, Object>> rules = new ArrayList<>();
    private final List<Message> messages = new ArrayList<>();
    private final List<Map<String, Object>> plainMessages = new ArrayList<>();
    private int next;
    private int found;

    /** Binds and makes the messages. */
    @Setup
    public void bind() {
        for (int i = 0; i < BINDINGS; i++) {
            FieldTable wanted =
                    headers(i).text("x-match", isAny(i) ? "any" : "all").build();
            new Place("q" + i).bindTo(exchange, "", wanted);
            rules.add(Map.of("region", "r" + i % 5, "kind", "k" + i % 7, "level", i % 3));
        }
        for (int i = 0; i < MESSAGES; i++) {
            FieldTable sent =
                    headers(i).text("trace", "t" + i).text("user", "u" + i).build();
            messages.add(
                    Message.of(Address.of("x", ""), BasicProperties.NONE.with(Property.HEADERS, sent), new byte[0]));
            plainMessages.add(Map.of(
                    "region", "r" + i % 5, "kind", "k" + i % 7, "level", i % 3, "trace", "t" + i, "user", "u" + i));
            if (inExchange(i) != inLoop(i)) {
                throw new IllegalStateException("exchange and loop differ for message " + i);
            }
        }
    }

    private static boolean isAny(int binding) {
        return binding % 2 == 1;
    }

    private static FieldTable.Builder headers(int i) {
        return FieldTable.builder()
                .text("region", "r" + i % 5)
                .text("kind", "k" + i % 7)
                .integer("level", i % 3);
    }

    private int nextMessage() {
        next = (next + 1) % MESSAGES;
        return next;
    }

    /** Ours; the headers were decoded before. */
    @Benchmark
    public int exchange() {
        return inExchange(nextMessage());
    }

    private int inExchange(int message) {
        found = 0;
        exchange.match("", messages.get(message), destination -> found++);
        return found;
    }

    /** The peer: each binding in turn, with hash maps. */
    @Benchmark
    public int loop() {
        return inLoop(nextMessage());
    }

    private int inLoop(int message) {
        Map<String, Object> sent = plainMessages.get(message);
        int count = 0;
        for (int i = 0; i < BINDINGS; i++) {
            if (isAny(i)
                    ? any(rules.get(i), sent)
                    : sent.entrySet().containsAll(rules.get(i).entrySet())) {
                count++;
            }
        }
        return count;
    }

    private static boolean any(Map<String, Object> rule, Map<String, Object> sent) {
        for (Map.Entry<String, Object> wanted : rule.entrySet()) {
            if (wanted.getValue().equals(sent.get(wanted.getKey()))) {
                return true;
            }
        }
        return false;
    }
}
