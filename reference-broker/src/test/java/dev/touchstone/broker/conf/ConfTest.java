package dev.touchstone.broker.conf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.broker.BrokerConfig;
import dev.touchstone.broker.BrokerConfig.Address;
import dev.touchstone.broker.BrokerConfig.Management;
import dev.touchstone.broker.Cors;
import dev.touchstone.broker.Logins;
import dev.touchstone.broker.ResourceLimits;
import dev.touchstone.broker.Seed;
import dev.touchstone.broker.TlsRules;
import dev.touchstone.broker.connection.ConnectionSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keys of rabbitmq.conf; how RabbitMQ 3.10.8 splits lines was looked up with its own parser. */
class ConfTest {
    private static Conf read(String... lines) {
        return Conf.of(ConfFile.parse("rabbitmq.conf", String.join("\n", lines)), BrokerConfig.defaults());
    }

    private static BrokerConfig config(String... lines) {
        return read(lines).config();
    }

    @Test
    void linesAreSplitAsRabbitmqDoes() {
        ConfFile file = ConfFile.parse(
                "c",
                "# comment\r\n  heartbeat=10\r\n\r\ndefault_vhost = a b c  # behind\ncluster_name = \"x\"\na\\.b = a#b");
        assertThat(file.entries())
                .containsExactly(
                        new ConfFile.Entry("heartbeat", "10", 2),
                        new ConfFile.Entry("default_vhost", "a b c", 4),
                        new ConfFile.Entry("cluster_name", "\"x\"", 5),
                        new ConfFile.Entry("a.b", "a", 6));
    }

    @ParameterizedTest
    @CsvSource({"novalue", "key =", "key = ### x", "k-1_2$ = v", "= v"})
    void aLineThatIsNoEntryIsNamedButNotShown(String line) {
        assertThatThrownBy(() -> ConfFile.parse("x.conf", "heartbeat = 1\n" + line + "\n"))
                .isInstanceOf(ConfException.class)
                .hasMessage("x.conf:2: this line is not of the form 'key = value'");
    }

    @Test
    void anEmptyFileChangesNothing() {
        assertThat(config()).isEqualTo(BrokerConfig.defaults());
        assertThat(read().warnings()).isEmpty();
    }

    @Test
    void listenersAreAddressesOrPortsOfAllAddresses() {
        assertThat(config("listeners.tcp.default = 5673").addresses()).containsExactly(new Address("0.0.0.0", 5673));
        assertThat(config("listeners.tcp.1 = 127.0.0.1:5672", "listeners.tcp.2 = ::1:5672")
                        .addresses())
                .containsExactly(new Address("127.0.0.1", 5672), new Address("::1", 5672));
    }

    @Test
    void tlsNeedsItsFiles(@TempDir Path folder) throws IOException {
        Path pem = Files.writeString(folder.resolve("x.pem"), "-");
        BrokerConfig config = config(
                "listeners.tcp = none",
                "listeners.ssl.default = 5671",
                "ssl_options.certfile = " + pem,
                "ssl_options.keyfile = " + pem,
                "ssl_options.cacertfile = " + pem,
                "ssl_options.password = s3cret",
                "ssl_options.verify = verify_peer",
                "ssl_options.fail_if_no_peer_cert = true");
        assertThat(config.addresses()).isEmpty();
        BrokerConfig.TlsConfig tls = Objects.requireNonNull(config.tls());
        assertThat(tls.addresses()).containsExactly(new Address("0.0.0.0", 5671));
        assertThat(tls.identity().clients()).isEqualTo(new BrokerConfig.ClientCertificates(pem, true));
        assertThat(config.toString()).doesNotContain("s3cret");
        assertThatThrownBy(() -> config("listeners.ssl.default = 5671"))
                .hasMessageContaining("listeners.ssl needs ssl_options.certfile and ssl_options.keyfile");
        assertThatThrownBy(() -> config("ssl_options.certfile = /nowhere/x.pem"))
                .hasMessage(
                        "rabbitmq.conf:1: the value '/nowhere/x.pem' of ssl_options.certfile is not allowed; it has to"
                                + " be the path of a file that this process may read");
    }

    @Test
    void managementListensWhereItsKeysSay(@TempDir Path folder) throws IOException {
        Path pem = Files.writeString(folder.resolve("x.pem"), "-");
        Management management = Objects.requireNonNull(config(
                        "management.tcp.ip = 127.0.0.1",
                        "management.ssl.port = 15671",
                        "management.ssl.certfile = " + pem,
                        "management.ssl.keyfile = " + pem,
                        "prometheus.tcp.port = 9000")
                .management());
        assertThat(management.http()).isEqualTo(new Address("127.0.0.1", 15672));
        assertThat(management.https()).isEqualTo(new Address("0.0.0.0", 15671));
        assertThat(management.metrics()).isEqualTo(new Address("0.0.0.0", 9000));
        assertThat(Objects.requireNonNull(
                                config("management.listener.port = 15000").management())
                        .http()
                        .port())
                .isEqualTo(15000);
        assertThatThrownBy(() -> config("management.ssl.port = 15671"))
                .hasMessageContaining("needs management.ssl.certfile");
    }

    @Test
    void theFirstUserAndWhatTheyMay() {
        Seed seed = config(
                        "default_user = ann",
                        "default_pass = s3cret",
                        "default_vhost = shop",
                        "default_permissions.configure = ^ann",
                        "default_permissions.write = .*",
                        "default_user_tags.administrator = false",
                        "default_user_tags.monitoring = true",
                        "cluster_name = two words")
                .seed();
        assertThat(seed.user().name()).isEqualTo("ann");
        assertThat(seed.user().password()).isEqualTo("s3cret");
        assertThat(seed.user().tags()).containsExactly("monitoring");
        assertThat(seed.user().permissions().configure()).isEqualTo("^ann");
        assertThat(seed.user().permissions().read()).isEqualTo(".*");
        assertThat(seed.virtualHost()).isEqualTo("shop");
        assertThat(seed.clusterName()).isEqualTo("two words");
        assertThat(seed.toString()).doesNotContain("s3cret");
    }

    @Test
    void loginsAndLimits() {
        BrokerConfig config = config(
                "loopback_users.guest = false",
                "loopback_users.admin = true",
                "auth_mechanisms.1 = PLAIN",
                "auth_mechanisms.2 = EXTERNAL",
                "ssl_cert_login_from = common_name",
                "connection_max = 7",
                "heartbeat = 30",
                "channel_max = 0",
                "frame_max = 64kB",
                "max_message_size = 1000",
                "handshake_timeout = 5000",
                "consumer_timeout = 60000",
                "vm_memory_high_watermark.absolute = 1MiB");
        assertThat(config.logins().loopbackUsers()).containsExactly("admin");
        assertThat(config.logins().mechanisms()).containsExactly("PLAIN", Logins.EXTERNAL);
        assertThat(config.logins().byCommonName()).isTrue();
        assertThat(config.logins().maxConnections()).isEqualTo(7);
        assertThat(config.connections())
                .isEqualTo(new ConnectionSettings(
                        65_535, 64_000, 30, 5000, 1000, new ConnectionSettings.ConsumerTimeout(60_000, 60_000)));
        assertThat(config.memory().highOctets()).isEqualTo(1 << 20);
        assertThat(config("loopback_users = none").logins().loopbackUsers()).isEmpty();
        assertThat(config("connection_max = infinity").logins().maxConnections())
                .isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void limitsOfMemoryAndDisk() {
        assertThat(config("heartbeat = 1").limits()).isEqualTo(ResourceLimits.NONE);
        assertThat(config("vm_memory_high_watermark.absolute = 1GiB", "disk_free_limit.absolute = 2GB")
                        .limits())
                .isEqualTo(new ResourceLimits(1L << 30, 2_000_000_000L));
        assertThat(config("disk_free_limit.relative = 1.5", "disk_free_limit.absolute = 5")
                        .limits())
                .isEqualTo(new ResourceLimits(-1, ResourceLimits.ofMachine(1.5)));
        assertThat(config("vm_memory_high_watermark.relative = 0.4").limits().memoryOctets())
                .isEqualTo(ResourceLimits.ofMachine(0.4))
                .isPositive();
    }

    @Test
    void pagesOfOtherSites() {
        assertThat(config("heartbeat = 1").cors()).isEqualTo(Cors.NONE);
        assertThat(config(
                                "management.cors.allow_origins.1 = https://a.example",
                                "management.cors.allow_origins.2 = https://b.example:8443",
                                "management.cors.max_age = 7")
                        .cors())
                .isEqualTo(new Cors(List.of("https://a.example", "https://b.example:8443"), 7));
        assertThat(config("management.cors.allow_origins = none", "management.cors.allow_origins.1 = *")
                        .cors())
                .isEqualTo(Cors.NONE);
    }

    @Test
    void versionsAndCiphersOfTls(@TempDir Path folder) throws IOException {
        String pem = Files.writeString(folder.resolve("a.pem"), "").toString();
        Conf read = read(
                "listeners.ssl.1 = 5671",
                "ssl_options.certfile = " + pem,
                "ssl_options.keyfile = " + pem,
                "ssl_options.versions.1 = tlsv1.2",
                "ssl_options.versions.2 = tlsv1",
                "ssl_options.ciphers.1 = ECDHE-RSA-AES256-GCM-SHA384",
                "ssl_options.ciphers.2 = TLS_AES_256_GCM_SHA384",
                "ssl_options.honor_cipher_order = true");
        assertThat(Objects.requireNonNull(read.config().tls()).identity().rules())
                .isEqualTo(new TlsRules(
                        List.of("TLSv1.2"),
                        List.of("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "TLS_AES_256_GCM_SHA384"),
                        true));
        assertThat(read.warnings())
                .isEqualTo(List.of("rabbitmq.conf:5: Java does not have tlsv1 or has it switched off; it is left out"));
        assertThatThrownBy(() -> config(
                        "listeners.ssl.1 = 5671",
                        "ssl_options.certfile = " + pem,
                        "ssl_options.keyfile = " + pem,
                        "ssl_options.versions.1 = sslv9"))
                .hasMessage("rabbitmq.conf:4: the value 'sslv9' of ssl_options.versions.1 is not allowed;"
                        + " it has to be one of tlsv1.3, tlsv1.2, tlsv1.1, tlsv1");
    }

    @Test
    void theLastOfEqualKeysCounts() {
        assertThat(config("heartbeat = 1", "heartbeat = 2").connections().heartbeatSeconds())
                .isEqualTo(2);
    }

    @Test
    void definitionsAreAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("d.json"), "{}");
        assertThat(config("load_definitions = " + file).seed().definitions()).isEqualTo(file);
        assertThat(config("management.load_definitions = " + file).seed().definitions())
                .isEqualTo(file);
    }

    @Test
    void keysThatMeanNothingAreNamed() {
        assertThat(read(
                                "log.file.level = debug",
                                "heartbaet = 10",
                                "cluster_partition_handling = autoheal",
                                "loopback_user.guest = true")
                        .warnings())
                .isEqualTo(List.of(
                        "rabbitmq.conf: without effect in this broker: log.file.level (line 1),"
                                + " cluster_partition_handling (line 3)",
                        "rabbitmq.conf:2: unknown key heartbaet",
                        "rabbitmq.conf:4: unknown key loopback_user.guest"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "heartbeat|ten|a whole number from 0 to 65535",
                "heartbeat|70000|a whole number from 0 to 65535",
                "frame_max|100|at least 4096 octets",
                "frame_max|2 apples|a number of octets, or one with a unit such as 512MiB, 2GB, 64kB",
                "listeners.tcp.default|abc|a whole number from 0 to 65535",
                "listeners.tcp.default|127.0.0.1:99999|a whole number from 0 to 65535",
                "listeners.tcp|some|one of none",
                "loopback_users.guest|maybe|one of false, true",
                "auth_mechanisms.1|GUESS|one of PLAIN, AMQPLAIN, EXTERNAL",
                "vm_memory_high_watermark.relative|much|a number such as 0.4",
                "vm_memory_high_watermark.absolute|1.5GB|a whole number of octets, or one with a unit: k, kiB, kB, M, MiB, MB, G, GiB, GB",
                "disk_free_limit.absolute|2gb|a whole number of octets, or one with a unit: k, kiB, kB, M, MiB, MB, G, GiB, GB",
                "management.cors.max_age|old|a whole number from 0 to 2147483647",
                "management.cors.allow_origins|https://a.example|one of none",
                "disk_free_limit.relative|-1|a number such as 0.4",
                "default_permissions.write|(|a regular expression",
                "connection_max|0|a whole number from 1 to 9223372036854775807",
                "log.console.level|loud|one of alert, critical, debug, emergency, error, info, none, notice, warning"
            })
    void aWrongValueIsRefusedInASentence(String key, String value, String allowed) {
        assertThatThrownBy(() -> config("# first", key + " = " + value))
                .isInstanceOf(ConfException.class)
                .hasMessage("rabbitmq.conf:2: the value '" + value + "' of " + key + " is not allowed; it has to be "
                        + allowed);
    }
}
