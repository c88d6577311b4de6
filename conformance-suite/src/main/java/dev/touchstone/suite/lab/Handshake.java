package dev.touchstone.suite.lab;

import dev.touchstone.suite.probe.FieldValue;
import dev.touchstone.suite.probe.WireTable;
import dev.touchstone.suite.target.Endpoint;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a client says while it opens a connection.
 *
 * @param clientProperties as in {@code connection.start-ok}
 * @param mechanism SASL mechanism
 * @param response SASL response
 * @param channelMax as in tune-ok; -1 takes the offered value
 * @param frameMax as in tune-ok, octets; -1 takes the offered value
 * @param heartbeat as in tune-ok, seconds
 * @param virtualHost as in {@code connection.open}
 */
public record Handshake(
        WireTable clientProperties,
        String mechanism,
        byte[] response,
        int channelMax,
        long frameMax,
        int heartbeat,
        String virtualHost) {
    /** PLAIN, all capabilities that RabbitMQ knows, limits as offered, no heartbeats. */
    public static Handshake of(Endpoint endpoint) {
        return new Handshake(
                properties(
                        "authentication_failure_close",
                        "basic.nack",
                        "connection.blocked",
                        "consumer_cancel_notify",
                        "exchange_exchange_bindings",
                        "publisher_confirms"),
                "PLAIN",
                plain(endpoint.user(), endpoint.password()),
                -1,
                -1,
                0,
                endpoint.virtualHost());
    }

    /** Client properties with these capabilities set to true and nothing else. */
    public static WireTable properties(String... capabilities) {
        WireTable table = WireTable.empty();
        for (String capability : capabilities) {
            table = table.with(capability, FieldValue.bool(true));
        }
        return WireTable.empty()
                .with("product", FieldValue.string("Touchstone"))
                .with("capabilities", FieldValue.table(table));
    }

    /** The response of mechanism PLAIN (RFC 4616) without authorisation identity. */
    public static byte[] plain(String user, String password) {
        return ("\0" + user + "\0" + password).getBytes(StandardCharsets.UTF_8);
    }

    public Handshake withProperties(WireTable properties) {
        return new Handshake(properties, mechanism, response, channelMax, frameMax, heartbeat, virtualHost);
    }

    /** Another mechanism and response. */
    public Handshake withLogin(String otherMechanism, byte[] otherResponse) {
        return new Handshake(
                clientProperties, otherMechanism, otherResponse, channelMax, frameMax, heartbeat, virtualHost);
    }

    public Handshake withChannelMax(int value) {
        return new Handshake(clientProperties, mechanism, response, value, frameMax, heartbeat, virtualHost);
    }

    public Handshake withFrameMax(long value) {
        return new Handshake(clientProperties, mechanism, response, channelMax, value, heartbeat, virtualHost);
    }

    public Handshake withHeartbeat(int seconds) {
        return new Handshake(clientProperties, mechanism, response, channelMax, frameMax, seconds, virtualHost);
    }

    public Handshake withVirtualHost(String value) {
        return new Handshake(clientProperties, mechanism, response, channelMax, frameMax, heartbeat, value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Handshake that
                && clientProperties.equals(that.clientProperties)
                && mechanism.equals(that.mechanism)
                && Arrays.equals(response, that.response)
                && channelMax == that.channelMax
                && frameMax == that.frameMax
                && heartbeat == that.heartbeat
                && virtualHost.equals(that.virtualHost);
    }

    @Override
    public int hashCode() {
        return virtualHost.hashCode() * 31 + Arrays.hashCode(response);
    }

    @Override
    public String toString() {
        return mechanism + " to " + virtualHost + " (response not shown)";
    }
}
