package dev.touchstone.broker.node;

import dev.touchstone.broker.Administration.ListenerInfo;
import dev.touchstone.broker.Broker;
import dev.touchstone.broker.BrokerConfig;
import dev.touchstone.broker.BrokerConfig.Address;
import dev.touchstone.broker.BrokerConfig.Management;
import dev.touchstone.broker.BrokerConfig.TlsConfig;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The ports that a broker listens on, to be asked for again when it comes back. */
record TakenPorts(List<ListenerInfo> listeners) {
    static TakenPorts of(Broker broker) {
        return new TakenPorts(broker.administration().listeners());
    }

    /** That configuration with these ports in place of free ones. */
    BrokerConfig in(BrokerConfig config) {
        BrokerConfig fixed = config.withAddresses(in(config.addresses(), "amqp"));
        TlsConfig tls = config.tls();
        if (tls != null) {
            fixed = fixed.withTls(new TlsConfig(in(tls.addresses(), "amqp/ssl"), tls.identity()));
        }
        Management management = config.management();
        return management == null ? fixed : fixed.withManagement(in(management));
    }

    /** The same for the management API. */
    Management in(Management management) {
        return new Management(
                in(management.http(), "http"),
                in(management.https(), "https"),
                management.identity(),
                in(management.metrics(), "http/prometheus"));
    }

    private Address in(Address address, String protocol) {
        return in(List.of(address), protocol).get(0);
    }

    /** Listeners of one protocol are listed in the order of their addresses; of one that does not run nothing is known. */
    private List<Address> in(List<Address> addresses, String protocol) {
        Iterator<ListenerInfo> taken = listeners.stream()
                .filter(listener -> listener.protocol().equals(protocol))
                .iterator();
        List<Address> fixed = new ArrayList<>();
        for (Address address : addresses) {
            fixed.add(
                    address.isWanted() && taken.hasNext()
                            ? new Address(address.host(), taken.next().port())
                            : address);
        }
        return fixed;
    }
}
