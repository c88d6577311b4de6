package dev.touchstone.broker;

import dev.touchstone.broker.auth.AuthStore;
import java.util.List;
import java.util.Set;

/**
 * Who may log in over AMQP, and how.
 *
 * @param loopbackUsers from this machine only, over HTTP too (AUTH-10)
 * @param mechanisms of SASL in the order of their offer, out of {@link #KNOWN} (AUTH-01, AUTH-11)
 * @param byCommonName EXTERNAL takes the common name of a certificate as user, not its whole distinguished name
 * @param maxConnections of the whole broker, {@link Long#MAX_VALUE} for no limit
 */
public record Logins(Set<String> loopbackUsers, List<String> mechanisms, boolean byCommonName, long maxConnections) {
    /** The mechanism that takes a client's certificate; offered over TLS only. */
    public static final String EXTERNAL = "EXTERNAL";

    /** All mechanisms that there are. */
    public static final List<String> KNOWN = List.of("PLAIN", "AMQPLAIN", EXTERNAL);

    /** Refuses mechanisms that there are not. */
    public Logins {
        loopbackUsers = Set.copyOf(loopbackUsers);
        mechanisms = List.copyOf(mechanisms);
        if (mechanisms.isEmpty() || !KNOWN.containsAll(mechanisms)) {
            throw new IllegalArgumentException("mechanisms must be of " + KNOWN + ", not " + mechanisms);
        }
    }

    /** As RabbitMQ 3.10: guest from loopback only, passwords, no limit. */
    public static Logins defaults() {
        return new Logins(Set.of(AuthStore.GUEST), List.of("PLAIN", "AMQPLAIN"), false, Long.MAX_VALUE);
    }

    /** Other users that may log in from this machine only. */
    public Logins withLoopbackUsers(Set<String> users) {
        return new Logins(users, mechanisms, byCommonName, maxConnections);
    }

    /** The mechanisms to offer, as {@code connection.start} has them. */
    String offer(boolean overTls) {
        return String.join(
                " ",
                mechanisms.stream()
                        .filter(each -> overTls || !each.equals(EXTERNAL))
                        .toList());
    }
}
