package dev.touchstone.broker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.broker.message.Address;
import dev.touchstone.broker.message.BasicProperties;
import dev.touchstone.broker.message.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** Does random things with a log, and knows what must be there afterwards. */
final class LogModel {
    private static final Address ADDRESS = Address.of("exchange", "key");

    private final Random random;
    private final TreeMap<Long, Queue> queues = new TreeMap<>();
    private long lastQueue;
    private long lastMessage;

    LogModel(long seed) {
        random = new Random(seed);
    }

    /** What a queue should have. */
    private static final class Queue {
        private final QueueLog log;
        private final TreeMap<Long, Entry> entries = new TreeMap<>();
        private long nextPosition = 5;

        Queue(QueueLog log) {
            this.log = log;
        }
    }

    /** A message in a queue. */
    private static final class Entry {
        private final String body;
        private final boolean survives;
        private final long expiresAt;
        private boolean confirmed;
        private boolean settled;
        private boolean settledSafely;
        private boolean delivered;

        Entry(String body, boolean survives, long expiresAt) {
            this.body = body;
            this.survives = survives;
            this.expiresAt = expiresAt;
        }
    }

    /** Runs so many steps; a crash ends it with an exception. */
    void run(LogWorld world, int steps) {
        while (queues.size() < 2) {
            addQueue(world);
        }
        for (int i = 0; i < steps; i++) {
            step(world);
        }
    }

    private void step(LogWorld world) {
        int choice = random.nextInt(100);
        if (choice < 30) {
            publish(world);
        } else if (choice < 62) {
            settleOne();
        } else if (choice < 67) {
            deliverOne();
        } else if (choice < 68) {
            dropFirst();
        } else if (choice < 69) {
            replaceQueue(world);
        } else if (choice < 73) {
            noteWhenSafe(world);
        } else if (choice < 86) {
            world.runTurn();
        } else if (choice < 98) {
            world.runJob();
        } else {
            world.runDelayed();
        }
    }

    private Queue anyQueue() {
        return List.copyOf(queues.values()).get(random.nextInt(queues.size()));
    }

    private void addQueue(LogWorld world) {
        QueueLog log = world.log.queue(++lastQueue);
        queues.put(lastQueue, new Queue(log));
    }

    private void publish(LogWorld world) {
        String body = "message " + ++lastMessage + "x".repeat(random.nextInt(90));
        Message message = Message.of(ADDRESS, BasicProperties.NONE, body.getBytes(StandardCharsets.US_ASCII));
        boolean survives = random.nextInt(5) > 0;
        List<Entry> made = new ArrayList<>();
        for (Queue queue : random.nextInt(4) == 0 ? queues.values() : List.of(anyQueue())) {
            Entry entry = new Entry(body, survives, random.nextBoolean() ? Long.MAX_VALUE : lastMessage);
            queue.entries.put(queue.nextPosition, entry);
            queue.log.store(message, 0, queue.nextPosition, entry.expiresAt, survives);
            queue.nextPosition += 1 + random.nextInt(20) / 19 * 3_000;
            made.add(entry);
        }
        if (random.nextInt(3) > 0) {
            world.log.whenSafe(number -> made.forEach(entry -> entry.confirmed = true), lastMessage);
        }
    }

    private void settleOne() {
        Queue queue = anyQueue();
        List<Long> live = new ArrayList<>();
        queue.entries.forEach((position, entry) -> {
            if (!entry.settled) {
                live.add(position);
            }
        });
        if (!live.isEmpty()) {
            // Mostly the first ones, as queues do, but some stay for long.
            long position = live.get(live.size() > 1 && random.nextInt(8) > 0 ? 1 : random.nextInt(live.size()));
            queue.log.acked(0, position);
            entry(queue, position).settled = true;
        }
    }

    private static Entry entry(Queue queue, long position) {
        Entry entry = queue.entries.get(position);
        if (entry == null) {
            throw new AssertionError("phantom at " + position);
        }
        return entry;
    }

    private void deliverOne() {
        Queue queue = anyQueue();
        for (Map.Entry<Long, Entry> one : queue.entries.entrySet()) {
            if (!one.getValue().settled && random.nextInt(3) == 0) {
                one.getValue().delivered = true;
                queue.log.delivered(0, one.getKey());
                return;
            }
        }
    }

    private void dropFirst() {
        Queue queue = anyQueue();
        long to = queue.nextPosition - random.nextInt(6);
        queue.log.drop(0, 3, to);
        queue.entries.headMap(to).values().forEach(entry -> entry.settled = true);
    }

    private void replaceQueue(LogWorld world) {
        long old = queues.firstKey();
        anyQueue();
        Queue queue = queues.remove(old);
        if (queue != null) {
            queue.log.gone();
        }
        addQueue(world);
    }

    /** Remembers what is settled now, for when that is safe. */
    private void noteWhenSafe(LogWorld world) {
        List<Entry> settled = new ArrayList<>();
        for (Queue queue : queues.values()) {
            queue.entries.values().forEach(entry -> {
                if (entry.settled) {
                    settled.add(entry);
                }
            });
        }
        world.log.whenSafe(number -> settled.forEach(entry -> entry.settledSafely = true), 0);
    }

    /** Compares with what a log has after a restart. */
    void check(LogWorld found) {
        for (Map.Entry<Long, Queue> one : queues.entrySet()) {
            QueueLog log = found.log.queue(one.getKey());
            Queue queue = one.getValue();
            List<LoadedMessage> messages = all(log);
            List<Long> positions =
                    messages.stream().map(LoadedMessage::position).toList();
            assertThat(positions).isSorted().doesNotHaveDuplicates();
            Set<Long> present = new HashSet<>(positions);
            queue.entries.forEach((position, entry) -> {
                if (entry.confirmed && entry.survives && !entry.settled && !present.contains(position)) {
                    throw new AssertionError("lost: " + entry.body);
                }
            });
            for (LoadedMessage message : messages) {
                Entry entry = entry(queue, message.position());
                assertThat(new String(message.message().body(), StandardCharsets.US_ASCII))
                        .isEqualTo(entry.body);
                assertThat(message.expiresAt()).isEqualTo(entry.expiresAt);
                assertThat(entry.survives).as("survives " + entry.body).isTrue();
                assertThat(entry.settledSafely).as("came back: " + entry.body).isFalse();
                if (entry.delivered) {
                    assertThat(message.redelivered()).isTrue();
                }
            }
        }
        found.log.recovered();
    }

    private static List<LoadedMessage> all(QueueLog log) {
        List<LoadedMessage> all = new ArrayList<>();
        long next = 0;
        while (true) {
            List<LoadedMessage> some = log.loadNow(0, next);
            if (some.isEmpty()) {
                return all;
            }
            all.addAll(some);
            next = some.get(some.size() - 1).position() + 1;
        }
    }
}
