package dev.touchstone.broker.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.touchstone.broker.BrokerConfig;
import dev.touchstone.broker.ResourceAlarm;
import dev.touchstone.broker.ResourceLimits;
import dev.touchstone.broker.ctl.Ctl;
import dev.touchstone.broker.ctl.Plugins;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node with a data folder, controlled without a password by who can read it (CTL-02, CTL-10 to CTL-12). */
class NodeTest {
    @TempDir
    private Path folder;

    private Node node;
    private String said = "";

    @BeforeEach
    void start() {
        node = Node.start(BrokerConfig.defaults().withData(folder));
    }

    @AfterEach
    void end() {
        node.close();
    }

    private int ctl(String... words) {
        return at(folder, words);
    }

    private int at(Path data, String... words) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        List<String> all = new ArrayList<>(List.of("--data", data.toString()));
        all.addAll(List.of(words));
        int exit = words[0].equals("plugins") ? Plugins.run(without(all), out, out) : Ctl.run(all, out, out);
        said = text.toString();
        return exit;
    }

    private static List<String> without(List<String> words) {
        return words.stream().filter(word -> !word.equals("plugins")).toList();
    }

    /** Its closing by the broker is no error; {@code abort} says nothing about it. */
    private interface Client extends AutoCloseable {
        Channel channel() throws IOException;

        @Override
        void close();
    }

    private Client connect() throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(node.broker().amqpUri());
        factory.setAutomaticRecoveryEnabled(false);
        Connection connection = factory.newConnection();
        return new Client() {
            @Override
            public Channel channel() throws IOException {
                return connection.createChannel();
            }

            @Override
            public void close() {
                connection.abort();
            }
        };
    }

    @Test
    void theSecretIsForItsOwnerOnlyAndGoesWithTheNode() throws IOException {
        Path control = folder.resolve(LocalAddress.FILE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(control)))
                .isEqualTo("rw-------");
        String first = LocalAddress.read(folder).secret();
        assertThat(first).hasSizeGreaterThan(40);
        assertThat(LocalAddress.read(folder).toString()).doesNotContain(first);
        node.close();
        assertThat(control).doesNotExist();
        node = Node.start(BrokerConfig.defaults().withData(folder));
        assertThat(LocalAddress.read(folder).secret()).isNotEqualTo(first);
    }

    @Test
    void whoHasTheSecretNeedsNoPassword() {
        assertThat(ctl("ping")).isZero();
        assertThat(said).endsWith("Ping succeeded" + System.lineSeparator());
        assertThat(ctl("add_user", "una", "secret")).isZero();
        assertThat(said).startsWith("Adding user \"una\" ...");
        assertThat(ctl("authenticate_user", "una", "secret")).isZero();
        assertThat(ctl("authenticate_user", "una", "wrong")).isEqualTo(65);
        assertThat(ctl("delete_user", "guest")).isZero();
        assertThat(ctl("add_vhost", "v")).isZero();
        assertThat(ctl("list_users", "-s")).isZero();
        assertThat(said).isEqualTo("una\t[]" + System.lineSeparator());
        assertThat(ctl("-n", "rabbit@elsewhere", "list_vhosts", "--formatter", "json"))
                .isZero();
        assertThat(said).contains("{\"name\":\"v\"}");
        assertThat(ctl("-n", "nobody@localhost", "status")).isEqualTo(69);
    }

    @Test
    void queuesAreDeletedWithoutAUserWhoMayDoSo() throws Exception {
        try (Client client = connect()) {
            Channel channel = client.channel();
            channel.queueDeclare("q", true, false, false, Map.of());
            assertThat(ctl("list_queues", "-q")).isZero();
            assertThat(said.lines()).containsExactly("name\tmessages", "q\t0");
            assertThat(ctl("purge_queue", "q")).isZero();
            assertThat(ctl("delete_queue", "q", "--if-empty")).isZero();
            assertThat(said).contains("deleted with 0 ready messages");
            assertThat(ctl("delete_queue", "q")).isEqualTo(64);
            assertThat(ctl("list_queues", "colour")).isEqualTo(64);
            assertThat(said).contains("Info key(s) colour are not supported");
            assertThat(ctl("close_all_connections", "tea")).isZero();
            assertThat(said).contains("Closed 1 connections");
        }
    }

    @Test
    void nobodyElseGetsIn(@TempDir Path empty) throws IOException {
        assertThat(at(empty, "ping")).isEqualTo(69);
        assertThat(said).contains("no broker runs with the data folder " + empty);
        LocalAddress right = LocalAddress.read(folder);
        new LocalAddress(right.socket(), "guessed").write(empty);
        assertThat(at(empty, "list_users")).isEqualTo(69);
        assertThat(said).contains("refuses the secret").doesNotContain("guest");
        new LocalAddress(empty.resolve("gone.sock"), right.secret()).write(empty);
        assertThat(at(empty, "ping")).isEqualTo(69);
        Files.writeString(empty.resolve(LocalAddress.FILE), "nonsense");
        assertThat(at(empty, "ping")).isEqualTo(69);
    }

    @Test
    void aFolderWithALongNameHasItsSocketElsewhere(@TempDir Path other) throws IOException {
        Path deep = Files.createDirectories(other.resolve("d".repeat(120)));
        try (Node second = Node.start(BrokerConfig.defaults().withData(deep))) {
            assertThat(second.isRunning()).isTrue();
            assertThat(at(deep, "ping")).isZero();
            assertThat(LocalAddress.read(deep).socket().startsWith(deep)).isFalse();
        }
    }

    @Test
    void theBrokerStopsAndStartsInsideItsNode() throws Exception {
        int port = node.broker().amqpPort();
        try (Client client = connect()) {
            client.channel().queueDeclare("kept", true, false, false, Map.of());
            assertThat(ctl("stop_app")).isZero();
        }
        assertThat(ctl("ping")).isZero();
        assertThat(ctl("status")).isEqualTo(64);
        assertThat(ctl("list_queues")).isEqualTo(64);
        assertThat(ctl("check_running")).isEqualTo(69);
        assertThat(ctl("join_cluster", "touchstone@localhost")).isEqualTo(70);
        assertThat(ctl("start_app")).isZero();
        assertThat(node.broker().amqpPort()).isEqualTo(port);
        assertThat(ctl("list_queues", "-s")).isZero();
        assertThat(said).startsWith("kept");
        assertThat(ctl("reset")).isEqualTo(70);
        assertThat(ctl("stop_app")).isZero();
        assertThat(ctl("reset")).isZero();
        assertThat(ctl("start_app")).isZero();
        assertThat(ctl("list_queues", "-s")).isZero();
        assertThat(said).isEmpty();
        assertThat(ctl("stop")).isZero();
        node.awaitEnd();
    }

    @Test
    void theNodeTellsHowItIs() {
        for (String word : List.of("status", "cluster_status", "environment", "listeners", "node_health_check")) {
            assertThat(ctl(word)).as(word).isZero();
            assertThat(said).as(word).isNotBlank();
        }
        assertThat(ctl("status", "--formatter", "json")).isZero();
        assertThat(said).startsWith("{").contains("\"rabbitmq_version\":\"3.10.8\"");
        assertThat(ctl("check_port_listener", Integer.toString(node.broker().amqpPort())))
                .isZero();
        assertThat(ctl("check_port_listener", "1")).isEqualTo(69);
        assertThat(ctl("set_cluster_name", "here")).isZero();
        assertThat(ctl("cluster_status")).isZero();
        assertThat(said).contains("Cluster name: here");
        assertThat(ctl("eval", "1.")).isEqualTo(64);
        assertThat(said).contains("Command 'eval' not found.");
    }

    /** What the API says of the node; the control command shows it without an API over HTTP, too. */
    private JsonNode about() throws IOException {
        Control.Answer answer =
                node.control().send(new Control.Request("GET", "/api/nodes/touchstone@localhost", Map.of(), null));
        return new ObjectMapper().readTree(answer.body());
    }

    @Test
    void limitsRaiseAndClearAlarms() throws IOException {
        assertThat(about().path("disk_free_limit").asLong()).isEqualTo(50_000_000);
        assertThat(ctl("set_vm_memory_high_watermark", "absolute", "1")).isZero();
        assertThat(node.broker().alarms()).containsExactly(ResourceAlarm.MEMORY);
        assertThat(about().path("mem_alarm").asBoolean()).isTrue();
        assertThat(about().path("mem_limit").asLong()).isEqualTo(1);
        assertThat(ctl("check_local_alarms")).isEqualTo(69);
        assertThat(ctl("set_vm_memory_high_watermark", "0.9")).isZero();
        assertThat(said).contains(" to 0.9 ...");
        assertThat(about().path("mem_limit").asLong()).isEqualTo(ResourceLimits.ofMachine(0.9));
        assertThat(about().path("mem_alarm").asBoolean()).isFalse();
        assertThat(node.broker().alarms()).isEmpty();
        assertThat(ctl("set_disk_free_limit", "8000000GiB")).isZero();
        assertThat(said).contains(" to 8000000GiB bytes ...");
        assertThat(about().path("disk_free_limit").asLong()).isEqualTo(8_000_000L << 30);
        assertThat(about().path("disk_free_alarm").asBoolean()).isTrue();
        assertThat(node.broker().alarms()).containsExactly(ResourceAlarm.DISK);
        assertThat(ctl("set_disk_free_limit", "1MB")).isZero();
        assertThat(node.broker().alarms()).isEmpty();
        assertThat(ctl("set_disk_free_limit", "mem_relative", "0.001")).isZero();
        assertThat(about().path("disk_free_limit").asLong()).isEqualTo(ResourceLimits.ofMachine(0.001));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set_vm_memory_high_watermark plenty",
                "set_vm_memory_high_watermark 1.5",
                "set_vm_memory_high_watermark absolute 1.5GB",
                "set_disk_free_limit 1gb",
                "set_disk_free_limit 900TB",
                "set_disk_free_limit mem_relative x"
            })
    void anAmountThatIsNoneIsRefusedBeforeAnythingElse(String words) {
        assertThat(ctl(words.split(" "))).isEqualTo(65);
        assertThat(said).startsWith("Error (argument validation): Bad argument").doesNotContain("Setting");
        assertThat(ctl("set_disk_free_limit", "mem_relative")).isEqualTo(64);
    }

    @Test
    void limitsOfTheConfigurationHoldFromTheStartAndAgainAfterOne() throws IOException {
        node.close();
        node = Node.start(BrokerConfig.defaults().withData(folder).withLimits(new ResourceLimits(1, 2)));
        assertThat(node.broker().alarms()).containsExactly(ResourceAlarm.MEMORY);
        assertThat(about().path("mem_limit").asLong()).isEqualTo(1);
        assertThat(about().path("disk_free_limit").asLong()).isEqualTo(2);
        assertThat(ctl("set_vm_memory_high_watermark", "0.9")).isZero();
        assertThat(node.broker().alarms()).isEmpty();
        assertThat(ctl("stop_app")).isZero();
        assertThat(ctl("start_app")).isZero();
        assertThat(node.broker().alarms()).containsExactly(ResourceAlarm.MEMORY);
    }

    @Test
    void pluginsAreEnabledAtOnceOrAfterARestart() throws IOException {
        assertThat(ctl("plugins", "list")).isZero();
        assertThat(said).contains("[  ] rabbitmq_delayed_message_exchange 3.10.8");
        assertThat(ctl("plugins", "enable", "rabbitmq_delayed_message_exchange"))
                .isZero();
        assertThat(said).contains("A restart of the broker is needed");
        assertThat(Files.readString(folder.resolve("enabled_plugins")))
                .isEqualTo("[rabbitmq_delayed_message_exchange].\n");
        assertThat(ctl("plugins", "is_enabled", "rabbitmq_delayed_message_exchange"))
                .isZero();
        assertThat(ctl("plugins", "is_enabled", "rabbitmq_management")).isEqualTo(69);
        assertThat(ctl("plugins", "enable", "no_such_plugin")).isEqualTo(70);
        assertThat(ctl("stop_app")).isZero();
        assertThat(ctl("start_app")).isZero();
        assertThat(ctl("plugins", "list", "-e")).isZero();
        assertThat(said).contains("[E*] rabbitmq_delayed_message_exchange");
        node.close();
        assertThat(ctl("plugins", "disable", "rabbitmq_delayed_message_exchange"))
                .isZero();
        assertThat(said).contains("Offline change");
        assertThat(Files.readString(folder.resolve("enabled_plugins"))).isEqualTo("[].\n");
    }

    /** In the words and with the exit codes that rabbitmq-plugins 3.10.8 was seen to have. */
    @Test
    void pluginsAreAnsweredInRabbitsWords() {
        assertThat(ctl("plugins", "enable", "rabbitmq_prometheus", "--offline")).isZero();
        assertThat(said.lines())
                .containsExactly(
                        "Enabling plugins on node touchstone@localhost:",
                        "rabbitmq_prometheus",
                        "The following plugins have been configured:",
                        "  rabbitmq_prometheus",
                        "Applying plugin configuration to touchstone@localhost...",
                        "The following plugins have been enabled:",
                        "  rabbitmq_prometheus",
                        "",
                        "set 1 plugins.",
                        "Offline change; changes will take effect at broker restart.");
        assertThat(ctl("plugins", "list", "-e", "-q")).isZero();
        assertThat(said.lines()).containsExactly("[E ] rabbitmq_prometheus 3.10.8");
        assertThat(ctl("plugins", "list", "--offline")).isEqualTo(64);
        assertThat(ctl("plugins", "disable", "rabbitmq_prometheus", "--formatter", "json", "--offline"))
                .isZero();
        assertThat(said.lines())
                .containsExactly(
                        "[", "[]", ",{\"disabled\":[\"rabbitmq_prometheus\"],\"mode\":\"offline\",\"set\":[]}", "]");
        assertThat(ctl("plugins", "disable", "nosuch")).isZero();
        assertThat(said).endsWith("Plugin configuration unchanged." + System.lineSeparator());
        assertThat(ctl("plugins", "enable", "nosuch")).isEqualTo(70);
        assertThat(said).contains("{:plugins_not_found, [:nosuch]}");
        assertThat(ctl("plugins", "set", "nosuch")).isEqualTo(65);
        assertThat(ctl("plugins", "is_enabled", "rabbitmq_management", "nosuch"))
                .isEqualTo(69);
        assertThat(said)
                .startsWith("Asking node touchstone@localhost if plugins rabbitmq_management, nosuch are enabled...")
                .contains("Plugins rabbitmq_management, nosuch are not enabled on node touchstone@localhost.");
        assertThat(ctl("plugins")).isEqualTo(64);
        assertThat(ctl("plugins", "directories", "--formatter", "json")).isZero();
        assertThat(said).contains("\"enabled_plugins_file\":\"" + folder.resolve("enabled_plugins") + "\"");
    }
}
