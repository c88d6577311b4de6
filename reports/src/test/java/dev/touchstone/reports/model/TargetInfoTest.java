package dev.touchstone.reports.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetInfoTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "amqp://guest:secret@localhost:5672/",
                "amqp://guest:se/cret@localhost",
                "amqp://secret@localhost",
                "//guest:secret@localhost",
                "guest:secret@localhost",
                "amqps://localhost/?password=secret"
            })
    void credentialsAreRefusedAndNotRepeated(String uri) {
        assertThatThrownBy(() -> TargetInfo.of("x", uri))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must not hold credentials")
                .hasMessageNotContaining("secret");
    }

    @Test
    void aNameMayBeAnImageButNoAddressWithCredentials() {
        assertThat(TargetInfo.of("docker:rabbitmq@sha256:0a1b", "").name()).isEqualTo("docker:rabbitmq@sha256:0a1b");
        assertThatThrownBy(() -> TargetInfo.of("amqp://guest:secret@localhost", ""))
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "amqp://guest:secret@localhost:5672/v, amqp://localhost:5672/v",
        "amqp://guest:se@ret@localhost/a@b, amqp://localhost/a%40b",
        "amqps://h/%2F?password=secret&verify=none, amqps://h/%2F",
        "amqp://[::1]:5672, amqp://[::1]:5672",
        "embedded, embedded"
    })
    void credentialsCanBeLeftOut(String uri, String bare) {
        assertThat(TargetInfo.withoutCredentials(uri)).isEqualTo(bare);
        assertThat(TargetInfo.of("x", bare).uri()).isEqualTo(bare);
    }

    @Test
    void theHeadlineIsWhatTheServerSaysOrElseTheName() {
        TargetInfo silent = TargetInfo.of("embedded", "");

        assertThat(silent.headline()).isEqualTo("embedded");
        assertThat(silent.withServer("LavinMQ", "2.9", "").headline()).isEqualTo("LavinMQ 2.9");
    }
}
