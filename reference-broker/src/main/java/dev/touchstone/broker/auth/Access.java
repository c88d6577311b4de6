package dev.touchstone.broker.auth;

import dev.touchstone.broker.dialect.Dialect;
import dev.touchstone.broker.wire.ChannelException;
import dev.touchstone.broker.wire.ReplyCode;
import java.util.Locale;

/** What one user may do in one virtual host. Immutable; each check reads the store's current state, so a revocation counts at once. */
public final class Access {
    /** The name under which permissions know the default exchange (PERM-09). */
    private static final String DEFAULT_EXCHANGE = "amq.default";

    private final AuthStore store;
    private final String user;
    private final String vhost;
    private final Dialect dialect;

    Access(AuthStore store, String user, String vhost, Dialect dialect) {
        this.dialect = dialect;
        this.store = store;
        this.user = user;
        this.vhost = vhost;
    }

    /** The user's name. */
    public String user() {
        return user;
    }

    /** The virtual host's name. */
    public String vhost() {
        return vhost;
    }

    /** Whether the user may publish under another user-id (PUB-05). */
    public boolean isImpersonator() {
        User known = store.user(user);
        return known != null && known.isImpersonator();
    }

    /** The store's version that a decision was made under, see {@link AuthStore#version}. */
    public long version() {
        return store.version();
    }

    /** Refuses who may not declare or delete it (PERM-03, PERM-05). */
    public void checkConfigure(ResourceKind kind, String name) throws ChannelException {
        check(Permission.CONFIGURE, kind, name);
    }

    /** Refuses who may not publish to it or bind to it (PERM-07, PERM-09). */
    public void checkWrite(ResourceKind kind, String name) throws ChannelException {
        check(Permission.WRITE, kind, name);
    }

    /** Refuses who may not consume from it or bind from it (PERM-07, PERM-10). */
    public void checkRead(ResourceKind kind, String name) throws ChannelException {
        check(Permission.READ, kind, name);
    }

    private void check(Permission permission, ResourceKind kind, String name) throws ChannelException {
        String checked = kind == ResourceKind.EXCHANGE && name.isEmpty() ? DEFAULT_EXCHANGE : name;
        Permissions permissions = store.permissions(user, vhost);
        if (permissions == null || !permissions.allows(permission, checked)) {
            throw new ChannelException(
                    ReplyCode.ACCESS_REFUSED,
                    accessFor(permission) + kind.describe(checked, vhost) + " refused for user '" + user + "'");
        }
    }

    private String accessFor(Permission permission) {
        return (dialect.namesPermissions() ? permission.name().toLowerCase(Locale.ROOT) + " " : "") + "access to ";
    }

    /** Refuses who may not publish with that key to a topic exchange (PERM-14). */
    public void checkTopicWrite(String exchange, String routingKey) throws ChannelException {
        checkTopic(Permission.WRITE, exchange, routingKey);
    }

    /** Refuses who may not bind with that key from a topic exchange (PERM-14). */
    public void checkTopicRead(String exchange, String routingKey) throws ChannelException {
        checkTopic(Permission.READ, exchange, routingKey);
    }

    private void checkTopic(Permission permission, String exchange, String key) throws ChannelException {
        TopicPermissions permissions = store.snapshot().topicPermissions(user, vhost, exchange);
        if (permissions != null && !permissions.allows(permission, key)) {
            throw new ChannelException(
                    ReplyCode.ACCESS_REFUSED,
                    accessFor(permission) + "topic '" + key + "' in exchange '" + exchange + "' in vhost '" + vhost
                            + "' refused for user '" + user + "'");
        }
    }
}
