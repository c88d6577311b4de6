package dev.touchstone.broker.connection;

import dev.touchstone.broker.ledger.LogHome;
import dev.touchstone.broker.ledger.MessageLog;
import org.jspecify.annotations.Nullable;

/** The log of a virtual host's messages, on the loop of the host. */
final class RoomLog implements LogHome {
    private final VhostRoom room;
    private final RoomKeeper keeper;
    private final MessageLog log;

    RoomLog(VhostRoom room, RoomKeeper keeper) {
        this.room = room;
        this.keeper = keeper;
        this.log = keeper.openLog(this);
    }

    MessageLog log() {
        return log;
    }

    @Override
    public void post(Runnable task) {
        room.loop().post(task);
    }

    @Override
    public void later(long delayMillis, Runnable task) {
        room.loop().after(delayMillis, task);
    }

    @Override
    public long entropy() {
        return keeper.entropy();
    }

    @Override
    public void diskRefuses(@Nullable String reason) {
        keeper.diskRefuses(reason);
    }

    @Override
    public void relieved() {
        room.relieve();
    }

    @Override
    public void damaged(String what) {
        keeper.damaged(what);
    }
}
