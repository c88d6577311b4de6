package dev.touchstone.broker.connection;

import dev.touchstone.broker.dialect.Dialect;

/**
 * What a broker offers and allows its connections.
 *
 * @param channelMax most channels of a connection, 1 to 65535 (CONN-09)
 * @param frameMax largest frame in octets, at least 4096
 * @param heartbeatSeconds offered heartbeat, 0 for none
 * @param handshakeTimeoutMillis from accept to open (CONN-05)
 * @param maxMessageOctets largest body (PUB-03)
 * @param consumerTimeout when a delivery stays unacknowledged too long (CONS-14)
 */
public record ConnectionSettings(
        int channelMax,
        int frameMax,
        int heartbeatSeconds,
        long handshakeTimeoutMillis,
        long maxMessageOctets,
        ConsumerTimeout consumerTimeout) {

    /**
     * When a delivery stays unacknowledged too long.
     *
     * @param timeoutMillis of the broker's clock; 0 for never
     * @param tickMillis how often it is checked, on the wall clock
     */
    public record ConsumerTimeout(long timeoutMillis, long tickMillis) {}

    /** RabbitMQ 3.10's defaults. */
    public static ConnectionSettings defaults() {
        return new ConnectionSettings(
                2047,
                131_072,
                60,
                10_000,
                Dialect.RABBITMQ_3.maxMessageOctets(),
                new ConsumerTimeout(1_800_000, 60_000));
    }

    /** The same with the default of another dialect for the largest message, if it was that of the one before. */
    public ConnectionSettings inPlaceOf(Dialect before, Dialect now) {
        return maxMessageOctets != before.maxMessageOctets()
                ? this
                : new ConnectionSettings(
                        channelMax,
                        frameMax,
                        heartbeatSeconds,
                        handshakeTimeoutMillis,
                        now.maxMessageOctets(),
                        consumerTimeout);
    }

    /** Refuses what could not work, in a sentence. */
    public ConnectionSettings {
        if (channelMax < 1 || channelMax > 65_535) {
            throw new IllegalArgumentException("channel-max must be from 1 to 65535, not " + channelMax);
        }
        if (frameMax < 4096) {
            throw new IllegalArgumentException("frame-max must be at least 4096 octets, not " + frameMax);
        }
        if (heartbeatSeconds < 0 || heartbeatSeconds > 65_535) {
            throw new IllegalArgumentException("heartbeat must be from 0 to 65535 seconds, not " + heartbeatSeconds);
        }
        if (handshakeTimeoutMillis < 1 || maxMessageOctets < 0 || maxMessageOctets > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "handshake timeout and largest message must be positive, the latter below 2 GiB");
        }
    }
}
