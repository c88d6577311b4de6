package dev.touchstone.broker;

import dev.touchstone.broker.connection.RoomKeeper;
import dev.touchstone.broker.journal.TopologyJournal;
import dev.touchstone.broker.vhost.TopologyChange;
import java.util.List;
import java.util.function.LongSupplier;

/** Keeps the topology of a virtual host in its journal. */
record KeptRoom(TopologyJournal journal, LongSupplier entropy) implements RoomKeeper {
    @Override
    public List<TopologyChange> made() {
        return journal.made();
    }

    @Override
    public void changing(TopologyChange change) {
        journal.write(change);
    }

    /** Random: two of 2^63 are never the same, and nothing has to be remembered about queues that are gone. */
    @Override
    public long newQueueId() {
        return Math.max(1, entropy.getAsLong() >>> 1);
    }
}
