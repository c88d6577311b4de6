package dev.touchstone.broker.connection;

import dev.touchstone.broker.wire.FieldTable;

/**
 * An open connection as listings show it in full.
 *
 * @param timeoutSeconds the heartbeat that was agreed on, 0 is none
 * @param properties {@code client-properties}
 * @param octetsIn from the socket, in TLS the plain ones
 * @param openedAtMillis on the broker's clock
 */
public record ConnectionFacts(
        ConnectionInfo info,
        Peer peer,
        String mechanism,
        int channelMax,
        int frameMax,
        int timeoutSeconds,
        FieldTable properties,
        long octetsIn,
        long octetsOut,
        long openedAtMillis) {
    static ConnectionFacts of(
            ConnectionInfo info, Client client, Limits limits, Transport transport, long openedAtMillis) {
        return new ConnectionFacts(
                info,
                transport.peer(),
                client.mechanism(),
                limits.channelMax(),
                limits.frameMax(),
                limits.heartbeatSeconds(),
                client.properties(),
                transport.octetsIn(),
                transport.octetsOut(),
                openedAtMillis);
    }
}
