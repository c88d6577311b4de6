package dev.touchstone.suite.target;

import com.rabbitmq.client.ConnectionFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Where a broker listens for AMQP and who we are there.
 *
 * @param host name or address
 * @param port 1 to 65535
 * @param user login name
 * @param password never shown: {@link #toString} leaves it out
 * @param virtualHost where the run may work if it cannot make a virtual host of its own
 * @param tls the context of a TLS listener, empty for plain TCP
 */
public record Endpoint(
        String host, int port, String user, String password, String virtualHost, Optional<SSLContext> tls) {
    public Endpoint withUser(String otherUser, String otherPassword) {
        return new Endpoint(host, port, otherUser, otherPassword, virtualHost, tls);
    }

    public Endpoint withVirtualHost(String other) {
        return new Endpoint(host, port, user, password, other, tls);
    }

    /** A factory of the official client for this endpoint, over TLS where it is one: no automatic recovery, no topology recovery. */
    public ConnectionFactory factory() {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(host);
        factory.setPort(port);
        factory.setUsername(user);
        factory.setPassword(password);
        factory.setVirtualHost(virtualHost);
        factory.setAutomaticRecoveryEnabled(false);
        factory.setTopologyRecoveryEnabled(false);
        factory.setRequestedHeartbeat(0);
        tls.ifPresent(factory::useSslProtocol);
        return factory;
    }

    @Override
    public String toString() {
        return (tls.isPresent() ? "amqps://" : "amqp://") + host + ":" + port + "/"
                + java.net.URLEncoder.encode(virtualHost, java.nio.charset.StandardCharsets.UTF_8);
    }
}
