package dev.touchstone.suite.target.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmqpAddressTest {
    /** The examples of rabbitmq.com/uri-spec.html, Appendix A, and some more. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            value = {
                "amqp://user:pass@host:10000/vhost         | user    | pass   | host      | 10000 | vhost",
                "amqp://user%61:%61pass@ho%61st:10000/v%2fhost | usera | apass | hoast    | 10000 | v/host",
                "amqp://                                   | guest   | guest  | localhost | 5672  | /",
                "amqp://:@/                                | ''      | ''     | localhost | 5672  | ''",
                "amqp://user@                              | user    | guest  | localhost | 5672  | /",
                "amqp://user:pass@                         | user    | pass   | localhost | 5672  | /",
                "amqp://host                               | guest   | guest  | host      | 5672  | /",
                "amqp://:10000                             | guest   | guest  | localhost | 10000 | /",
                "amqp:///vhost                             | guest   | guest  | localhost | 5672  | vhost",
                "amqp://host/                              | guest   | guest  | host      | 5672  | ''",
                "amqp://host/%2f                           | guest   | guest  | host      | 5672  | /",
                "amqp://[::1]                              | guest   | guest  | ::1       | 5672  | /",
                "amqp://[::1]:10000/v                      | guest   | guest  | ::1       | 10000 | v",
                "amqps://host                              | guest   | guest  | host      | 5671  | /",
                "AMQPS://u:p@host:443/v?heartbeat=5        | u       | p      | host      | 443   | v",
                "amqp://u:a+b%3A%40%2F@h                   | u       | a+b:@/ | h         | 5672  | /",
                "amqp://u:%C3%BC:x@h                       | u       | ü:x    | h         | 5672  | /",
            })
    void anAddressIsReadByRabbitmqsSpecification(
            String text, String user, String password, String host, int port, String virtualHost) {
        AmqpAddress address = AmqpAddress.parse(text);
        assertThat(address.user()).isEqualTo(user);
        assertThat(address.password()).isEqualTo(password);
        assertThat(address.host()).isEqualTo(host);
        assertThat(address.port()).isEqualTo(port);
        assertThat(address.virtualHost()).isEqualTo(virtualHost);
        assertThat(address.tls())
                .isEqualTo(text.toLowerCase(java.util.Locale.ROOT).startsWith("amqps"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://u:geheim@host",
                "amqp://u:geheim@host:port",
                "amqp://u:geheim@host:0",
                "amqp://u:geheim@host:65536",
                "amqp://u:geheim@host/a/b",
                "amqp://u:geheim%zz@host",
                "amqp://u:geheim%2@host",
                "amqp://u:gehe@im@host",
                "amqp://u:geheim@[::1",
                "amqp://u:geheim@[::1]5672",
                "amqp://u:geheim/x@host",
                "amqp://u:geheim#x@host",
                "amqp://u:geheim@host?heartbeat=soon",
                "amqp://u:geheim@host?verify=perhaps",
                "amqp://u:geheim@host?auth_mechanism=external",
                "amqp://u:geheim@host?colour=blue",
            })
    void whatIsNoAddressIsRefusedWithoutRepeatingThePassword(String text) {
        assertThatThrownBy(() -> AmqpAddress.parse(text))
                .isInstanceOf(AddressException.class)
                .message()
                .isNotBlank()
                .doesNotContain("geheim");
    }

    @ParameterizedTest
    @CsvSource({
        "amqp://u:geheim@host/v, amqp://host:5672/v",
        "amqps://u:geheim@[::1]/a%2Fb%20c?cacertfile=/x, amqps://[::1]:5671/a%2Fb%20c",
        "amqp://u:geheim@host, amqp://host:5672/%2F",
    })
    void anAddressIsShownWithoutCredentials(String text, String shown) {
        assertThat(AmqpAddress.parse(text)).hasToString(shown);
    }

    @ParameterizedTest
    @CsvSource({"amqps://h, true", "amqps://h?verify=verify_peer, true", "amqps://h?verify=verify_none, false"})
    void thePeerIsVerifiedUnlessTheQuerySaysOtherwise(String text, boolean verifies) {
        assertThat(AmqpAddress.parse(text).verifiesPeer()).isEqualTo(verifies);
    }
}
