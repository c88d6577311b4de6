package dev.touchstone.chaos.history;

import java.util.HashMap;
import java.util.Map;

/** How far each transaction came. */
final class Transactions {
    enum State {
        /** Nothing was said about its end: if its connection is gone, nothing of it may take effect. */
        OPEN,
        /** Commit was sent and not answered: all, a part or nothing took effect (TX-10). */
        UNKNOWN,
        COMMITTED,
        ROLLED_BACK
    }

    private final Map<Integer, State> states = new HashMap<>();

    void take(Event event) {
        State next = switch (event.type()) {
            case COMMIT -> State.UNKNOWN;
            case COMMITTED -> State.COMMITTED;
            default -> State.ROLLED_BACK;
        };
        states.put(event.transaction(), next);
    }

    State state(int transaction) {
        return states.getOrDefault(transaction, State.OPEN);
    }

    boolean mayHaveTakenEffect(int transaction) {
        State state = state(transaction);
        return state == State.COMMITTED || state == State.UNKNOWN;
    }
}
