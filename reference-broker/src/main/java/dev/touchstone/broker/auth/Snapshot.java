package dev.touchstone.broker.auth;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All users and permissions at one moment; never changes. */
record Snapshot(
        long version,
        Map<String, User> users,
        Map<Grant, Permissions> grants,
        Map<TopicGrant, TopicPermissions> topics) {
    static final Snapshot EMPTY = new Snapshot(0, Map.of(), Map.of(), Map.of());

    /** A user in a virtual host. */
    record Grant(String user, String vhost) {
        /** By hand: the one that is made for records at run time takes a twentieth of a cold start, and this is the first key of a broker. */
        @Override
        public int hashCode() {
            return 31 * user.hashCode() + vhost.hashCode();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Grant grant && user.equals(grant.user) && vhost.equals(grant.vhost);
        }
    }

    /** A user with a topic exchange in a virtual host. */
    record TopicGrant(String user, String vhost, String exchange) {}

    Snapshot withUsers(Consumer<Map<String, User>> change) {
        return new Snapshot(version + 1, changed(users, change), grants, topics);
    }

    Snapshot withGrants(Consumer<Map<Grant, Permissions>> change) {
        return new Snapshot(version + 1, users, changed(grants, change), topics);
    }

    Snapshot withTopics(Consumer<Map<TopicGrant, TopicPermissions>> change) {
        return new Snapshot(version + 1, users, grants, changed(topics, change));
    }

    /** Without the permissions and topic permissions of the users in virtual hosts that {@code gone} names. */
    Snapshot withoutGrants(Predicate<Grant> gone) {
        return withGrants(all -> all.keySet().removeIf(gone))
                .withTopics(all -> all.keySet().removeIf(key -> gone.test(new Grant(key.user(), key.vhost()))));
    }

    @Nullable
    Permissions permissions(String user, String vhost) {
        return grants.get(new Grant(user, vhost));
    }

    @Nullable
    TopicPermissions topicPermissions(String user, String vhost, String exchange) {
        return topics.isEmpty() ? null : topics.get(new TopicGrant(user, vhost, exchange));
    }

    private static <K, V> Map<K, V> changed(Map<K, V> before, Consumer<Map<K, V>> change) {
        Map<K, V> copy = new HashMap<>(before);
        change.accept(copy);
        // A second copy would be the dearest part of adding many virtual hosts.
        return Collections.unmodifiableMap(copy);
    }
}
