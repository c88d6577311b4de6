package dev.touchstone.broker.connection;

import dev.touchstone.broker.ledger.LogHome;
import dev.touchstone.broker.ledger.MessageLog;
import dev.touchstone.broker.vhost.TopologyChange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps what a virtual host has beyond the life of the process; belongs to its loop. */
public interface RoomKeeper {
    /** What was kept, in an order in which it can be made again. */
    List<TopologyChange> made();

    /** Writes a change down. */
    void changing(TopologyChange change);

    /** A number that no queue ever had. */
    long newQueueId();

    /** Opens the log of messages, with what it has from an earlier run. */
    MessageLog openLog(LogHome home);

    /** 64 random bits. */
    long entropy();

    /** The disk refuses to write, for that reason, or writes again with null. */
    void diskRefuses(@Nullable String reason);

    /** Something cannot be read that should be there. */
    void damaged(String what);
}
