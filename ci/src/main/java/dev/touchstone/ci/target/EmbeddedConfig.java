package dev.touchstone.ci.target;

import dev.touchstone.broker.BrokerConfig;
import dev.touchstone.broker.conf.Conf;
import dev.touchstone.broker.conf.ConfFile;
import dev.touchstone.broker.connection.ConnectionSettings;
import dev.touchstone.broker.connection.ConnectionSettings.ConsumerTimeout;
import dev.touchstone.broker.dialect.Dialect;
import dev.touchstone.suite.target.UnsupportedByTarget;
import java.util.List;

/** The lines of {@code rabbitmq.conf} that cases ask for, as a configuration of the embedded broker. */
final class EmbeddedConfig {
    /** A case with a short timeout cannot wait for the default tick of a minute, and conf files have no key for it. */
    private static final long TICK_MILLIS = 500;

    private EmbeddedConfig() {}

    /**
     * All addresses of the machine, so that cases may come from one that is not loopback (AUTH-10).
     *
     * @throws UnsupportedByTarget if a key has no counterpart
     */
    static BrokerConfig of(List<String> lines, Dialect dialect) {
        Conf conf = Conf.of(
                ConfFile.parse("the configuration of the case", String.join("\n", lines)),
                BrokerConfig.defaults()
                        .withAddress("0.0.0.0", 0)
                        .withPlugins(BrokerConfig.DELAYED_MESSAGE_EXCHANGE)
                        .withDialect(dialect));
        if (!conf.warnings().isEmpty()) {
            throw new UnsupportedByTarget(
                    "the embedded broker does not have it: " + conf.warnings().get(0));
        }
        ConnectionSettings read = conf.config().connections();
        return conf.config()
                .withConnections(new ConnectionSettings(
                        read.channelMax(),
                        read.frameMax(),
                        read.heartbeatSeconds(),
                        read.handshakeTimeoutMillis(),
                        read.maxMessageOctets(),
                        new ConsumerTimeout(read.consumerTimeout().timeoutMillis(), TICK_MILLIS)));
    }
}
