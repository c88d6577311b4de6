package dev.touchstone.chaos.history;

import dev.touchstone.chaos.history.Transactions.State;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a history and names its anomalies. The history has to end with a drain: every queue emptied, everything delivered acked. Unknown operations (a
 * publish without confirm, a commit without commit-ok) may have taken effect or not; an ack that was sent may always have.
 */
public final class Checker {
    private final Map<MessageId, Fate> fates = new LinkedHashMap<>();
    private final Transactions transactions = new Transactions();
    private final OrderCheck order = new OrderCheck();
    private final List<Anomaly> anomalies = new ArrayList<>();
    private final Map<EventType, Integer> seen = new EnumMap<>(EventType.class);
    private int duplicates;
    private int ackedCameBack;

    private Checker() {}

    /** Judges a history. */
    public static Judgement judge(List<Event> history) {
        Checker checker = new Checker();
        history.forEach(checker::take);
        if (checker.seen.containsKey(EventType.DRAINED)) {
            checker.findLost();
        } else {
            checker.found(AnomalyKind.S1, "the queues were not drained, so nothing can be said about lost messages");
        }
        return new Judgement(checker.anomalies, checker.counts(history));
    }

    private void take(Event event) {
        seen.merge(event.type(), 1, Integer::sum);
        switch (event.type()) {
            case PUBLISH -> published(event);
            case CONFIRMED -> fate(event).confirmed = true;
            case RETURNED -> returned(event);
            case ACK -> fate(event).acked(event);
            case COMMIT, COMMITTED, ROLLBACK, ROLLED_BACK -> transactions.take(event);
            case DELIVERED -> delivered(event);
            case CORRUPT -> found(AnomalyKind.P1, "a body that nobody published, in " + place(event));
            case GONE -> found(AnomalyKind.G1, "queue " + event.queue() + " or its binding, in epoch " + event.epoch());
            case STUCK -> found(AnomalyKind.S1, "client " + event.client() + ", " + place(event));
            default -> {
                // NACKED leaves the publish unknown; KILLED, RESTARTED and DRAINED only mark time.
            }
        }
    }

    private void published(Event event) {
        if (fates.put(event.message(), new Fate(event)) != null) {
            throw new IllegalArgumentException("the history publishes " + event.message() + " twice");
        }
    }

    private Fate fate(Event event) {
        Fate fate = fates.get(event.message());
        if (fate == null) {
            throw new IllegalArgumentException("the history has no publish of " + event.message());
        }
        return fate;
    }

    private void returned(Event event) {
        Fate fate = fate(event);
        fate.returned = true;
        found(AnomalyKind.R1, fate.where());
    }

    private void delivered(Event event) {
        Fate fate = fates.get(event.message());
        if (fate == null) {
            found(AnomalyKind.P1, "message " + event.message() + " was never published, in " + place(event));
            return;
        }
        checkPhantom(fate, event);
        checkAcked(fate, event);
        int earlier = order.violated(event);
        if (earlier >= 0) {
            found(AnomalyKind.O1, fate.where() + ": came after number " + earlier + " in " + place(event));
        }
        if (fate.deliveries++ > 0) {
            duplicates++;
            if (!event.redelivered()) {
                found(
                        AnomalyKind.D1,
                        fate.where() + ": first in epoch " + fate.lastEpoch + ", then in " + place(event));
            }
        }
        fate.lastEpoch = event.epoch();
    }

    private void checkPhantom(Fate fate, Event event) {
        if (fate.queue != event.queue()) {
            found(AnomalyKind.P1, fate.where() + ": came in " + place(event));
        } else if (fate.transaction != 0 && !transactions.mayHaveTakenEffect(fate.transaction)) {
            State state = transactions.state(fate.transaction);
            String why = state == State.ROLLED_BACK ? "rolled back" : "never committed";
            found(AnomalyKind.P1, fate.where() + ": its transaction was " + why + ", came in " + place(event));
        }
    }

    /** A plain ack has no answer, so it may be lost in a crash, but not without one. */
    private void checkAcked(Fate fate, Event event) {
        boolean committed = fate.ackTransactions().stream().anyMatch(tx -> transactions.state(tx) == State.COMMITTED);
        if (committed) {
            found(AnomalyKind.D2, fate.where() + ": acked in a committed transaction, came back in " + place(event));
        } else if (fate.plainAck && fate.plainAckEpoch == event.epoch()) {
            found(AnomalyKind.D2, fate.where() + ": acked, came back without a crash in " + place(event));
        } else if (fate.plainAck && !fate.cameBack) {
            fate.cameBack = true;
            ackedCameBack++;
        }
    }

    private void findLost() {
        for (Fate fate : fates.values()) {
            boolean kept = isPromised(fate) && !fate.returned;
            boolean settled =
                    fate.plainAck || fate.ackTransactions().stream().anyMatch(transactions::mayHaveTakenEffect);
            if (kept && !settled) {
                String last = fate.deliveries == 0 ? "never delivered" : "last delivered in epoch " + fate.lastEpoch;
                found(AnomalyKind.L1, fate.where() + ": " + last + ", not acked");
            }
        }
    }

    private boolean isPromised(Fate fate) {
        return fate.transaction == 0 ? fate.confirmed : transactions.state(fate.transaction) == State.COMMITTED;
    }

    private Judgement.Counts counts(List<Event> history) {
        int promised = 0;
        int unknownSeen = 0;
        int unknownUnseen = 0;
        for (Fate fate : fates.values()) {
            if (isPromised(fate)) {
                promised++;
            } else if (fate.deliveries > 0) {
                unknownSeen++;
            } else if (fate.transaction == 0 || transactions.mayHaveTakenEffect(fate.transaction)) {
                unknownUnseen++;
            }
        }
        int committedAcks = (int) history.stream()
                .filter(event -> event.type() == EventType.ACK
                        && event.transaction() != 0
                        && transactions.state(event.transaction()) == State.COMMITTED)
                .count();
        return new Judgement.Counts(
                fates.size(),
                promised,
                unknownSeen,
                unknownUnseen,
                seen.getOrDefault(EventType.DELIVERED, 0),
                duplicates,
                ackedCameBack,
                committedAcks,
                seen.getOrDefault(EventType.KILLED, 0));
    }

    private static String place(Event event) {
        return "queue " + event.queue() + " at client " + event.client() + " in epoch " + event.epoch();
    }

    private void found(AnomalyKind kind, String detail) {
        anomalies.add(new Anomaly(kind, detail));
    }
}
