package dev.touchstone.ci.hop;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.http.client.Client;
import com.rabbitmq.http.client.domain.ExchangeInfo;
import com.rabbitmq.http.client.domain.OutboundMessage;
import com.rabbitmq.http.client.domain.QueueInfo;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** What one call of Hop is tried on: a virtual host of its own with a queue, an exchange and a user; all of it goes at the end. */
final class HopBench implements AutoCloseable {
    static final String QUEUE = "q/ü";
    static final String EXCHANGE = "x y";

    /** RabbitMQ's statistics are up to five seconds old, and its lists for a while longer. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Client client;
    private final URI amqp;
    private final String vhost = "hop/" + UUID.randomUUID();
    private final String user = "hop-" + UUID.randomUUID();
    private final List<Connection> connections = new ArrayList<>();

    HopBench(Client client, URI amqp) {
        this.client = client;
        this.amqp = amqp;
        client.createVhost(vhost);
        client.declareQueue(vhost, QUEUE, new QueueInfo(true, false, false, Map.of("x-max-length", 100)));
        client.declareExchange(vhost, EXCHANGE, new ExchangeInfo("topic", true, false));
        client.createUser(user, "secret".toCharArray(), List.of("management"));
    }

    Client client() {
        return client;
    }

    String vhost() {
        return vhost;
    }

    String user() {
        return user;
    }

    void publish(String text) {
        client.publish(vhost, "amq.default", QUEUE, new OutboundMessage().payload(text));
    }

    /** The name under which a new connection with one consumer is listed. */
    String connect() throws Exception {
        return connect("guest", "guest");
    }

    String connectAsUser() throws Exception {
        client.updatePermissions(vhost, user, com.rabbitmq.http.client.domain.UserPermissions.FULL);
        return connect(user, "secret");
    }

    private String connect(String name, String password) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(amqp.getHost());
        factory.setPort(amqp.getPort());
        factory.setUsername(name);
        factory.setPassword(password);
        factory.setVirtualHost(vhost);
        factory.setAutomaticRecoveryEnabled(false);
        Connection connection = factory.newConnection();
        connections.add(connection);
        connection.createChannel().basicConsume(QUEUE, false, "tag", (tag, message) -> {}, tag -> {});
        return eventually(
                        () -> client.getConnections().stream()
                                .filter(each -> vhost.equals(each.getVhost()))
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow()
                .getName();
    }

    boolean isOpen() {
        return connections.get(0).isOpen();
    }

    /** Why the connection was closed from the other side. */
    String closeReason() {
        return String.valueOf(connections.get(0).getCloseReason());
    }

    /** Asks until it is so. */
    <T> T eventually(Callable<T> question, Predicate<T> wanted) {
        return Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(question, wanted);
    }

    @Override
    public void close() {
        connections.forEach(Connection::abort);
        client.deleteVhost(vhost);
        client.deleteUser(user);
    }
}
