package dev.touchstone.suite.cases.dlx;

import dev.touchstone.suite.lab.Deaths;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.QueueBench;
import dev.touchstone.suite.lab.RawChannel;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.run.LabHook;
import dev.touchstone.suite.target.Capability;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/** A letter that goes round a generated ring of queues, and what it says of its deaths, against the rules of counting in plain code. */
@AddLifecycleHook(LabHook.class)
@Needs({Capability.DEAD_LETTERING, Capability.MESSAGE_TTL, Capability.LENGTH_LIMITS})
class DeathProperties {
    /** What a letter dies of in a queue: we reject it, or the queue lets it go at once. */
    enum Cause {
        REJECTED,
        EXPIRED,
        MAXLEN;

        /** What a queue is declared with that lets a letter die of this. */
        Map<String, Object> arguments() {
            return switch (this) {
                case REJECTED -> Map.of();
                case EXPIRED -> Map.of("x-message-ttl", 0);
                case MAXLEN -> Map.of("x-max-length", 0);
            };
        }

        String reason() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Walks end where the order of x-death would hide a rejection from the rule of circles: that is the property below. */
    @Property(tries = 25)
    @Rule({"DLX-06", "DLX-02"})
    void aLetterOnItsWayRoundCountsItsDeathsByQueueAndReason(
            @ForAll("rings") List<Cause> ring,
            @ForAll @IntRange(min = 1, max = 6) int rejections,
            QueueBench bench,
            Lab lab) {
        Ring queues = new Ring(lab, bench, ring);
        queues.publish();
        Walk walk = new Walk(ring);
        walk.enter(0);
        int undisputed = Walk.undisputed(ring, rejections);
        for (int i = 0; i < undisputed && walk.place >= 0; i++) {
            RawChannel.Message letter = bench.hold(queues.name(walk.place));
            if (!walk.deaths.isEmpty()) {
                List<String> told = queues.told(letter);
                Expect.equal("newest death", walk.told().get(0), told.get(0));
                Expect.equal("deaths", new TreeSet<>(walk.told()), new TreeSet<>(told));
                Expect.equal("number of deaths", walk.deaths.size(), told.size());
            }
            walk.reject();
            bench.channel().reject(letter.tag(), false);
        }
        queues.expectOnlyAt(walk.place);
        queues.delete();
    }

    /** Seen on 3.10.8: the newest first, and each death turns the order of the others round. */
    @Property(tries = 15)
    @Rule({"DLX-05", "DLX-07"})
    void deathsStandInTheirOrderAndTheFirstOneStays(
            @ForAll @IntRange(min = 1, max = 4) int size,
            @ForAll @IntRange(min = 1, max = 7) int rejections,
            QueueBench bench,
            Lab lab) {
        List<Cause> ring = Collections.nCopies(size, Cause.REJECTED);
        Ring queues = new Ring(lab, bench, ring);
        queues.publish();
        Walk walk = new Walk(ring);
        walk.enter(0);
        for (int i = 0; i < rejections; i++) {
            bench.reject(queues.name(walk.place));
            walk.reject();
        }
        RawChannel.Message letter = bench.take(queues.name(walk.place));
        Expect.equal("deaths", walk.told(), queues.told(letter));
        Expect.equal("first death", "rejected in " + queues.name(0) + " from ''", Deaths.first(letter));
        queues.delete();
    }

    /**
     * Seen on 3.10.8: expired, rejected and expired again, x-death has the rejection last, so that the letter is dropped in a circle
     * that nobody would call automatic. The sentinel goes the same way behind it.
     */
    @Property(tries = 1)
    @Rule("DLX-14")
    void aRejectionBetweenTwoExpiriesIsOverlooked(QueueBench bench, Lab lab) {
        Ring queues = new Ring(lab, bench, List.of(Cause.EXPIRED, Cause.REJECTED, Cause.EXPIRED));
        queues.publish();
        bench.reject(queues.name(1));
        bench.channel().expectEmpty(queues.name(1));
        bench.enter(queues.name(2), "sentinel");
        Expect.equal(
                "the next to come round", "sentinel", bench.take(queues.name(1)).text());
        queues.expectOnlyAt(-1);
        queues.delete();
    }

    @Provide
    Arbitrary<List<Cause>> rings() {
        return Arbitraries.of(Cause.class).list().ofMinSize(1).ofMaxSize(4);
    }

    /** A death of the model. */
    private record Death(int queue, Cause cause, int count) {
        boolean isOf(int place, Cause other) {
            return queue == place && cause == other;
        }
    }

    /** The plain model: where the letter is, -1 if it was dropped, what its header says and what befell it, both the newest first. */
    private static final class Walk {
        private final List<Cause> ring;
        private final List<Death> story = new ArrayList<>();
        private List<Death> deaths = new ArrayList<>();
        private int place;
        private boolean disputed;

        Walk(List<Cause> ring) {
            this.ring = ring;
        }

        /** So many rejections, up to that number, leave no doubt about where the letter is. */
        static int undisputed(List<Cause> ring, int rejections) {
            Walk walk = new Walk(ring);
            walk.enter(0);
            for (int i = 0; i < rejections && walk.place >= 0; i++) {
                walk.reject();
                if (walk.disputed) {
                    return i;
                }
            }
            return rejections;
        }

        /** Comes to a queue, and goes on as long as queues let it go by themselves. */
        void enter(int queue) {
            place = queue;
            while (place >= 0 && ring.get(place) != Cause.REJECTED) {
                die(ring.get(place));
                int next = (place + 1) % ring.size();
                boolean dropped = closesAnAutomaticCircle(next, deaths);
                disputed |= dropped != closesAnAutomaticCircle(next, story);
                place = dropped ? -1 : next;
            }
        }

        void reject() {
            die(Cause.REJECTED);
            enter((place + 1) % ring.size());
        }

        private void die(Cause cause) {
            int place = this.place;
            int before = deaths.stream()
                    .filter(death -> death.isOf(place, cause))
                    .mapToInt(Death::count)
                    .sum();
            List<Death> others = new ArrayList<>(
                    deaths.stream().filter(death -> !death.isOf(place, cause)).toList());
            Collections.reverse(others);
            others.add(0, new Death(place, cause, before + 1));
            deaths = others;
            story.add(0, new Death(place, cause, 1));
        }

        /** From the newest death down to that in the queue ahead, none was a rejection. */
        private static boolean closesAnAutomaticCircle(int ahead, List<Death> newestFirst) {
            for (Death death : newestFirst) {
                if (death.cause() == Cause.REJECTED) {
                    return false;
                }
                if (death.queue() == ahead) {
                    return true;
                }
            }
            return false;
        }

        List<String> told() {
            return deaths.stream()
                    .map(death -> death.count() + " " + death.cause().reason() + " " + death.queue())
                    .toList();
        }
    }

    /** The queues: each lets what dies in it go to the next one. */
    private static final class Ring {
        private final QueueBench bench;
        private final List<String> names = new ArrayList<>();

        Ring(Lab lab, QueueBench bench, List<Cause> causes) {
            this.bench = bench;
            causes.forEach(cause -> names.add(lab.name(cause.reason())));
            for (int i = 0; i < names.size(); i++) {
                Map<String, Object> arguments = QueueBench.arguments(
                        "x-dead-letter-exchange", "", "x-dead-letter-routing-key", names.get((i + 1) % names.size()));
                arguments.putAll(causes.get(i).arguments());
                bench.channel().declare(names.get(i), false, arguments);
            }
        }

        String name(int queue) {
            return names.get(queue);
        }

        /** Confirmed, so that all queues are there and the letter is on its way. */
        void publish() {
            bench.enter(names.get(0), "letter");
        }

        /** The deaths with the number of the queue in place of its name. */
        List<String> told(RawChannel.Message letter) {
            return Deaths.entries(letter).stream()
                    .map(entry -> Deaths.value(entry, "count") + " " + Deaths.value(entry, "reason") + " "
                            + names.indexOf(Deaths.value(entry, "queue")))
                    .toList();
        }

        /** Expects the letter in that queue, or in none. A letter that goes on where it should not is found by its next death. */
        void expectOnlyAt(int place) {
            if (place >= 0) {
                bench.take(names.get(place));
            }
            names.forEach(bench.channel()::expectEmpty);
        }

        void delete() {
            names.forEach(bench.channel()::deleteQueue);
        }
    }
}
