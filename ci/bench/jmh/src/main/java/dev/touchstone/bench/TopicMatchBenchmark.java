package dev.touchstone.bench;

import dev.touchstone.broker.exchange.Exchange;
import dev.touchstone.broker.exchange.ExchangeType;
import dev.touchstone.broker.message.Address;
import dev.touchstone.broker.message.BasicProperties;
import dev.touchstone.broker.message.Message;
import dev.touchstone.broker.wire.FieldTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * Which of 1,000 topic patterns (700 without wildcards, 200 with {@code *}, 100 with {@code #}) a key meets: our topic exchange, and a plain loop over
 * the patterns.
 */
public class TopicMatchBenchmark extends Nanoseconds {
    private static final int PATTERNS = 1_000;
    private static final Message NO_MESSAGE = Message.of(Address.of("x", ""), BasicProperties.NONE, new byte[0]);

    /** How many keys there are; the exchange remembers up to 4,096. */
    @Param({"2000", "60000"})
    public int keys;

    private final Exchange exchange = Place.exchange(ExchangeType.TOPIC);
    private final List<String[]> patterns = new ArrayList<>();
    private String[] published = {};
    private int next;
    private int found;

    /** Binds the patterns and makes the keys. */
    @Setup
    public void bind() {
        for (int i = 0; i < PATTERNS; i++) {
            String pattern = pattern(i);
            new Place("q" + i).bindTo(exchange, pattern, FieldTable.EMPTY);
            patterns.add(words(pattern));
        }
        Random random = new Random(1);
        published = new String[keys];
        for (int i = 0; i < keys; i++) {
            published[i] = key(random.nextInt(PATTERNS), i);
            if (inExchange(published[i]) != inLoop(published[i])) {
                throw new IllegalStateException("exchange and loop differ for " + published[i]);
            }
        }
    }

    private static String pattern(int i) {
        if (i < 700) {
            return "a" + i % 70 + ".b" + i / 70 + ".c" + i % 7;
        }
        return i < 900 ? "a" + i % 70 + ".*.d" + i : "a" + i % 70 + ".e" + i + ".#";
    }

    /** A key for that pattern; where there are wildcards, one of its own. */
    private static String key(int pattern, int i) {
        if (pattern < 700) {
            return "a" + pattern % 70 + ".b" + pattern / 70 + ".c" + pattern % 7;
        }
        String end = pattern < 900 ? ".x" + i + ".d" + pattern : ".e" + pattern + ".f.g" + i;
        return "a" + pattern % 70 + end;
    }

    private static String[] words(String text) {
        return text.split("\\.", -1);
    }

    private String nextKey() {
        next = next + 1 == keys ? 0 : next + 1;
        return published[next];
    }

    /** Ours. */
    @Benchmark
    public int exchange() {
        return inExchange(nextKey());
    }

    private int inExchange(String key) {
        found = 0;
        exchange.match(key, NO_MESSAGE, destination -> found++);
        return found;
    }

    /** The peer: each pattern in turn. */
    @Benchmark
    public int loop() {
        return inLoop(nextKey());
    }

    private int inLoop(String key) {
        String[] words = words(key);
        int count = 0;
        for (String[] pattern : patterns) {
            if (matches(pattern, 0, words, 0)) {
                count++;
            }
        }
        return count;
    }

    private static boolean matches(String[] pattern, int at, String[] words, int from) {
        if (at == pattern.length) {
            return from == words.length;
        }
        if (pattern[at].equals("#")) {
            for (int rest = from; rest <= words.length; rest++) {
                if (matches(pattern, at + 1, words, rest)) {
                    return true;
                }
            }
            return false;
        }
        return from < words.length
                && (pattern[at].equals("*") || pattern[at].equals(words[from]))
                && matches(pattern, at + 1, words, from + 1);
    }
}
