package dev.touchstone.broker.queue;

import dev.touchstone.broker.dialect.Dialect;
import dev.touchstone.broker.message.Message;
import dev.touchstone.broker.wire.FieldTable;
import dev.touchstone.broker.wire.FieldValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The death of messages in a queue, and the headers that tell of it, as RabbitMQ writes them (DLX-05 to DLX-11). One stands for all that die there of the
 * same reason within a second.
 */
public final class Death {
    private static final String X_DEATH = "x-death";
    private static final String CC = "CC";
    private static final String COUNT = "count";
    private static final String QUEUE = "queue";
    private static final String REASON = "reason";
    private static final String ORIGINAL_EXPIRATION = "original-expiration";

    private final String queue;
    private final DeathReason reason;
    private final long seconds;
    private final Dialect dialect;
    private final FieldValue.Text queueText;
    private final FieldValue.Text reasonText;

    /**
     * @param queue the name of the queue it happens in
     * @param seconds when, in seconds since 1970
     * @param dialect whose headers
     */
    public Death(String queue, DeathReason reason, long seconds, Dialect dialect) {
        this.queue = queue;
        this.reason = reason;
        this.seconds = seconds;
        this.dialect = dialect;
        this.queueText = FieldValue.Text.of(queue);
        this.reasonText = FieldValue.Text.of(reason.headerValue());
    }

    /** Whether a message that dies there and then, of this reason, dies this death. */
    public boolean is(String otherQueue, DeathReason otherReason, long otherSeconds) {
        return seconds == otherSeconds && reason == otherReason && queue.equals(otherQueue);
    }

    /**
     * The message as it is published to the dead letter exchange.
     *
     * @param headers what {@link #headers} says of it
     * @param routingKey the queue's dead letter routing key, or null: the message keeps its keys, CC and BCC included (DLX-03, DLX-10, DLX-11)
     */
    public Message letter(Message message, FieldTable headers, String exchange, @Nullable String routingKey) {
        if (routingKey == null) {
            return message.deadLettered(exchange, message.routingKey(), message.senderKeys(), headers);
        }
        // The documents of 4.0 say that CC goes; seen on 4.0.5, it stays and routes no more.
        return message.deadLettered(
                exchange, routingKey, List.of(), dialect.ownsDeaths() ? headers : headers.without(CC));
    }

    /** The headers of the message with this death on top. */
    public FieldTable headers(Message message) {
        FieldTable before = dialect.ownsDeaths() ? withLast(message) : message.headers();
        FieldValue deaths = before.get(X_DEATH);
        if (deaths == null) {
            FieldTable.Builder first = before.toBuilder()
                    .set(X_DEATH, new FieldValue.Array(List.of(nested(firstEntry(message)))))
                    .set("x-first-death-exchange", FieldValue.Text.of(message.exchange()))
                    .set("x-first-death-queue", queueText)
                    .set("x-first-death-reason", reasonText);
            return before.isEmpty() ? first.build() : sorted(first.build());
        }
        if (!(deaths instanceof FieldValue.Array array)) {
            return sorted(before.with(X_DEATH, new FieldValue.Array(List.of(nested(firstEntry(message))))));
        }
        return sorted(before.with(X_DEATH, new FieldValue.Array(counted(array.values(), message))));
    }

    /** From 3.13 on the newest death stands in headers of its own, too. */
    private FieldTable withLast(Message message) {
        return message.headers().toBuilder()
                .set("x-last-death-reason", reasonText)
                .set("x-last-death-queue", queueText)
                .set("x-last-death-exchange", FieldValue.Text.of(message.exchange()))
                .build();
    }

    /** A repeated death of the same queue and reason raises its entry's count and puts it first (DLX-06). */
    private List<FieldValue> counted(List<FieldValue> deaths, Message message) {
        List<FieldValue> counted = new ArrayList<>();
        FieldTable same = null;
        for (FieldValue death : deaths.size() < 2 || dialect.ownsDeaths() ? deaths : grouped(deaths)) {
            if (same == null && death instanceof FieldValue.Nested entry && isSame(entry.table())) {
                same = raised(entry.table());
            } else {
                counted.add(death);
            }
        }
        FieldTable newest = same == null ? firstEntry(message) : same;
        counted.add(0, nested(dialect.ownsDeaths() ? newest : sorted(newest)));
        return counted;
    }

    /**
     * One entry for each queue and reason, with a count. Seen on 3.10.8: from two entries on, this turns their order round at every death, so that only
     * the first entry of an x-death header is sure to be the newest.
     */
    private static List<FieldValue> grouped(List<FieldValue> deaths) {
        Map<List<@Nullable FieldValue>, FieldValue> groups = new LinkedHashMap<>();
        Map<List<@Nullable FieldValue>, Integer> sizes = new HashMap<>();
        for (FieldValue death : deaths) {
            groups.putIfAbsent(key(death), death);
            sizes.merge(key(death), 1, Integer::sum);
        }
        List<FieldValue> grouped = new ArrayList<>();
        groups.forEach((key, death) -> grouped.add(0, withCount(death, sizes.getOrDefault(key, 1))));
        return grouped;
    }

    private static List<@Nullable FieldValue> key(FieldValue death) {
        return death instanceof FieldValue.Nested entry
                ? Arrays.asList(entry.table().get(QUEUE), entry.table().get(REASON))
                : Arrays.asList(death, null);
    }

    private static FieldValue withCount(FieldValue death, int count) {
        if (!(death instanceof FieldValue.Nested entry) || entry.table().contains(COUNT)) {
            return death;
        }
        List<FieldTable.Entry> entries = new ArrayList<>();
        entries.add(new FieldTable.Entry(COUNT, FieldValue.Int.of((long) count)));
        entries.addAll(entry.table().entries());
        return nested(FieldTable.of(entries));
    }

    private boolean isSame(FieldTable entry) {
        return queue.equals(entry.text(QUEUE)) && reason.headerValue().equals(entry.text(REASON));
    }

    private static FieldTable raised(FieldTable entry) {
        long count = entry.get(COUNT) instanceof FieldValue.Int number ? number.value() + 1 : 1;
        return entry.with(COUNT, FieldValue.Int.of(count));
    }

    private FieldTable firstEntry(Message message) {
        List<FieldValue> keys = new ArrayList<>();
        keys.add(FieldValue.Text.of(message.routingKey()));
        if (message.headers().get(CC) instanceof FieldValue.Array array) {
            array.values().stream()
                    .filter(FieldValue.Text.class::isInstance)
                    // Where CC stays with a letter of another key, it routes no more.
                    .filter(key -> !dialect.ownsDeaths() || message.senderKeys().contains(key.toString()))
                    .forEach(keys::add);
        }
        FieldTable.Builder entry = FieldTable.builder();
        String expiration = message.expiration();
        if (expiration != null && dialect.ownsDeaths()) {
            entry.text(ORIGINAL_EXPIRATION, expiration);
        }
        entry.longInteger(COUNT, 1)
                .add(REASON, reasonText)
                .add(QUEUE, queueText)
                .add("time", new FieldValue.Timestamp(seconds))
                .text("exchange", message.exchange())
                .array("routing-keys", keys);
        if (expiration != null && !dialect.ownsDeaths()) {
            entry.text(ORIGINAL_EXPIRATION, expiration);
        }
        return entry.build();
    }

    private static FieldValue nested(FieldTable table) {
        return new FieldValue.Nested(table);
    }

    private static FieldTable sorted(FieldTable table) {
        List<FieldTable.Entry> entries = new ArrayList<>(table.entries());
        entries.sort(Comparator.comparing(FieldTable.Entry::name));
        return FieldTable.of(entries);
    }

    /**
     * Whether a dead letter with these headers goes round in a circle without anybody's rejecting it: it died in that queue before, and every death since
     * was automatic. Such a letter is dropped (DLX-14).
     */
    public static boolean isCycle(String queue, FieldTable headers) {
        if (!(headers.get(X_DEATH) instanceof FieldValue.Array deaths)) {
            return false;
        }
        for (FieldValue death : deaths.values()) {
            if (!(death instanceof FieldValue.Nested entry)
                    || DeathReason.REJECTED.headerValue().equals(entry.table().text(REASON))) {
                return false;
            }
            if (queue.equals(entry.table().text(QUEUE))) {
                return true;
            }
        }
        return false;
    }
}
