package dev.touchstone.suite.target.rabbitmq;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.touchstone.suite.target.TargetUnavailable;

/** The real RabbitMQ for tests: missing, it skips a test with the reason, or fails it where {@code ORACLE=required}. */
public final class Oracle {
    private Oracle() {}

    public static RabbitNodeTarget start() {
        try {
            return RabbitNodeTarget.start();
        } catch (TargetUnavailable e) {
            if ("required".equals(System.getenv("ORACLE"))) {
                throw e;
            }
            return abort("no oracle: " + e.getMessage());
        }
    }
}
