package dev.touchstone.broker.journal;

import dev.touchstone.broker.ledger.Disk;
import dev.touchstone.broker.ledger.RecoveryReport;
import dev.touchstone.broker.vhost.TopologyChange;
import java.util.List;
import java.util.function.LongSupplier;

/** The durable topology of one virtual host on disk. Written on the loop of its host; {@link #force} may be called by another thread. */
public final class TopologyJournal implements AutoCloseable {
    private static final String FILE = "topology";
    private static final int KIND = 3;

    private final TopologyState state = new TopologyState();
    private final Journal journal;

    /**
     * Opens it and reads what is there.
     *
     * @throws dev.touchstone.broker.ledger.DiskException if it cannot be read, or was written by a newer broker
     */
    public TopologyJournal(Disk disk, LongSupplier entropy, RecoveryReport report) {
        journal = new Journal(disk, FILE, KIND, entropy, state, report);
    }

    /** What is there, in an order in which it can be made again. */
    public List<TopologyChange> made() {
        return state.made();
    }

    /** Writes a change. */
    public void write(TopologyChange change) {
        journal.write(TopologyEntries.entry(change));
    }

    /**
     * Returns when everything that was written is safe from a loss of power; costs nothing if nothing was written. To be called before messages are
     * forced, whose queues may be new.
     */
    public void force() {
        journal.force();
    }

    @Override
    public void close() {
        journal.close();
    }

    /** Closes it as it is, as the end of the process would. */
    public void abandon() {
        journal.abandon();
    }
}
