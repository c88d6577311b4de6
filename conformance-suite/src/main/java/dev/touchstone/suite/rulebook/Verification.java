package dev.touchstone.suite.rulebook;

import java.util.Optional;

/**
 * What was seen when the rule was tried on live brokers.
 *
 * @param rabbitmq3 on RabbitMQ 3.10.8
 * @param rabbitmq4 on RabbitMQ 4.0.5
 */
public record Verification(Seen rabbitmq3, Seen rabbitmq4) {

    /** The outcome of one trial. */
    public enum Seen {
        /** The behaviour as the row says. */
        YES("seen"),
        /** A part of it, or through a neighbouring row. */
        PARTLY("seen in part"),
        /** Another behaviour than the row says. */
        DIFFERENTLY("behaves differently"),
        /** Not tried, or not decidable. */
        NO("not tried");

        private final String words;

        Seen(String words) {
            this.words = words;
        }

        /** The outcome in words for a terminal. */
        public String words() {
            return words;
        }
    }

    /** Whether the row describes RabbitMQ 3.x: false only for rules that begin with 4.0. */
    public boolean holdsOnRabbitMq3() {
        return rabbitmq3 != Seen.NO || rabbitmq4 == Seen.NO;
    }

    /** Whether nothing says that RabbitMQ 4.x behaves in another way; rules never tried there are taken to hold. */
    public boolean holdsOnRabbitMq4() {
        return rabbitmq4 != Seen.DIFFERENTLY;
    }

    /** Reads the marks of the last column, such as {@code 3✔ 4=}; nothing if they are not among those that the rule book explains. */
    static Optional<Verification> parse(String marks) {
        return switch (marks) {
            case "3✔ 4=" -> both(Seen.YES, Seen.YES);
            case "3✔ 4≠" -> both(Seen.YES, Seen.DIFFERENTLY);
            case "3✔" -> both(Seen.YES, Seen.NO);
            case "3~" -> both(Seen.PARTLY, Seen.NO);
            case "4✔" -> both(Seen.NO, Seen.YES);
            case "4~" -> both(Seen.NO, Seen.PARTLY);
            case "—" -> both(Seen.NO, Seen.NO);
            default -> Optional.empty();
        };
    }

    private static Optional<Verification> both(Seen rabbitmq3, Seen rabbitmq4) {
        return Optional.of(new Verification(rabbitmq3, rabbitmq4));
    }
}
