package dev.touchstone.broker.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.broker.BrokerConfig;
import dev.touchstone.broker.Cors;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pages of other sites, with the headers that RabbitMQ 3.10.8 was seen to send. */
class CorsTest {
    private static final String FRIEND = "http://a.example";
    private static final String STRANGER = "http://c.example";

    @RegisterExtension
    static final Managed BROKER = new Managed(BrokerConfig.defaults().withCors(new Cors(List.of(FRIEND), 77)));

    private static @Nullable String header(Managed.Answer answer, String name) {
        return answer.headers().firstValue(name).orElse(null);
    }

    @Test
    void aFriendMayReadAndChange() {
        for (Managed.Answer answer : List.of(
                BROKER.send("guest", "GET", "whoami", "", "origin", FRIEND),
                BROKER.send("guest", "PUT", "vhosts/cors", "", "origin", FRIEND),
                BROKER.send("nobody", "GET", "whoami", "", "origin", FRIEND))) {
            assertThat(header(answer, "access-control-allow-origin")).isEqualTo(FRIEND);
            assertThat(header(answer, "access-control-allow-credentials")).isEqualTo("true");
            assertThat(header(answer, "vary")).contains("origin");
            assertThat(header(answer, "access-control-max-age")).isNull();
        }
        assertThat(BROKER.get("vhosts/cors").status()).isEqualTo(200);
    }

    @Test
    void aStrangerIsToldNothingAndChangesNothing() {
        Managed.Answer read = BROKER.send("guest", "GET", "whoami", "", "origin", STRANGER);
        assertThat(read.status()).isEqualTo(200);
        assertThat(header(read, "access-control-allow-origin")).isNull();
        assertThat(BROKER.send("guest", "PUT", "vhosts/no", "", "origin", STRANGER)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aBrowserAsksBeforeTheRealRequest() {
        Managed.Answer answer = BROKER.send("nobody", "OPTIONS", "vhosts/x", "", "origin", FRIEND);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(header(answer, "access-control-allow-origin")).isEqualTo(FRIEND);
        assertThat(header(answer, "access-control-allow-methods")).isEqualTo("HEAD, GET, PUT, DELETE, OPTIONS");
        assertThat(header(answer, "access-control-max-age")).isEqualTo("77");
        Managed.Answer more = BROKER.send(
                "nobody",
                "OPTIONS",
                "vhosts/x",
                "",
                "origin",
                FRIEND,
                "access-control-request-headers",
                "authorization, content-type");
        assertThat(header(more, "access-control-allow-headers")).isEqualTo("authorization, content-type");
        assertThat(header(more, "access-control-max-age")).isNull();
        Managed.Answer stranger = BROKER.send("nobody", "OPTIONS", "vhosts/x", "", "origin", STRANGER);
        assertThat(stranger.status()).isEqualTo(200);
        assertThat(header(stranger, "access-control-allow-methods")).isNull();
    }

    @Test
    void everybodyIsAFriend() {
        assertThat(new Cors(List.of("*"), 1).allows(STRANGER)).isTrue();
        assertThat(Cors.NONE.allows(FRIEND)).isFalse();
    }
}
