package dev.touchstone.broker.connection;

import dev.touchstone.broker.vhost.TopologyChange;
import java.util.List;

/** Keeps what a virtual host has beyond the life of the process; belongs to its loop. */
public interface RoomKeeper {
    /** What was kept, in an order in which it can be made again. */
    List<TopologyChange> made();

    /** Writes a change down. */
    void changing(TopologyChange change);

    /** A number that no queue ever had. */
    long newQueueId();
}
