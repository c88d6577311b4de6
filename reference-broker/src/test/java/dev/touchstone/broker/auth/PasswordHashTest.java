package dev.touchstone.broker.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PasswordHashTest {
    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The example of RabbitMQ's page on passwords: salt 908DC60A, password test12. */
    @Test
    void theDocumentedExampleHolds() {
        PasswordHash hash = PasswordHash.of(octets("test12"), HashAlgorithm.SHA256, 0x908DC60A);

        assertThat(hash.encoded()).isEqualTo("kI3GCqW5JLMJa4iX1lo7X4D6XbYqlLgxIs30+P6tENUV2POR");
    }

    @ParameterizedTest
    @EnumSource
    void aHashSurvivesItsText(HashAlgorithm algorithm) {
        PasswordHash hash = PasswordHash.of(octets("secret"), algorithm, -5);
        PasswordHash parsed = PasswordHash.parse(hash.encoded(), algorithm);

        assertThat(parsed.matches(octets("secret"))).isTrue();
        assertThat(parsed.matches(octets("Secret"))).isFalse();
        assertThat(parsed.matches(octets(""))).isFalse();
        assertThat(parsed.algorithm()).isEqualTo(algorithm);
        assertThat(parsed.toString()).doesNotContain(hash.encoded());
    }

    @ParameterizedTest
    @CsvSource({
        "SHA256, rabbit_password_hashing_sha256",
        "SHA512, rabbit_password_hashing_sha512",
        "MD5, rabbit_password_hashing_md5"
    })
    void algorithmsHaveRabbitsNames(HashAlgorithm algorithm, String name) {
        assertThat(algorithm.moduleName()).isEqualTo(name);
    }

    @Test
    void aHashNeedsItsSalt() {
        assertThatThrownBy(() -> PasswordHash.parse("AAA=", HashAlgorithm.SHA256))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PasswordHash.parse("no base64!", HashAlgorithm.SHA256))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
