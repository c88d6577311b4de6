package dev.touchstone.suite.target.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import com.rabbitmq.client.ShutdownSignalException;
import dev.touchstone.suite.target.Capability;
import dev.touchstone.suite.target.Endpoint;
import dev.touchstone.suite.target.NodeControl;
import dev.touchstone.suite.target.Target;
import dev.touchstone.suite.target.TargetAdmin;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("oracle")
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class RabbitNodeTargetTest {
    private static RabbitNodeTarget target;

    @BeforeAll
    @Timeout(value = 120, unit = TimeUnit.SECONDS)
    static void start() {
        target = Oracle.start();
        target.prepare(List.of(List.of(), List.of("channel_max = 7")));
    }

    @AfterAll
    static void stop() {
        if (target != null) {
            target.close();
        }
    }

    @Test
    void aNodeAnswersOnAmqpAndTlsAndHttp() throws Exception {
        try (Connection plain = target.endpoint().factory().newConnection()) {
            assertThat(String.valueOf(plain.getServerProperties().get("version")))
                    .isEqualTo(target.version());
        }
        Endpoint tls = target.tlsEndpoint().orElseThrow();
        ConnectionFactory factory = tls.factory();
        factory.useSslProtocol(tls.tls().orElseThrow());
        try (Connection secure = factory.newConnection()) {
            assertThat(secure.isOpen()).isTrue();
        }
        assertThat(target.admin().orElseThrow().users()).containsExactly("guest");
        assertThat(target.capabilities()).contains(Capability.ADMIN, Capability.TLS, Capability.NODE_CONTROL);
    }

    @Test
    void aFreshNodeObeysItsConfigurationAndTheOtherDoesNot() throws Exception {
        try (Target fresh = target.freshNode(List.of("channel_max = 7")).orElseThrow();
                Connection there = fresh.endpoint().factory().newConnection();
                Connection here = target.endpoint().factory().newConnection()) {
            assertThat(there.getChannelMax()).isEqualTo(7);
            assertThat(here.getChannelMax()).isEqualTo(2047);
        }
    }

    @Test
    void killedAndStoppedNodesKeepWhatIsDurable() throws Exception {
        try (Target fresh = target.freshNode(List.of()).orElseThrow()) {
            NodeControl node = fresh.node().orElseThrow();
            try (Connection connection = fresh.endpoint().factory().newConnection()) {
                Channel channel = connection.createChannel();
                channel.confirmSelect();
                channel.queueDeclare("kept", true, false, false, null);
                node.keepDeclarations();
                channel.basicPublish("", "kept", MessageProperties.PERSISTENT_BASIC, new byte[3]);
                channel.waitForConfirmsOrDie(10_000);
            }
            node.kill();
            assertThatThrownBy(() -> fresh.endpoint().factory().newConnection()).isInstanceOf(IOException.class);
            node.start();
            assertThat(depth(fresh.endpoint(), "kept")).isEqualTo(1);
            CompletableFuture<ShutdownSignalException> end = new CompletableFuture<>();
            Connection watching = fresh.endpoint().factory().newConnection();
            watching.addShutdownListener(end::complete);
            node.stop();
            assertThat(end.get(10, TimeUnit.SECONDS).getReason().toString()).contains("320");
            node.start();
            assertThat(depth(fresh.endpoint(), "kept")).isEqualTo(1);
        }
    }

    @Test
    void listenersCanBeSuspendedAndTheControlCommandRuns() throws Exception {
        try (Target fresh = target.freshNode(List.of()).orElseThrow()) {
            NodeControl node = fresh.node().orElseThrow();
            node.suspendListeners();
            assertThatThrownBy(() -> fresh.endpoint().factory().newConnection()).isInstanceOf(IOException.class);
            node.resumeListeners();
            fresh.endpoint().factory().newConnection().close();
            assertThat(node.control("list_vhosts", "--silent")).contains("/");
            assertThatThrownBy(() -> node.control("no_such_command")).hasMessageContaining("no_such_command");
        }
    }

    @Test
    void aNodeComesBackCleanForTheNextCase() {
        target.prepare(List.of(List.of(), List.of()));
        try (Target first = target.freshNode(List.of()).orElseThrow()) {
            TargetAdmin admin = first.admin().orElseThrow();
            admin.addUser("left", "over");
            admin.addVirtualHost("behind");
        }
        try (Target second = target.freshNode(List.of()).orElseThrow()) {
            TargetAdmin admin = second.admin().orElseThrow();
            assertThat(admin.users()).containsExactly("guest");
            assertThat(admin.virtualHosts()).containsExactly("/");
        }
    }

    @Test
    void aNodeThatGotBackWhatWasTakenIsUsedAgain() {
        target.prepare(List.of(List.of(), List.of(), List.of()));
        int port;
        try (Target first = target.freshNode(List.of()).orElseThrow()) {
            port = first.endpoint().port();
            NodeControl node = first.node().orElseThrow();
            node.suspendListeners();
            node.resumeListeners();
            assertThat(node.run("rabbitmqctl", "no_such_command").exit()).isEqualTo(64);
        }
        try (Target second = target.freshNode(List.of()).orElseThrow()) {
            assertThat(second.endpoint().port()).isEqualTo(port);
            second.node().orElseThrow().suspendListeners();
        }
        try (Target third = target.freshNode(List.of()).orElseThrow()) {
            assertThat(third.endpoint().port()).isNotEqualTo(port);
        }
    }

    /** Waits until the queue is there again with a message; each look on a channel of its own, since a failed one ends its channel. */
    private static int depth(Endpoint endpoint, String queue) throws Exception {
        try (Connection connection = endpoint.factory().newConnection()) {
            return org.awaitility.Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .until(() -> messages(connection, queue), count -> count > 0);
        }
    }

    private static int messages(Connection connection, String queue) throws Exception {
        try (Channel channel = connection.createChannel()) {
            return channel.queueDeclarePassive(queue).getMessageCount();
        }
    }
}
