package dev.touchstone.ci.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.broker.BrokerConfig;
import dev.touchstone.broker.BrokerConfig.Address;
import dev.touchstone.broker.conf.Conf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What counts where file, environment and command line say different things. */
class BrokerOptionsTest {
    @TempDir
    Path folder = Path.of("");

    @Command
    private static final class Holder {
        @Mixin
        private BrokerOptions options = new BrokerOptions();
    }

    private static Conf read(Map<String, String> environment, String... words) {
        Holder holder = new Holder();
        new CommandLine(holder).parseArgs(words);
        return holder.options.read(environment);
    }

    private Path file(String name, String... lines) throws IOException {
        return Files.writeString(folder.resolve(name), String.join("\n", lines));
    }

    @Test
    void withoutAnythingItListensOnThisMachineOnly() {
        BrokerConfig config = read(Map.of()).config();
        assertThat(config.addresses()).containsExactly(new Address("127.0.0.1", 5672));
        assertThat(config.management()).isNull();
    }

    @Test
    void theEnvironmentIsOverTheFileAndOptionsAreOverBoth() throws IOException {
        Path file = file(
                "my.conf",
                "listeners.tcp.default = 5000",
                "default_user = filed",
                "default_vhost = filed",
                "management.tcp.port = 5001",
                "heartbeat = 7");
        Conf conf =
                read(Map.of("RABBITMQ_DEFAULT_USER", "ann"), "--conf=" + file, "--port=41001", "--metrics-port=41002");
        assertThat(conf.config().addresses()).containsExactly(new Address("0.0.0.0", 41001));
        assertThat(conf.config().seed().user().name()).isEqualTo("ann");
        assertThat(conf.config().seed().virtualHost()).isEqualTo("filed");
        assertThat(conf.config().connections().heartbeatSeconds()).isEqualTo(7);
        assertThat(Objects.requireNonNull(conf.config().management()).http().port())
                .isEqualTo(5001);
        assertThat(Objects.requireNonNull(conf.config().management()).metrics().port())
                .isEqualTo(41002);
    }

    @Test
    void theFileIsTheOneThatIsNamedFirst() throws IOException {
        Path named = file("named.conf", "heartbeat = 1");
        file("env.conf", "heartbeat = 2");
        file("rabbitmq.conf", "heartbeat = 3");
        Map<String, String> environment =
                Map.of("RABBITMQ_CONFIG_FILE", folder.resolve("env").toString());
        assertThat(heartbeat(read(environment, "--conf=" + named, "--data=" + folder)))
                .isEqualTo(1);
        assertThat(heartbeat(read(environment, "--data=" + folder))).isEqualTo(2);
        assertThat(heartbeat(read(Map.of(), "--data=" + folder))).isEqualTo(3);
    }

    private static int heartbeat(Conf conf) {
        return conf.config().connections().heartbeatSeconds();
    }

    @Test
    void mistakesAreUsersErrors() throws IOException {
        Path file = file("bad.conf", "heartbeat = soon");
        assertThatThrownBy(() -> read(Map.of(), "--conf=" + file))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("bad.conf:1: the value 'soon' of heartbeat is not allowed");
        assertThatThrownBy(() -> read(Map.of(), "--conf=" + folder.resolve("none")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("cannot be read");
        assertThatThrownBy(() -> read(Map.of(), "--management-tls-port=0"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("needs a certificate and its key");
    }
}
