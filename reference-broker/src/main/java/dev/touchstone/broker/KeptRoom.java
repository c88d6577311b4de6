package dev.touchstone.broker;

import dev.touchstone.broker.connection.RoomKeeper;
import dev.touchstone.broker.ledger.LogHome;
import dev.touchstone.broker.ledger.LogSettings;
import dev.touchstone.broker.ledger.LogWorker;
import dev.touchstone.broker.ledger.MessageLog;
import dev.touchstone.broker.ledger.RecoveryReport;
import dev.touchstone.broker.vhost.TopologyChange;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the topology of a virtual host in its journal, and its messages in its log. */
record KeptRoom(
        String name,
        DataFolder.Kept kept,
        RecoveryReport report,
        LongSupplier random,
        LogWorker worker,
        DiskAlarm alarm)
        implements RoomKeeper {
    private static final Logger LOGGER = LoggerFactory.getLogger(KeptRoom.class);
    private static final String MESSAGES = "messages";

    /** Hears which virtual host cannot write, and when it can again. */
    interface DiskAlarm {
        void refuses(String host, boolean does);
    }

    @Override
    public List<TopologyChange> made() {
        return kept.topology().made();
    }

    @Override
    public void changing(TopologyChange change) {
        kept.topology().write(change);
    }

    /** Random: two of 2^63 are never the same, and nothing has to be remembered about queues that are gone. */
    @Override
    public long newQueueId() {
        return Math.max(1, random.getAsLong() >>> 1);
    }

    @Override
    public MessageLog openLog(LogHome home) {
        return MessageLog.open(
                kept.disk().folder(MESSAGES), kept.topology()::force, home, worker, LogSettings.defaults(), report);
    }

    @Override
    public long entropy() {
        return random.getAsLong();
    }

    @Override
    public void diskRefuses(@Nullable String reason) {
        alarm.refuses(name, reason != null);
        if (reason == null) {
            LOGGER.warn("virtual host {}: the disk writes again", name);
        } else {
            LOGGER.warn("virtual host {}: publishers wait, the disk refuses to write: {}", name, reason);
        }
    }

    @Override
    public void damaged(String what) {
        LOGGER.warn("virtual host {}: {}", name, what);
    }
}
