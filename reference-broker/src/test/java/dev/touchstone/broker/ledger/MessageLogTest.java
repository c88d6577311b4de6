package dev.touchstone.broker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.broker.disk.sim.SimDisk;
import dev.touchstone.broker.message.Address;
import dev.touchstone.broker.message.BasicProperties;
import dev.touchstone.broker.message.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MessageLogTest {
    private static final Address ADDRESS = Address.of("", "q");

    private SimDisk disk = new SimDisk(1);
    private LogWorld world = LogWorld.on(disk);

    private static Message message(String body) {
        return Message.of(ADDRESS, BasicProperties.NONE, body.getBytes(StandardCharsets.US_ASCII));
    }

    private static void store(QueueLog queue, long position, String body) {
        queue.store(message(body), 0, position, Long.MAX_VALUE, true);
    }

    private static List<String> bodies(QueueLog queue) {
        List<String> bodies = new ArrayList<>();
        List<LoadedMessage> some = queue.loadNow(0, 0);
        while (!some.isEmpty()) {
            some.forEach(one -> bodies.add(new String(one.message().body(), StandardCharsets.US_ASCII)));
            some = queue.loadNow(0, some.get(some.size() - 1).position() + 1);
        }
        return bodies;
    }

    /** An orderly end, and another start. */
    private QueueLog again() {
        world.log.close();
        disk = disk.restart();
        world = LogWorld.on(disk);
        QueueLog queue = world.log.queue(1);
        world.log.recovered();
        return queue;
    }

    @Test
    void oldMessagesDoNotPinTheDisk() {
        QueueLog queue = world.log.queue(1);
        store(queue, 0, "old");
        for (int i = 1; i <= 3_000; i++) {
            store(queue, i, "passing " + i);
            world.settle();
            queue.acked(0, i);
            world.settle();
            assertThat(world.log.octets()).isLessThan(LogWorld.SMALL.slack() + 3 * LogWorld.SMALL.segment());
        }

        assertThat(bodies(queue)).containsExactly("old");
        assertThat(bodies(again())).containsExactly("old");
        assertThat(world.report.damages()).isEmpty();
    }

    /** To force a file that became longer takes twice as long. */
    @Test
    void aSegmentGrowsAheadOfSmallBatchesThatSomebodyWaitsFor() {
        QueueLog queue = world.log.queue(1);
        Set<Integer> sizes = new HashSet<>();
        for (int i = 0; i < 10; i++) {
            store(queue, i, "m" + i);
            queue.whenSafe(number -> {}, i);
            world.settle();
            sizes.add(disk.size("00000001.seg"));
        }
        assertThat(sizes).hasSizeLessThan(6);

        world.log.abandon();
        disk = disk.restart();
        world = LogWorld.on(disk);
        assertThat(bodies(world.log.queue(1))).hasSize(10);
        assertThat(world.report.damages()).isEmpty();
    }

    private static List<Boolean> redelivered(QueueLog queue) {
        return queue.loadNow(0, 0).stream().map(LoadedMessage::redelivered).toList();
    }

    /** What was delivered in the last moments is not known then; RabbitMQ says redelivered of every message after a kill. */
    @Test
    void afterAnOrderlyEndWhatWasDeliveredIsKnownAfterAKillNothingIs() {
        QueueLog queue = world.log.queue(1);
        store(queue, 0, "delivered");
        store(queue, 1, "waiting");
        world.settle();
        queue.delivered(0, 0);
        assertThat(redelivered(again())).containsExactly(true, false);
        assertThat(redelivered(again())).containsExactly(true, false);

        world.log.abandon();
        disk = disk.restart();
        world = LogWorld.on(disk);
        assertThat(redelivered(world.log.queue(1))).containsExactly(true, true);
        world.log.recovered();
        assertThat(redelivered(again())).as("it stays so").containsExactly(true, true);
    }

    @Test
    void oneForceServesAllWhoCameDuringTheOneBefore() {
        QueueLog queue = world.log.queue(1);
        List<Long> confirmed = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            store(queue, i, "m" + i);
            queue.whenSafe(confirmed::add, i);
            world.runTurn();
        }
        long before = disk.operations();
        assertThat(confirmed).isEmpty();

        world.settle();

        assertThat(confirmed).hasSize(20).isSorted();
        assertThat(disk.operations() - before)
                .as("two writes, two forces, the name, room for more")
                .isLessThanOrEqualTo(7);
    }

    @Test
    void aMessageOfSeveralQueuesIsWrittenOnce() {
        Message large = message("x".repeat(1_000));
        for (int i = 1; i <= 20; i++) {
            world.log.queue(i).store(large, 0, 7, Long.MAX_VALUE, true);
        }
        world.settle();

        assertThat(world.log.octets()).isLessThan(1_000 + 20 * 24 + 150);
        assertThat(bodies(world.log.queue(20))).hasSize(1);
    }

    @Test
    void aFullDiskLosesNothing() {
        QueueLog queue = world.log.queue(1);
        store(queue, 0, "first");
        world.settle();
        disk.capacity(disk.used() + 10);
        List<Long> confirmed = new ArrayList<>();
        for (int i = 1; i < 50; i++) {
            store(queue, i, "m" + i);
            queue.whenSafe(confirmed::add, i);
            world.settle();
        }
        assertThat(world.refusal).contains("no space left");
        assertThat(world.log.isBehind()).isTrue();
        assertThat(confirmed).isEmpty();

        world.runDelayed();
        world.settle();
        assertThat(confirmed).isEmpty();
        disk.capacity(Long.MAX_VALUE);
        world.runDelayed();
        world.settle();

        assertThat(confirmed).hasSize(49);
        assertThat(world.refusal).isNull();
        assertThat(world.log.isBehind()).isFalse();
        assertThat(bodies(again())).hasSize(50);
    }

    @Test
    void aDamagedMiddleLosesItsMessageOnlyAndIsSaid() {
        QueueLog queue = world.log.queue(1);
        for (int i = 0; i < 10; i++) {
            store(queue, i, "m" + i);
            world.settle();
        }
        world.log.close();
        disk.flip("00000001.seg", disk.size("00000001.seg") / 2, 3);
        world = LogWorld.on(disk);

        List<String> left = bodies(world.log.queue(1));

        assertThat(left).hasSize(9).isSubsetOf("m0", "m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "m9");
        assertThat(world.report.damages()).singleElement().asString().contains("damaged");
    }

    @Test
    void queuesThatAreGoneStayGone() {
        store(world.log.queue(1), 0, "kept");
        QueueLog gone = world.log.queue(2);
        store(gone, 0, "gone");
        store(world.log.queue(3), 0, "never claimed again");
        gone.gone();

        assertThat(bodies(again())).containsExactly("kept");
        assertThat(bodies(world.log.queue(2))).isEmpty();
        assertThat(bodies(world.log.queue(3))).isEmpty();
    }

    @Test
    void linesAndLargeBodiesComeBack() {
        QueueLog queue = world.log.queue(1);
        Message large = message("y".repeat(700_000));
        queue.store(large, 9, 0, 4711, true);
        queue.store(message("low"), 0, 1, Long.MAX_VALUE, true);

        QueueLog found = again();

        assertThat(found.loadNow(9, 0)).singleElement().satisfies(one -> {
            assertThat(one.message().body()).isEqualTo(large.body());
            assertThat(one.expiresAt()).isEqualTo(4711);
        });
        assertThat(bodies(found)).containsExactly("low");
        assertThat(found.mayExpire()).isTrue();
        assertThat(found.takeRecoveredOctets(9)).isEqualTo(700_000);
        assertThat(found.highest()).isEqualTo(1);
    }
}
