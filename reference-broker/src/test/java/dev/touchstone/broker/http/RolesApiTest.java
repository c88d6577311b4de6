package dev.touchstone.broker.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each tag opens (TAG-01 to TAG-12), and what attackers meet. */
class RolesApiTest {
    @RegisterExtension
    static final Managed BROKER = new Managed();

    @BeforeAll
    static void oneUserOfEachKind() {
        for (String tag : new String[] {"none", "management", "policymaker", "monitoring", "administrator"}) {
            BROKER.put(
                    "users/" + tag,
                    "{\"password\":\"" + tag + "\",\"tags\":\"" + (tag.equals("none") ? "" : tag) + "\"}");
        }
        BROKER.put("vhosts/theirs", "");
        BROKER.put("vhosts/secret", "");
        BROKER.put("queues/secret/hidden", "");
        for (String user : new String[] {"management", "policymaker", "monitoring"}) {
            BROKER.put("permissions/theirs/" + user, "{\"configure\":\".*\",\"write\":\".*\",\"read\":\".*\"}");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "none, overview, 401",
        "management, overview, 200",
        "management, whoami, 200",
        "management, queues/theirs, 200",
        "management, queues/secret, 401",
        "management, policies/theirs, 200",
        "management, nodes, 401",
        "management, users, 401",
        "management, definitions, 401",
        "management, vhosts/theirs, 401",
        "management, parameters, 401",
        "policymaker, parameters, 200",
        "policymaker, global-parameters, 200",
        "policymaker, users, 401",
        "monitoring, nodes, 200",
        "monitoring, auth/attempts/touchstone%40localhost, 200",
        "monitoring, queues/secret, 401",
        "monitoring, definitions, 401",
        "monitoring, vhosts/theirs, 401",
        "administrator, queues/secret, 200",
        "administrator, users, 200",
        "administrator, definitions, 200"
    })
    void tagsOpenPaths(String user, String path, int status) {
        assertThat(BROKER.send(user, "GET", path, "").status()).isEqualTo(status);
    }

    @Test
    void onlyPolicymakersMakePolicies() {
        String policy = "{\"pattern\":\".\",\"definition\":{\"max-length\":1000}}";
        assertThat(BROKER.send("management", "PUT", "policies/theirs/p", policy).status())
                .isEqualTo(401);
        assertThat(BROKER.send("policymaker", "PUT", "policies/theirs/p", policy)
                        .status())
                .isEqualTo(201);
        assertThat(BROKER.send("policymaker", "PUT", "policies/secret/p", policy)
                        .status())
                .isEqualTo(401);
        assertThat(BROKER.send("policymaker", "PUT", "operator-policies/theirs/p", policy)
                        .status())
                .isEqualTo(401);
    }

    @Test
    void administratorsNeedPermissionsToDeclare() {
        assertThat(BROKER.send("administrator", "PUT", "queues/secret/x", "{}").status())
                .isEqualTo(401);
        assertThat(BROKER.send("management", "PUT", "queues/theirs/x", "{}").status())
                .isEqualTo(201);
    }

    @Test
    void nobodyLearnsOfVirtualHostsThatAreNotTheirs() {
        assertThat(BROKER.send("management", "GET", "vhosts", "").body())
                .contains("theirs")
                .doesNotContain("secret");
        assertThat(BROKER.send("management", "GET", "queues", "").body()).doesNotContain("hidden");
        Managed.Answer unseen = BROKER.send("management", "GET", "queues/secret", "");
        Managed.Answer missing = BROKER.send("management", "GET", "queues/missing", "");
        assertThat(unseen.body()).isEqualTo(missing.body());
        assertThat(unseen.status()).isEqualTo(missing.status());
    }

    @Test
    void aWrongPasswordAndNoneAreAnsweredTheSame() {
        URI whoami = URI.create(BROKER.uri() + "/api/whoami");
        Managed.Answer none = BROKER.send(HttpRequest.newBuilder(whoami));
        Managed.Answer wrong =
                BROKER.send(HttpRequest.newBuilder(whoami).header("authorization", "Basic Z3Vlc3Q6d3Jvbmc="));
        assertThat(none.status()).isEqualTo(401);
        assertThat(none.headers().firstValue("www-authenticate")).isPresent();
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.json().path("reason").asText()).isEqualTo("Login failed");
        assertThat(wrong.headers().firstValue("www-authenticate")).contains("Basic realm=\"RabbitMQ Management\"");
        assertThat(BROKER.send(HttpRequest.newBuilder(whoami).header("authorization", "Basic %%%"))
                        .status())
                .isEqualTo(401);
        assertThat(BROKER.get("auth/attempts/touchstone%40localhost")
                        .json()
                        .get(0)
                        .path("auth_attempts_failed")
                        .asInt())
                .isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../etc/passwd",
                "..%2F..%2Fetc%2Fpasswd",
                "queues/%2F/..%2F..%2Fx",
                "%2e%2e/%2e%2e/etc/passwd",
                "nothing/here"
            })
    void pathsLeadNowhereElse(String path) {
        assertThat(BROKER.get(path).status()).isEqualTo(404);
    }

    @Test
    void bodiesThatAreTooLargeOrTooDeepAreRefused() {
        assertThat(BROKER.put("vhosts/big", "{\"description\":\"" + "x".repeat(21_000_000) + "\"}")
                        .status())
                .isEqualTo(413);
        assertThat(BROKER.put("vhosts/deep", "[".repeat(10_000)).status()).isEqualTo(400);
        assertThat(BROKER.put("vhosts/list", "[1]").status()).isEqualTo(400);
        assertThat(BROKER.put("vhosts/broken", "{\"a\":").json().path("reason").asText())
                .isEqualTo("not_json");
        assertThat(BROKER.get("vhosts").body()).doesNotContain("big", "deep", "broken");
    }

    @Test
    void methodsThatAResourceLacksAreRefused() {
        Managed.Answer answer = BROKER.post("overview", "{}");
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.headers().firstValue("allow")).contains("HEAD, GET, OPTIONS");
        assertThat(BROKER.send("guest", "HEAD", "overview", "").status()).isEqualTo(200);
        assertThat(BROKER.send("guest", "OPTIONS", "queues/%2F/q", "").headers().firstValue("allow"))
                .contains("HEAD, GET, PUT, DELETE, OPTIONS");
    }

    @Test
    void otherSitesChangeNothing() {
        assertThat(BROKER.send("guest", "PUT", "vhosts/foreign", "{}", "origin", "http://evil.example")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void passwordsAreInNoAnswer() {
        BROKER.put("users/shy", "{\"password\":\"correct horse\",\"tags\":\"\"}");
        assertThat(BROKER.get("users/shy").body() + BROKER.get("definitions").body())
                .doesNotContain("correct horse");
    }
}
