package dev.touchstone.broker;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.touchstone.broker.auth.Permissions;
import dev.touchstone.broker.auth.User;
import dev.touchstone.broker.ledger.DiskException;
import dev.touchstone.broker.ledger.RecordFormat;
import dev.touchstone.broker.policy.AppliesTo;
import dev.touchstone.broker.policy.Policy;
import dev.touchstone.broker.queue.QueueLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the data folder survives the broker, whichever way it ends. */
class DataFolderTest {
    @TempDir
    private Path folder;

    private Broker broker = Broker.start();

    private interface Use {
        void with(Channel channel) throws IOException;
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    private void start() {
        broker.close();
        broker = Broker.start(BrokerConfig.defaults().withLoops(1).withData(folder));
    }

    private void killAndStart() {
        broker.kill();
        start();
    }

    private void use(Use use) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(broker.amqpUri());
        factory.setAutomaticRecoveryEnabled(false);
        try (Connection connection = factory.newConnection()) {
            use.with(connection.createChannel());
        }
    }

    private List<String> queues() {
        return broker.inspect(
                "/", vhost -> vhost.queues().stream().map(queue -> queue.name()).toList());
    }

    private List<String> bindings() {
        return broker.inspect(
                "/",
                vhost -> vhost.bindings().stream()
                        .filter(binding -> !binding.source().name().isEmpty())
                        .map(Object::toString)
                        .toList());
    }

    @Test
    void durableThingsSurviveAndOthersDoNot() throws Exception {
        start();
        use(channel -> {
            channel.exchangeDeclare("kept", "topic", true, false, Map.of("alternate-exchange", "amq.fanout"));
            channel.exchangeDeclare("lost", "direct", false);
            channel.queueDeclare("kept", true, false, false, Map.of("x-max-length", 7, "x-message-ttl", 60_000L));
            channel.queueDeclare("lost", false, false, false, Map.of());
            channel.queueBind("kept", "kept", "a.#", Map.of("x", "y"));
            channel.queueBind("kept", "lost", "b");
            channel.queueBind("lost", "kept", "c");
            channel.exchangeBind("amq.fanout", "kept", "d");
        });
        killAndStart();
        assertThat(queues()).containsExactly("kept");
        assertThat(bindings())
                .hasSize(2)
                .anyMatch(binding -> binding.contains("kept -> kept by 'a.#'") && binding.contains("x"))
                .anyMatch(binding -> binding.contains("kept -> amq.fanout by 'd'"));
        use(channel -> {
            channel.exchangeDeclare("kept", "topic", true, false, Map.of("alternate-exchange", "amq.fanout"));
            channel.queueDeclare("kept", true, false, false, Map.of("x-max-length", 7, "x-message-ttl", 60_000L));
        });
        assertThat(broker.<Boolean>inspect("/", vhost -> vhost.exchange("lost") == null))
                .isTrue();
        assertThat(broker.damages()).isEmpty();
    }

    @Test
    void whatWasDeletedStaysDeleted() throws Exception {
        start();
        use(channel -> {
            channel.exchangeDeclare("e", "direct", true);
            channel.queueDeclare("q", true, false, false, Map.of());
            channel.queueDeclare("other", true, false, false, Map.of());
            channel.queueBind("q", "e", "k");
            channel.queueBind("other", "amq.direct", "k");
            channel.queueBind("other", "amq.direct", "gone");
            channel.queueUnbind("other", "amq.direct", "gone");
            channel.exchangeDelete("e");
            channel.queueDelete("q");
        });
        killAndStart();
        assertThat(queues()).containsExactly("other");
        assertThat(bindings()).hasSize(1);
    }

    @Test
    void anAutoDeleteQueueSurvivesSinceNobodyCancelled() throws Exception {
        start();
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(broker.amqpUri());
        factory.setAutomaticRecoveryEnabled(false);
        Connection connection = factory.newConnection();
        Channel channel = connection.createChannel();
        channel.queueDeclare("auto", true, false, true, Map.of());
        channel.basicConsume("auto", true, (tag, delivery) -> {}, tag -> {});
        start();
        connection.abort();
        assertThat(queues()).containsExactly("auto");
    }

    @Test
    void aQueueKeepsItsNumberAndANewOneOfTheSameNameGetsAnother() throws Exception {
        start();
        use(channel -> channel.queueDeclare("q", true, false, false, Map.of()));
        long first = idOf("q");
        killAndStart();
        assertThat(idOf("q")).isEqualTo(first).isPositive();
        use(channel -> {
            channel.queueDelete("q");
            channel.queueDeclare("q", true, false, false, Map.of());
        });
        assertThat(idOf("q")).isNotEqualTo(first);
    }

    private long idOf(String queue) {
        return broker.inspect(
                "/",
                vhost -> vhost.queues().stream()
                        .filter(one -> one.name().equals(queue))
                        .findFirst()
                        .orElseThrow()
                        .settings()
                        .id());
    }

    @Test
    void usersPermissionsAndVirtualHostsSurvive() {
        start();
        broker.addVirtualHost("v1");
        broker.addVirtualHost("v2");
        broker.addUser("alice", "secret", "management", "impersonator");
        broker.setPermissions("alice", "v1", "a", "b", "c");
        broker.users().setTopicPermissions("alice", "v1", "amq.topic", "x", "y");
        broker.addUser("bob", "secret");
        broker.deleteUser("bob");
        broker.deleteVirtualHost("v2");
        killAndStart();
        assertThat(broker.virtualHosts()).containsExactlyInAnyOrder("/", "v1");
        assertThat(broker.users().authenticate("alice", "secret".getBytes(StandardCharsets.UTF_8)))
                .isNotNull();
        assertThat(broker.users().users())
                .filteredOn(user -> user.name().equals("alice"))
                .flatExtracting(User::tags)
                .containsExactly("management", "impersonator");
        Permissions permissions = broker.users().permissionsOf("alice").getOrDefault("v1", Permissions.ALL);
        assertThat(permissions.configure() + permissions.write() + permissions.read())
                .isEqualTo("abc");
        assertThat(broker.users().user("bob")).isNull();
        assertThat(broker.users().permissions("guest", "v2")).isNull();
        assertThat(broker.users().permissions("guest", "v1")).isNotNull();
    }

    @Test
    void policiesSurviveAndHoldForWhatIsMadeAgain() throws Exception {
        start();
        use(channel -> {
            channel.queueDeclare("orders", true, false, false, null);
            channel.exchangeDeclare("in", "direct", true);
        });
        broker.setPolicy(
                "/", "short", "^orders", AppliesTo.QUEUES, 3, Map.of("max-length", 1, "overflow", "reject-publish"));
        broker.setPolicy("/", "spare", "^in$", AppliesTo.EXCHANGES, -1, Map.of("alternate-exchange", "amq.fanout"));
        broker.setPolicy(
                "/", "mirrors", ".", AppliesTo.ALL, -5, Map.of("ha-mode", "nodes", "ha-params", List.of("a@b")));
        broker.setPolicy("/", "gone", ".", AppliesTo.ALL, 9, Map.of("max-length", 7));
        broker.clearPolicy("/", "gone");
        broker.setOperatorPolicy("/", "cap", "", AppliesTo.ALL, 0, Map.of("message-ttl", 60_000));
        List<Policy> before = broker.inspect("/", vhost -> vhost.policies().policies());
        killAndStart();
        List<Policy> after = broker.inspect("/", vhost -> vhost.policies().policies());
        assertThat(after)
                .usingRecursiveComparison()
                .withComparatorForType(Comparator.comparing(Pattern::pattern), Pattern.class)
                .isEqualTo(before);
        List<Policy> ofOperators = broker.inspect("/", vhost -> vhost.policies().operatorPolicies());
        assertThat(ofOperators).hasSize(1);
        QueueLimits limits = broker.inspect(
                "/", vhost -> requireNonNull(vhost.queue("orders")).limits());
        assertThat(limits.maxLength()).isEqualTo(1);
        assertThat(limits.messageTtlMillis()).isEqualTo(60_000);
        String alternate = broker.inspect(
                "/",
                vhost -> requireNonNull(requireNonNull(vhost.exchange("in")).alternateExchange()));
        assertThat(alternate).isEqualTo("amq.fanout");
    }

    @Test
    void aDeletedGuestDoesNotComeBack() {
        start();
        broker.deleteUser("guest");
        killAndStart();
        assertThat(broker.users().user("guest")).isNull();
    }

    @Test
    void aDeletedVirtualHostLeavesNoFile() throws Exception {
        start();
        broker.addVirtualHost("v1");
        broker.deleteVirtualHost("v1");
        try (Stream<Path> hosts = Files.list(folder.resolve("vhosts"))) {
            assertThat(hosts).hasSize(1);
        }
    }

    @Test
    void aFolderInUseIsRefused() {
        start();
        assertThatThrownBy(() -> Broker.start(BrokerConfig.defaults().withData(folder)))
                .isInstanceOf(DiskException.class)
                .hasMessageContaining("in use");
    }

    @Test
    void aTornTailIsCutAndSaid() throws Exception {
        start();
        use(channel -> channel.queueDeclare("q", true, false, false, Map.of()));
        broker.kill();
        Files.write(topology(), new byte[] {0, 0, 0, 9, 1}, StandardOpenOption.APPEND);
        start();
        assertThat(queues()).containsExactly("q");
        assertThat(broker.damages()).hasSize(1).first().asString().contains("topology", "5 octets");
        killAndStart();
        assertThat(broker.damages()).isEmpty();
    }

    @Test
    void aRecordOfANewerBrokerIsRefusedByName() throws Exception {
        start();
        broker.close();
        byte[] header = Files.readAllBytes(topology());
        long salt = ByteBuffer.wrap(header).getLong(8);
        Files.write(topology(), RecordFormat.record(salt, 99, new byte[3]).array(), StandardOpenOption.APPEND);
        assertThatThrownBy(this::start)
                .isInstanceOf(DiskException.class)
                .hasMessageContaining("topology")
                .hasMessageContaining("type 99")
                .hasMessageContaining("version");
    }

    @Test
    void theFileDoesNotGrowWithWhatIsGone() throws Exception {
        start();
        use(channel -> {
            channel.queueDeclare("stays", true, false, false, Map.of());
            for (int i = 0; i < 3_000; i++) {
                channel.queueDeclare("q", true, false, false, Map.of());
                channel.queueBind("q", "amq.direct", "a key that makes the record longer than it has to be");
                channel.queueDelete("q");
            }
        });
        assertThat(Files.size(topology())).isLessThan(400_000);
        killAndStart();
        assertThat(Files.size(topology())).isLessThan(200);
        assertThat(queues()).containsExactly("stays");
    }

    private Path topology() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(path -> path.endsWith("topology")).findFirst().orElseThrow();
        }
    }
}
