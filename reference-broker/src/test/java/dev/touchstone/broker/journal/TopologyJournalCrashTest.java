package dev.touchstone.broker.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.broker.disk.sim.SimCrash;
import dev.touchstone.broker.disk.sim.SimDisk;
import dev.touchstone.broker.exchange.ExchangeSettings;
import dev.touchstone.broker.exchange.ExchangeType;
import dev.touchstone.broker.ledger.Disk;
import dev.touchstone.broker.ledger.RecoveryReport;
import dev.touchstone.broker.queue.QueueSettings;
import dev.touchstone.broker.vhost.TopologyChange;
import dev.touchstone.broker.vhost.TopologyChange.Way;
import dev.touchstone.broker.wire.FieldTable;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The power is cut at every operation of recorded runs: what was forced is there as it was, also in the middle of a compaction. */
class TopologyJournalCrashTest {
    private static final int SEEDS = 5;
    private static final int OPENS = 4;
    private static final int CHANGES = 40;

    @Test
    void whatWasForcedIsThereWhereverThePowerIsCut() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            SimDisk whole = new SimDisk(seed);
            new Model(seed).run(whole);
            assertThat(whole.operations()).isGreaterThan(100);
            for (long at = 1; at <= whole.operations(); at++) {
                crash(seed, at);
            }
        }
    }

    private static void crash(long seed, long at) {
        SimDisk disk = new SimDisk(seed * 1_000_003 + at);
        disk.crashAt(at);
        Model model = new Model(seed);
        try {
            model.run(disk);
        } catch (SimCrash expected) {
            assertThat(disk.operations()).isEqualTo(at);
        }
        SimDisk found = disk.restart();
        model.check("seed " + seed + ", power cut at operation " + at, found(found));
        model.check("seed " + seed + ", power cut at operation " + at + ", read again", found(found.restart()));
    }

    private static TopologyJournal open(Disk disk) {
        return new TopologyJournal(disk, () -> 77, new RecoveryReport());
    }

    private static Set<String> found(Disk disk) {
        try (TopologyJournal journal = open(disk)) {
            return keys(journal);
        }
    }

    private static Set<String> keys(TopologyJournal journal) {
        return journal.made().stream().map(TopologyJournalCrashTest::key).collect(Collectors.toSet());
    }

    private static String key(TopologyChange made) {
        if (made instanceof TopologyChange.ExchangeMade exchange) {
            return "exchange " + exchange.settings().name();
        } else if (made instanceof TopologyChange.QueueMade queue) {
            return "queue " + queue.settings().name() + " " + queue.settings().id();
        }
        Way way = ((TopologyChange.Bound) made).way();
        return "way " + way.source() + " " + way.destination() + " " + way.routingKey();
    }

    /** Random changes, what was there at the last force, and what was changed since then. */
    private static final class Model {
        private final Random random;
        private Set<String> forced = Set.of();
        private final Set<String> touched = new HashSet<>();
        private long ids;

        Model(long seed) {
            random = new Random(seed);
        }

        void run(Disk disk) {
            for (int i = 0; i < OPENS; i++) {
                TopologyJournal journal = open(disk);
                for (int change = 0; change < CHANGES; change++) {
                    change(journal);
                }
                Set<String> now = keys(journal);
                journal.close();
                forced(now);
            }
        }

        private void change(TopologyJournal journal) {
            Set<String> before = keys(journal);
            TopologyChange change = any();
            Set<String> maybe = new HashSet<>(before);
            maybe.addAll(touched);
            touched.addAll(concerned(maybe, change));
            journal.write(change);
            if (random.nextInt(5) == 0) {
                Set<String> now = keys(journal);
                journal.force();
                forced(now);
            }
        }

        private void forced(Set<String> now) {
            forced = now;
            touched.clear();
        }

        private TopologyChange any() {
            String queue = "q" + random.nextInt(4);
            String exchange = "e" + random.nextInt(3);
            Way way = new Way(exchange, queue, true, "k" + random.nextInt(2), FieldTable.EMPTY);
            return switch (random.nextInt(10)) {
                case 0, 1 ->
                    new TopologyChange.QueueMade(new QueueSettings(queue, true, false, null, FieldTable.EMPTY, ++ids));
                case 2 -> new TopologyChange.QueueGone(queue);
                case 3, 4 ->
                    new TopologyChange.ExchangeMade(
                            new ExchangeSettings(exchange, ExchangeType.TOPIC, true, false, false, FieldTable.EMPTY));
                case 5 -> new TopologyChange.ExchangeGone(exchange);
                case 6 -> new TopologyChange.Unbound(way);
                default -> new TopologyChange.Bound(way);
            };
        }

        /** What a change makes, replaces or takes away. */
        private static List<String> concerned(Set<String> there, TopologyChange change) {
            String name = change instanceof TopologyChange.QueueMade made
                    ? "queue " + made.settings().name() + " "
                    : change instanceof TopologyChange.QueueGone gone ? gone.name() : "";
            if (change instanceof TopologyChange.QueueMade made) {
                List<String> all = new java.util.ArrayList<>(List.of(key(made)));
                there.stream().filter(one -> one.startsWith(name)).forEach(all::add);
                return all;
            } else if (change instanceof TopologyChange.QueueGone || change instanceof TopologyChange.ExchangeGone) {
                String gone = change instanceof TopologyChange.ExchangeGone exchange ? exchange.name() : name;
                return there.stream()
                        .filter(one -> List.of(one.split(" ", -1)).contains(gone))
                        .toList();
            } else if (change instanceof TopologyChange.Unbound unbound) {
                return List.of(key(new TopologyChange.Bound(unbound.way())));
            }
            return List.of(key(change));
        }

        /** What nobody touched since the last force is there if and only if it was there then; what was touched may be or not. */
        void check(String when, Set<String> found) {
            Set<String> expected = new HashSet<>(forced);
            expected.removeAll(touched);
            assertThat(found).as(when).containsAll(expected);
            Set<String> possible = new HashSet<>(forced);
            possible.addAll(touched);
            assertThat(possible).as(when).containsAll(found);
        }
    }
}
