package dev.touchstone.broker.auth;

import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** What is different between two snapshots. */
final class SnapshotChanges {
    private SnapshotChanges() {}

    /** Tells the differences: users first, so that permissions speak of known ones. */
    static void tell(Snapshot before, Snapshot after, AuthJournal journal) {
        compare(before.users(), after.users(), (name, user) -> journal.user(user), journal::userGone);
        compare(
                before.grants(),
                after.grants(),
                (key, permissions) -> journal.permissions(key.user(), key.vhost(), permissions),
                key -> journal.permissionsGone(key.user(), key.vhost()));
        compare(
                before.topics(),
                after.topics(),
                (key, permissions) -> journal.topicPermissions(key.user(), key.vhost(), key.exchange(), permissions),
                key -> journal.topicPermissionsGone(key.user(), key.vhost(), key.exchange()));
    }

    /** Values are compared by identity: whoever sets one makes a new object. */
    private static <K, V> void compare(Map<K, V> before, Map<K, V> after, BiConsumer<K, V> changed, Consumer<K> gone) {
        if (before == after) {
            return;
        }
        after.forEach((key, value) -> {
            if (before.get(key) != value) {
                changed.accept(key, value);
            }
        });
        for (K key : before.keySet()) {
            if (!after.containsKey(key)) {
                gone.accept(key);
            }
        }
    }
}
