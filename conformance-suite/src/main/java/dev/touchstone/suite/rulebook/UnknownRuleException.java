package dev.touchstone.suite.rulebook;

import java.io.Serial;
import java.util.List;

/** Somebody named a rule that the book does not have. */
public final class UnknownRuleException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String id;
    private final List<String> nearest;

    UnknownRuleException(String id, List<String> nearest) {
        super("There is no rule " + id + ". The nearest are " + String.join(", ", nearest) + ".");
        this.id = id;
        this.nearest = List.copyOf(nearest);
    }

    /** The id that was asked for. */
    public String id() {
        return id;
    }

    /** Ids that look most like it, the best first. */
    public List<String> nearest() {
        return nearest;
    }
}
