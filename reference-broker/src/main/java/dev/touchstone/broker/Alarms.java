package dev.touchstone.broker;

import dev.touchstone.broker.connection.VhostRoom;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The alarms of a broker, the same for all its virtual hosts, also for those made meanwhile (BLOCK-01 to BLOCK-03). Thread-safe; nothing waits. */
final class Alarms {
    private final Collection<VhostRoom> rooms;
    private volatile Set<ResourceAlarm> raised = Set.of();

    /** Alarms for whatever {@code rooms} shows at the time. */
    Alarms(Collection<VhostRoom> rooms) {
        this.rooms = rooms;
    }

    Set<ResourceAlarm> raised() {
        return raised;
    }

    synchronized void set(ResourceAlarm alarm, boolean isRaised) {
        EnumSet<ResourceAlarm> now = EnumSet.noneOf(ResourceAlarm.class);
        now.addAll(raised);
        if (isRaised ? now.add(alarm) : now.remove(alarm)) {
            raised = Collections.unmodifiableSet(now);
            rooms.forEach(this::tell);
        }
    }

    /** A virtual host was made and is in the collection now. */
    void welcome(VhostRoom room) {
        if (!raised.isEmpty()) {
            tell(room);
        }
    }

    /** Lets a virtual host know what holds when its loop comes to it. */
    private void tell(VhostRoom room) {
        room.loop().post(() -> room.alarm(reason()));
    }

    private @Nullable String reason() {
        Set<ResourceAlarm> now = raised;
        return now.isEmpty()
                ? null
                : now.stream().map(ResourceAlarm::resource).collect(Collectors.joining(" & ", "low on ", ""));
    }
}
