package dev.touchstone.ci.target;

import dev.touchstone.broker.BrokerConfig;
import dev.touchstone.broker.connection.ConnectionSettings;
import dev.touchstone.broker.connection.ConnectionSettings.ConsumerTimeout;
import dev.touchstone.suite.target.UnsupportedByTarget;
import java.util.List;
import java.util.Set;

/** The keys of {@code rabbitmq.conf} that cases use, as a configuration of the embedded broker. */
final class EmbeddedConfig {
    /** A case with a short timeout cannot wait for the default tick of a minute, and conf files have no key for it. */
    private static final long TICK_MILLIS = 500;

    private BrokerConfig config =
            BrokerConfig.defaults().withAddress("0.0.0.0", 0).withPlugins(BrokerConfig.DELAYED_MESSAGE_EXCHANGE);

    /** All addresses of the machine, so that cases may come from one that is not loopback (AUTH-10). */
    private EmbeddedConfig() {}

    /**
     * @throws UnsupportedByTarget if a key has no counterpart
     */
    static BrokerConfig of(List<String> lines) {
        EmbeddedConfig reader = new EmbeddedConfig();
        for (String line : lines) {
            int equals = line.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("not a line of rabbitmq.conf: " + line);
            }
            reader.set(
                    line.substring(0, equals).strip(),
                    line.substring(equals + 1).strip());
        }
        return reader.config;
    }

    private void set(String key, String value) {
        ConnectionSettings now = config.connections();
        ConsumerTimeout timeout = now.consumerTimeout();
        switch (key) {
            case "loopback_users" -> config = config.withLoopbackUsers(value.equals("none") ? Set.of() : Set.of(value));
            case "listeners.tcp.default", "listeners.tcp.1", "listeners.tcp.local" -> listen(value);
            case "channel_max" ->
                with(number(value), now.frameMax(), now.heartbeatSeconds(), now.maxMessageOctets(), timeout);
            case "frame_max" ->
                with(now.channelMax(), number(value), now.heartbeatSeconds(), now.maxMessageOctets(), timeout);
            case "heartbeat" -> with(now.channelMax(), now.frameMax(), number(value), now.maxMessageOctets(), timeout);
            case "max_message_size" ->
                with(now.channelMax(), now.frameMax(), now.heartbeatSeconds(), Long.parseLong(value), timeout);
            case "consumer_timeout" ->
                with(
                        now.channelMax(),
                        now.frameMax(),
                        now.heartbeatSeconds(),
                        now.maxMessageOctets(),
                        new ConsumerTimeout(Long.parseLong(value), TICK_MILLIS));
            default -> throw new UnsupportedByTarget("the embedded broker has no counterpart of the key " + key);
        }
    }

    private void listen(String address) {
        int colon = address.lastIndexOf(':');
        String host = colon < 0 ? "0.0.0.0" : address.substring(0, colon);
        config = config.withAddress(host, number(address.substring(colon + 1)));
    }

    private void with(int channelMax, int frameMax, int heartbeat, long maxMessage, ConsumerTimeout timeout) {
        config = config.withConnections(new ConnectionSettings(
                channelMax, frameMax, heartbeat, config.connections().handshakeTimeoutMillis(), maxMessage, timeout));
    }

    private static int number(String value) {
        return Integer.parseInt(value);
    }
}
