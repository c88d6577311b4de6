package dev.touchstone.ci.hop;

import static org.assertj.core.api.Assertions.assertThat;

import com.rabbitmq.http.client.domain.TopicPermissions;
import com.rabbitmq.http.client.domain.UserInfo;
import com.rabbitmq.http.client.domain.UserPermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Users and what they may do. */
final class UserCalls {
    /** RabbitMQ's documentation has it: salt 908DC60A, password test12. */
    private static final String HASH = "kI3GCqW5JLMJa4iX1lo7X4D6XbYqlLgxIs30+P6tENUV2POR";

    private UserCalls() {}

    static Map<String, HopCall> all() {
        Map<String, HopCall> calls = new LinkedHashMap<>();
        users(calls);
        permissions(calls);
        topicPermissions(calls);
        return calls;
    }

    private static void users(Map<String, HopCall> calls) {
        calls.put("whoAmI()", hop -> {
            assertThat(hop.client().whoAmI().getName()).isEqualTo("guest");
            assertThat(hop.client().whoAmI().getTags()).containsExactly("administrator");
        });
        calls.put(
                "getUsers()",
                hop -> assertThat(hop.client().getUsers()).extracting("name").contains("guest", hop.user()));
        calls.put("getUser(String)", hop -> {
            UserInfo shown = hop.client().getUser(hop.user());
            assertThat(shown.getTags()).containsExactly("management");
            assertThat(shown.getHashingAlgorithm()).isEqualTo("rabbit_password_hashing_sha256");
            assertThat(hop.client().getUser("missing")).isNull();
        });
        calls.put("createUser(String, char[], List)", hop -> {
            hop.client().createUser(hop.user(), "other".toCharArray(), List.of("monitoring", "own"));
            assertThat(hop.client().getUser(hop.user()).getTags()).containsExactly("monitoring", "own");
        });
        calls.put("createUserWithPasswordHash(String, char[], List)", hop -> {
            hop.client().createUserWithPasswordHash(hop.user(), HASH.toCharArray(), List.of("management"));
            assertThat(hop.client().getUser(hop.user()).getPasswordHash()).isEqualTo(HASH);
        });
        calls.put("updateUser(String, char[], List)", hop -> {
            hop.client().updateUser(hop.user(), "other".toCharArray(), List.of());
            assertThat(hop.client().getUser(hop.user()).getTags()).isEmpty();
        });
        calls.put("deleteUser(String)", hop -> {
            hop.client().deleteUser(hop.user());
            hop.client().deleteUser(hop.user());
            assertThat(hop.client().getUser(hop.user())).isNull();
        });
    }

    private static void allow(HopBench hop) {
        hop.client().updatePermissions(hop.vhost(), hop.user(), new UserPermissions("^r", "^w", "^c"));
    }

    private static void check(HopBench hop, List<UserPermissions> list) {
        assertThat(list)
                .filteredOn(each ->
                        each.getVhost().equals(hop.vhost()) && each.getUser().equals(hop.user()))
                .hasSize(1)
                .allSatisfy(UserCalls::check);
    }

    private static void check(UserPermissions shown) {
        UserPermissions wanted = new UserPermissions("^r", "^w", "^c");
        assertThat(shown.getConfigure()).isEqualTo(wanted.getConfigure());
        assertThat(shown.getWrite()).isEqualTo(wanted.getWrite());
        assertThat(shown.getRead()).isEqualTo(wanted.getRead());
    }

    private static void permissions(Map<String, HopCall> calls) {
        calls.put("updatePermissions(String, String, UserPermissions)", hop -> {
            allow(hop);
            check(hop.client().getPermissions(hop.vhost(), hop.user()));
        });
        calls.put("getPermissions()", hop -> {
            allow(hop);
            check(hop, hop.client().getPermissions());
        });
        calls.put(
                "getPermissions(String, String)",
                hop -> assertThat(hop.client().getPermissions(hop.vhost(), hop.user()))
                        .isNull());
        calls.put("getPermissionsIn(String)", hop -> {
            allow(hop);
            check(hop, hop.client().getPermissionsIn(hop.vhost()));
        });
        calls.put("getPermissionsOf(String)", hop -> {
            allow(hop);
            check(hop, hop.client().getPermissionsOf(hop.user()));
        });
        calls.put("clearPermissions(String, String)", hop -> {
            allow(hop);
            hop.client().clearPermissions(hop.vhost(), hop.user());
            hop.client().clearPermissions(hop.vhost(), hop.user());
            assertThat(hop.client().getPermissionsOf(hop.user())).isEmpty();
        });
    }

    private static void allowTopics(HopBench hop) {
        allow(hop);
        hop.client().updateTopicPermissions(hop.vhost(), hop.user(), new TopicPermissions("amq.topic", "^r", "^w"));
    }

    private static void checkTopics(HopBench hop, List<TopicPermissions> list) {
        assertThat(list)
                .filteredOn(each ->
                        each.getVhost().equals(hop.vhost()) && each.getUser().equals(hop.user()))
                .hasSize(1)
                .allSatisfy(each -> assertThat(List.of(each.getExchange(), each.getRead(), each.getWrite()))
                        .containsExactlyInAnyOrder("amq.topic", "^r", "^w"));
    }

    private static void topicPermissions(Map<String, HopCall> calls) {
        calls.put("updateTopicPermissions(String, String, TopicPermissions)", hop -> {
            allowTopics(hop);
            checkTopics(hop, hop.client().getTopicPermissionsOf(hop.user()));
        });
        calls.put("getTopicPermissions()", hop -> {
            allowTopics(hop);
            checkTopics(hop, hop.client().getTopicPermissions());
        });
        calls.put("getTopicPermissions(String, String)", hop -> {
            allowTopics(hop);
            checkTopics(hop, hop.client().getTopicPermissions(hop.vhost(), hop.user()));
        });
        calls.put("getTopicPermissionsIn(String)", hop -> {
            allowTopics(hop);
            checkTopics(hop, hop.client().getTopicPermissionsIn(hop.vhost()));
        });
        calls.put(
                "getTopicPermissionsOf(String)",
                hop -> assertThat(hop.client().getTopicPermissionsOf(hop.user()))
                        .isEmpty());
        calls.put("clearTopicPermissions(String, String)", hop -> {
            allowTopics(hop);
            hop.client().clearTopicPermissions(hop.vhost(), hop.user());
            assertThat(hop.client().getTopicPermissionsOf(hop.user())).isEmpty();
        });
    }
}
