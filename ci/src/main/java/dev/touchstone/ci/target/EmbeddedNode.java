package dev.touchstone.ci.target;

import dev.touchstone.broker.Broker;
import dev.touchstone.broker.BrokerConfig;
import dev.touchstone.suite.target.NodeControl;
import dev.touchstone.suite.target.UnsupportedByTarget;

/** Power over the embedded broker. It forgets everything when it stops: it holds all in memory. */
final class EmbeddedNode implements NodeControl, AutoCloseable {
    private final BrokerConfig config;
    private volatile Broker broker;

    EmbeddedNode(BrokerConfig config) {
        this.config = config;
        this.broker = Broker.start(config);
    }

    Broker broker() {
        return broker;
    }

    String host() {
        return config.host();
    }

    @Override
    public void stop() {
        broker.close();
    }

    @Override
    public void kill() {
        throw new UnsupportedByTarget("the embedded broker lives in this process, which a kill would end too");
    }

    @Override
    public void start() {
        broker = Broker.start(config.withAddress(config.host(), broker.amqpPort()));
    }

    @Override
    public void suspendListeners() {
        broker.suspendListeners();
    }

    @Override
    public void resumeListeners() {
        broker.resumeListeners();
    }

    /** Of the control command's words only {@code close_all_connections REASON}; the command itself comes later. */
    @Override
    public String control(String... words) {
        if (words.length == 2 && words[0].equals("close_all_connections")) {
            broker.connections().forEach(connection -> broker.closeConnection(connection.name(), words[1]));
            return "";
        }
        throw new UnsupportedByTarget("the embedded broker has no control command: " + String.join(" ", words));
    }

    @Override
    public void close() {
        broker.close();
    }
}
