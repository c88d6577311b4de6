package dev.touchstone.broker.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.broker.wire.ChannelException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;

class AuthStoreTest {
    private final AuthStore store = AuthStore.withGuest(() -> 0x01020304);

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void guestIsThere() {
        User guest = store.authenticate("guest", octets("guest"));
        assertThat(guest).isNotNull();
        assertThat(store.user("guest")).isEqualTo(guest);
        assertThat(store.users()).extracting(User::tags).containsExactly(List.of("administrator"));
        assertThat(store.mayEnter("guest", "/")).isTrue();
        assertThat(store.mayEnter("guest", "other")).isFalse();
        assertThat(store.authenticate("guest", octets("wrong"))).isNull();
        assertThat(store.authenticate("nobody", octets("guest"))).isNull();
    }

    @Test
    void withoutAPasswordNobodyGetsIn() {
        store.clearPassword("guest");
        assertThat(store.authenticate("guest", octets("guest"))).isNull();
        assertThat(store.authenticate("guest", octets(""))).isNull();

        store.changePassword("guest", "new");
        assertThat(store.authenticate("guest", octets("new"))).isNotNull();

        store.addUser("empty", "");
        assertThat(store.authenticate("empty", octets(""))).isNull();
    }

    @Test
    void newUsersMayNothing() {
        store.addUser("u", "p");
        assertThat(store.mayEnter("u", "/")).isFalse();
        assertThatThrownBy(() -> store.access("u", "/").checkRead(ResourceKind.QUEUE, "q"))
                .isInstanceOf(ChannelException.class)
                .hasMessage("ACCESS_REFUSED - access to queue 'q' in vhost '/' refused for user 'u'");
    }

    @Test
    void expressionsAreFoundAnywhereAndEmptyOnesMatchNothing() throws ChannelException {
        store.addUser("u", "p");
        store.setPermissions("u", "/", Permissions.of("a", "^amq\\.default$", ""));
        Access access = store.access("u", "/");

        access.checkConfigure(ResourceKind.EXCHANGE, "amq.direct");
        access.checkWrite(ResourceKind.EXCHANGE, "");
        assertThatThrownBy(() -> access.checkRead(ResourceKind.QUEUE, "q")).isInstanceOf(ChannelException.class);
        assertThatThrownBy(() -> access.checkConfigure(ResourceKind.EXCHANGE, "x"))
                .hasMessage("ACCESS_REFUSED - access to exchange 'x' in vhost '/' refused for user 'u'");
        assertThatThrownBy(() -> access.checkRead(ResourceKind.EXCHANGE, ""))
                .hasMessage("ACCESS_REFUSED - access to exchange 'amq.default' in vhost '/' refused for user 'u'");
    }

    @Test
    void aRevocationCountsAtOnce() throws ChannelException {
        Access access = store.access("guest", "/");
        long before = access.version();
        access.checkRead(ResourceKind.QUEUE, "q");
        store.clearPermissions("guest", "/");

        assertThatThrownBy(() -> access.checkRead(ResourceKind.QUEUE, "q")).isInstanceOf(ChannelException.class);
        assertThat(access.version()).isGreaterThan(before);
        assertThat(access.user()).isEqualTo("guest");
        assertThat(access.vhost()).isEqualTo("/");
    }

    @Test
    void topicPermissionsExpandNames() throws ChannelException {
        Access access = store.access("guest", "/");
        access.checkTopicWrite("amq.topic", "any");
        store.setTopicPermissions("guest", "/", "amq.topic", "^{username}-{vhost}\\.", "^r");

        access.checkTopicWrite("amq.topic", "guest-/.x");
        access.checkTopicRead("amq.topic", "r.#");
        access.checkTopicWrite("other", "any");
        assertThatThrownBy(() -> access.checkTopicWrite("amq.topic", "x"))
                .hasMessage(
                        "ACCESS_REFUSED - access to topic 'x' in exchange 'amq.topic' in vhost '/' refused for user 'guest'");
        assertThatThrownBy(() -> access.checkTopicRead("amq.topic", "x")).isInstanceOf(ChannelException.class);

        store.clearTopicPermissions("guest", "/");
        access.checkTopicWrite("amq.topic", "x");
    }

    @Test
    void deletingAUserTakesItsPermissions() {
        store.addUser("u", "p");
        store.setPermissions("u", "/", Permissions.ALL);
        store.setTopicPermissions("u", "/", "amq.topic", "", "");
        assertThat(store.permissionsOf("u")).containsOnlyKeys("/");

        assertThat(store.deleteUser("u")).isTrue();
        assertThat(store.deleteUser("u")).isFalse();
        assertThat(store.mayEnter("u", "/")).isFalse();
        assertThatThrownBy(() -> store.setPermissions("u", "/", Permissions.ALL))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void deletingAVhostTakesTheRecordsAboutIt() {
        store.setPermissions("guest", "v", Permissions.ALL);
        store.vhostDeleted("v");

        assertThat(store.mayEnter("guest", "v")).isFalse();
        assertThat(store.mayEnter("guest", "/")).isTrue();
    }

    @Test
    void impersonatorsAreTagged() {
        assertThat(store.access("guest", "/").isImpersonator()).isFalse();
        store.setTags("guest", List.of("administrator", "impersonator"));
        assertThat(store.access("guest", "/").isImpersonator()).isTrue();
        assertThat(store.authenticate("guest", octets("guest"))).isNotNull();
    }

    @Test
    void expressionsThatAreNoneAreRefused() {
        assertThatThrownBy(() -> Permissions.of("*", "", "")).isInstanceOf(PatternSyntaxException.class);
        assertThatThrownBy(() -> store.setTopicPermissions("guest", "/", "x", "(", ""))
                .isInstanceOf(PatternSyntaxException.class);
    }
}
