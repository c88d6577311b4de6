package dev.touchstone.broker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.broker.disk.sim.SimCrash;
import dev.touchstone.broker.disk.sim.SimDisk;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The power is cut at every operation of recorded runs: no confirmed message is lost, none appears that was not there, the order stays. */
class MessageLogCrashTest {
    private static final int STEPS = 700;
    private static final int SEEDS = 6;

    private static void crashEverywhere(long seed, UnaryOperator<Disk> build, Consumer<AssertionError> onFailure) {
        SimDisk whole = new SimDisk(seed);
        new LogModel(seed).run(new LogWorld(build.apply(whole)), STEPS);
        for (long at = 1; at <= whole.operations(); at++) {
            SimDisk disk = new SimDisk(seed * 1_000_003 + at);
            disk.crashAt(at);
            LogModel model = new LogModel(seed);
            try {
                model.run(new LogWorld(build.apply(disk)), STEPS);
            } catch (SimCrash expected) {
                assertThat(disk.operations()).isEqualTo(at);
            }
            SimDisk found = disk.restart();
            try {
                model.check(LogWorld.on(found));
                model.check(LogWorld.on(found.restart()));
            } catch (AssertionError e) {
                onFailure.accept(new AssertionError(
                        "seed " + seed + ", power cut at operation " + at + ": " + e.getMessage(), e));
            }
        }
    }

    @Test
    void nothingConfirmedIsLostWhereverThePowerIsCut() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            crashEverywhere(seed, disk -> disk, failure -> {
                throw failure;
            });
        }
    }

    /** The test can fail: a build that confirms before the force loses what it promised. */
    @Test
    void confirmingBeforeTheForceIsFound() {
        List<String> found = new ArrayList<>();

        crashEverywhere(1, Hasty::new, failure -> found.add(String.valueOf(failure.getMessage())));

        assertThat(found).anyMatch(failure -> failure.contains("lost: message"));
    }

    /** A disk whose force does nothing: the same as not to wait for it. */
    private record Hasty(Disk disk) implements Disk {
        @Override
        public Disk folder(String name) {
            return new Hasty(disk.folder(name));
        }

        @Override
        public List<String> list() {
            return disk.list();
        }

        @Override
        public DiskFile open(String name) {
            return new HastyFile(disk.open(name));
        }

        @Override
        public void delete(String name) {
            disk.delete(name);
        }

        @Override
        public void rename(String from, String to) {
            disk.rename(from, to);
        }

        @Override
        public void forceFolder() {
            disk.forceFolder();
        }
    }

    private record HastyFile(DiskFile file) implements DiskFile {
        @Override
        public void write(ByteBuffer octets, long at) {
            file.write(octets, at);
        }

        @Override
        public int read(ByteBuffer into, long at) {
            return file.read(into, at);
        }

        @Override
        public long size() {
            return file.size();
        }

        @Override
        public void truncate(long size) {
            file.truncate(size);
        }

        @Override
        public void force() {
            // Promised, not done.
        }

        @Override
        public void close() {
            file.close();
        }
    }
}
