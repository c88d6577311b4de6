package dev.touchstone.suite.lab;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.GetResponse;
import dev.touchstone.suite.probe.Probe;
import dev.touchstone.suite.target.Capability;
import dev.touchstone.suite.target.Endpoint;
import dev.touchstone.suite.target.NodeControl;
import dev.touchstone.suite.target.Target;
import dev.touchstone.suite.target.TargetAdmin;
import dev.touchstone.suite.target.UnsupportedByTarget;
import dev.touchstone.suite.transcript.WireLog;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javax.net.SocketFactory;
import org.awaitility.Awaitility;

/**
 * All that a case needs: connections and channels of the official client, raw dialogues, names that meet nobody else's, users and
 * virtual hosts of its own, expectations that wait, and a clear-up that cannot be forgotten. Everything opened here is closed,
 * everything made under a name from here is deleted when the case ends.
 */
public final class Lab implements AutoCloseable {
    private final Target target;
    private final Endpoint endpoint;
    private final LabSettings settings;
    private final WireLog log = new WireLog();
    private final Belongings belongings;
    private final Remarks remarks = new Remarks();

    public Lab(Target target, LabSettings settings) {
        this.target = target;
        this.settings = settings;
        this.endpoint =
                settings.virtualHost().map(target.endpoint()::withVirtualHost).orElse(target.endpoint());
        this.belongings = new Belongings(target, endpoint, settings);
    }

    // --- the target -------------------------------------------------------------------------------------------------

    public Target target() {
        return target;
    }

    /** Address, login and the virtual host in which this run works. */
    public Endpoint endpoint() {
        return endpoint;
    }

    /** How long to wait for something that must come. */
    public Duration patience() {
        return settings.patience();
    }

    /** True if the profile in force describes RabbitMQ 3.x, so that implementation details such as reply texts may be asserted. */
    public boolean isProfile(String name) {
        return settings.profile().equals(name);
    }

    public TargetAdmin admin() {
        return target.admin().orElseThrow(() -> new UnsupportedByTarget(Capability.ADMIN));
    }

    public NodeControl node() {
        return target.node().orElseThrow(() -> new UnsupportedByTarget(Capability.NODE_CONTROL));
    }

    /** Ends the case as UNSUPPORTED where the target lacks this. */
    public void need(Capability capability) {
        if (!target.capabilities().contains(capability)) {
            throw new UnsupportedByTarget(capability);
        }
    }

    // --- names and belongings ---------------------------------------------------------------------------------------

    /** A name for a queue or an exchange that nobody else uses; what stands under it is deleted when the case ends. */
    public String name(String hint) {
        return belongings.name(hint);
    }

    /** A fresh user with these permissions on the virtual host of the run. Needs {@link Capability#ADMIN}. */
    public Endpoint user(TargetAdmin.Permissions permissions, String... tags) {
        return belongings.user(admin(), permissions, tags);
    }

    /** A fresh, empty virtual host that this endpoint's user may enter. Needs {@link Capability#ADMIN}. */
    public Endpoint freshVirtualHost() {
        return belongings.virtualHost(admin());
    }

    /** A name for a user that the case makes itself; deleted when the case ends. */
    public String userName() {
        return belongings.userName();
    }

    /** A name for a virtual host that the case makes itself, ending with the hint; deleted when the case ends. */
    public String virtualHostName(String hint) {
        return belongings.virtualHostName(hint);
    }

    // --- the official client ----------------------------------------------------------------------------------------

    public Connection connect() {
        return connect(endpoint, factory -> {});
    }

    public Connection connect(Endpoint as) {
        return connect(as, factory -> {});
    }

    /** A connection of the official client with a factory changed to taste. */
    public Connection connect(Endpoint as, Consumer<ConnectionFactory> change) {
        ConnectionFactory factory = as.factory();
        SocketFactory sockets =
                as.tls().<SocketFactory>map(tls -> tls.getSocketFactory()).orElse(SocketFactory.getDefault());
        factory.setSocketFactory(new TapSocketFactory(sockets, log));
        factory.setConnectionTimeout((int) settings.patience().toMillis());
        factory.setChannelRpcTimeout((int) settings.patience().toMillis() * 2);
        change.accept(factory);
        try {
            return belongings.keep(factory.newConnection());
        } catch (IOException | TimeoutException e) {
            throw Failures.connecting(e);
        }
    }

    /** A connection that waits twice as long for answers to its channels, for what takes a sound broker many seconds. */
    public Connection connectPatiently() {
        return connect(endpoint, factory -> factory.setChannelRpcTimeout(factory.getChannelRpcTimeout() * 2));
    }

    /** A channel on a connection of its own. */
    public Channel channel() {
        return channel(connect());
    }

    public Channel channel(Connection connection) {
        try {
            return Expect.present("a channel", connection.createChannel());
        } catch (IOException e) {
            throw Failures.peer("channel.open-ok", e);
        }
    }

    /** Declares a transient, shared queue that the case's end deletes; returns its name. */
    public String queue(Channel channel) throws IOException {
        return queue(channel, Map.of());
    }

    public String queue(Channel channel, Map<String, Object> arguments) throws IOException {
        return channel.queueDeclare(name("q"), false, false, false, arguments).getQueue();
    }

    /** Declares a transient exchange that the case's end deletes; returns its name. */
    public String exchange(Channel channel, String type) throws IOException {
        String exchange = name(type);
        channel.exchangeDeclare(exchange, type, false, false, null);
        return exchange;
    }

    /** Publishes text with empty properties. */
    public void publish(Channel channel, String exchange, String routingKey, String body) throws IOException {
        channel.basicPublish(exchange, routingKey, new AMQP.BasicProperties(), body.getBytes(StandardCharsets.UTF_8));
    }

    /** Publishes in confirm mode and waits for the ack: then the message is in every queue to which it was routed. */
    public void publishConfirmed(Channel channel, String exchange, String routingKey, String body)
            throws IOException, InterruptedException, TimeoutException {
        channel.confirmSelect();
        publish(channel, exchange, routingKey, body);
        channel.waitForConfirmsOrDie(settings.patience().toMillis());
    }

    /** Consumes into an inbox. */
    public Inbox consume(Channel channel, String queue, boolean autoAck) throws IOException {
        return consume(channel, queue, autoAck, Map.of());
    }

    public Inbox consume(Channel channel, String queue, boolean autoAck, Map<String, Object> arguments)
            throws IOException {
        Inbox inbox = new Inbox(channel, settings.patience());
        channel.basicConsume(queue, autoAck, "", false, false, arguments, inbox);
        return inbox;
    }

    /** An inbox that is not consuming yet, for {@code basicConsume} with all its arguments. */
    public Inbox inbox(Channel channel) {
        return new Inbox(channel, settings.patience());
    }

    /** Puts the channel into confirm mode and keeps what the broker answers. */
    public Confirms confirms(Channel channel) throws IOException {
        return Confirms.on(channel, settings.patience());
    }

    /** Ready messages of a queue, by a passive declare. */
    public int depth(Channel channel, String queue) throws IOException {
        return channel.queueDeclarePassive(queue).getMessageCount();
    }

    /** Gets with automatic acknowledgement and returns the body as text; a finding if the queue is empty. */
    public String get(Channel channel, String queue) throws IOException {
        GetResponse response = Expect.present("a message in " + queue, channel.basicGet(queue, true));
        return new String(response.getBody(), StandardCharsets.UTF_8);
    }

    // --- the raw wire -----------------------------------------------------------------------------------------------

    /** A dialogue over a fresh TCP (or TLS) connection on which nothing was said yet. */
    public Dialogue dial() {
        return dial(endpoint);
    }

    public Dialogue dial(Endpoint to) {
        try {
            Socket socket =
                    to.tls().isPresent() ? to.tls().get().getSocketFactory().createSocket() : new Socket();
            socket.connect(new InetSocketAddress(to.host(), to.port()), (int)
                    settings.patience().toMillis());
            return belongings.keep(new Dialogue(new Probe(socket, log.tap("p")), settings.patience()));
        } catch (IOException e) {
            throw Failures.connecting(e);
        }
    }

    /** A dialogue whose connection is open, with all client capabilities and no heartbeats. */
    public Dialogue dialOpen() {
        return dial().open(handshake());
    }

    /** A dialogue with an open connection and channel 1 open. */
    public Dialogue dialChannel() {
        return dialOpen().openChannel(1);
    }

    /** The handshake that this lab's dialogues use, to change to taste. */
    public Handshake handshake() {
        return Handshake.of(endpoint);
    }

    // --- expectations -----------------------------------------------------------------------------------------------

    /** Something that a case does to the client and that may fail. */
    @FunctionalInterface
    public interface Step {
        void run() throws Exception;
    }

    /** Expects that this step makes the broker close that channel with the reply code. */
    public AMQP.Channel.Close expectChannelClose(Channel channel, int replyCode, Step step) {
        return Failures.expectChannelClose(channel, replyCode, step, settings.patience());
    }

    /** The same, and that the close names the failing method by these ids. */
    public AMQP.Channel.Close expectChannelClose(Channel channel, int replyCode, int classId, int methodId, Step step) {
        AMQP.Channel.Close close = expectChannelClose(channel, replyCode, step);
        Expect.equal("failing method", classId + "." + methodId, close.getClassId() + "." + close.getMethodId());
        return close;
    }

    /** Expects that this step makes the broker close the whole connection with the reply code. */
    public AMQP.Connection.Close expectConnectionClose(Connection connection, int replyCode, Step step) {
        return Failures.expectConnectionClose(connection, replyCode, step, settings.patience());
    }

    /** Waits until a condition holds; a finding with that text if it never does. */
    public void await(String expected, Callable<Boolean> condition) {
        await(expected, Duration.ofMillis(10), condition);
    }

    /** The same for a condition that costs more to look at, such as a request to the HTTP API: looks once in that time. */
    public void await(String expected, Duration every, Callable<Boolean> condition) {
        await(expected, every, settings.patience(), condition);
    }

    /** Waits three times as long: statistics are published every few seconds, and lists are kept for a while. */
    public void awaitStatistics(String expected, Callable<Boolean> condition) {
        await(expected, Duration.ofMillis(250), settings.patience().multipliedBy(3), condition);
    }

    private void await(String expected, Duration every, Duration atMost, Callable<Boolean> condition) {
        try {
            Awaitility.await()
                    .pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(every)
                    .atMost(atMost)
                    .until(condition);
        } catch (org.awaitility.core.ConditionTimeoutException e) {
            throw new Finding(expected, "not within " + atMost.toMillis() + " ms");
        }
    }

    /** Waits until a queue holds so many ready messages. */
    public void awaitDepth(Channel channel, String queue, int messages) {
        await(messages + " ready messages in " + queue, () -> depth(channel, queue) == messages);
    }

    /** Reply texts are compared only where the profile pins them: RabbitMQ 3.x and our own broker. */
    public void expectText(String prefixOrPart, String actual) {
        if (settings.textsPinned() && !actual.contains(prefixOrPart)) {
            throw new Finding("a reply text with '" + prefixOrPart + "'", "'" + actual + "'");
        }
    }

    /** The case's own remarks: values to record, and what is allowed but not canonical. */
    public Remarks remarks() {
        return remarks;
    }

    /** Everything sent and received so far. */
    public WireLog log() {
        return log;
    }

    /** How the last raw connection of this lab ended, and everything else that the second verdict needs. */
    public Belongings belongings() {
        return belongings;
    }

    /** Closes every connection at once: what a deadline does to a case that hangs. */
    public void abort() {
        belongings.abort();
    }

    @Override
    public void close() {
        belongings.close();
    }
}
