package dev.touchstone.ci.cli;

import dev.touchstone.broker.Seed;
import java.util.Map;

/**
 * Who may log in to a new broker and where, from the variables that users of RabbitMQ's container image know:
 * {@code RABBITMQ_DEFAULT_USER}, {@code RABBITMQ_DEFAULT_PASS}, {@code RABBITMQ_DEFAULT_VHOST}. Like there they count only for a
 * broker that is new; the user takes the place of {@code guest}, the virtual host that of {@code /}.
 */
final class BrokerDefaults {
    private BrokerDefaults() {}

    /** What the environment asks for, on top of {@code base}. An empty variable counts as none. */
    static Seed of(Map<String, String> environment, Seed base) {
        return base.withFirst(
                value(environment, "RABBITMQ_DEFAULT_USER", base.user().name()),
                value(environment, "RABBITMQ_DEFAULT_PASS", base.user().password()),
                value(environment, "RABBITMQ_DEFAULT_VHOST", base.virtualHost()));
    }

    private static String value(Map<String, String> environment, String name, String otherwise) {
        String value = environment.getOrDefault(name, "");
        return value.isEmpty() ? otherwise : value;
    }
}
