package dev.touchstone.broker.auth;

import dev.touchstone.broker.dialect.Dialect;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Users, tags, permissions and topic permissions of the broker. Any thread may read and write: a write swaps the whole snapshot, a read takes the
 * current one. Names that do not exist make writes about them an {@link IllegalArgumentException}.
 */
public class AuthStore {
    /** The user that a new broker knows, with a password of the same name. */
    public static final String GUEST = "guest";

    /** Compared with where there is no hash, so that the time of an answer does not tell who exists. */
    private static final PasswordHash NOBODYS = PasswordHash.of(new byte[] {0}, HashAlgorithm.SHA256, 0);

    private volatile Snapshot current = Snapshot.EMPTY;
    private final IntSupplier salts;
    private @Nullable AuthJournal journal;

    /** A store without users; {@code salts} gives 32 random bits for each new password. */
    public AuthStore(IntSupplier salts) {
        this.salts = salts;
    }

    /** A store with guest, administrator, all permissions on {@code /}. */
    public static AuthStore withGuest(IntSupplier salts) {
        AuthStore store = new AuthStore(salts);
        store.addGuest();
        return store;
    }

    /** Adds guest, administrator, all permissions on {@code /}. */
    public void addGuest() {
        addUser(GUEST, GUEST);
        setTags(GUEST, List.of("administrator"));
        setPermissions(GUEST, "/", Permissions.ALL);
    }

    /** From now on every change is told to {@code keeper}, before the call that makes it returns. */
    public synchronized void keepIn(AuthJournal keeper) {
        journal = keeper;
    }

    /** Grows with every change; a decision made under one version holds as long as it stays. */
    public long version() {
        return current.version();
    }

    /** The user of that name, or null. */
    public @Nullable User user(String name) {
        return current.users().get(name);
    }

    /** All users, sorted by name. */
    public List<User> users() {
        return current.users().values().stream()
                .sorted(Comparator.comparing(User::name))
                .toList();
    }

    /** The user if name and password are right, else null; takes as long for who is not known. Users without a password are never let in. */
    public @Nullable User authenticate(String name, byte[] password) {
        User user = user(name);
        PasswordHash hash = user == null ? null : user.passwordHash();
        boolean right = (hash == null ? NOBODYS : hash).matches(password);
        return right && hash != null ? user : null;
    }

    /** Whether the user has a permission record for the virtual host, even one that allows nothing (CONN-16, PERM-02). */
    public boolean mayEnter(String user, String vhost) {
        return permissions(user, vhost) != null;
    }

    /** The permission record, or null. */
    public @Nullable Permissions permissions(String user, String vhost) {
        return current.permissions(user, vhost);
    }

    /** The permission records of a user by virtual host. */
    public Map<String, Permissions> permissionsOf(String user) {
        return current.grants().entrySet().stream()
                .filter(entry -> entry.getKey().user().equals(user))
                .collect(Collectors.toMap(entry -> entry.getKey().vhost(), Map.Entry::getValue));
    }

    /** A permission record with whom and what it is for. */
    public record Grant(String user, String vhost, Permissions permissions) {}

    /** A record of topic permissions with whom and what it is for. */
    public record TopicGrant(String user, String vhost, String exchange, TopicPermissions permissions) {}

    /** All permission records, sorted by virtual host and user. */
    public List<Grant> grants() {
        return current.grants().entrySet().stream()
                .map(entry -> new Grant(entry.getKey().user(), entry.getKey().vhost(), entry.getValue()))
                .sorted(Comparator.comparing(Grant::vhost).thenComparing(Grant::user))
                .toList();
    }

    /** All records of topic permissions, sorted by virtual host, user and exchange. */
    public List<TopicGrant> topicGrants() {
        return current.topics().entrySet().stream()
                .map(entry -> new TopicGrant(
                        entry.getKey().user(),
                        entry.getKey().vhost(),
                        entry.getKey().exchange(),
                        entry.getValue()))
                .sorted(Comparator.comparing(TopicGrant::vhost)
                        .thenComparing(TopicGrant::user)
                        .thenComparing(TopicGrant::exchange))
                .toList();
    }

    /** What a user may do in a virtual host, judged anew at each question. */
    public Access access(String user, String vhost) {
        return access(user, vhost, Dialect.RABBITMQ_3);
    }

    /** The same; the dialect words the refusals. */
    public Access access(String user, String vhost, Dialect dialect) {
        return new Access(this, user, vhost, dialect);
    }

    /** Adds a user who may log in with {@code password} and has no tags and no permissions (PERM-17); replaces password and tags of a known one. */
    public void addUser(String name, String password) {
        putUser(new User(name, hash(password), List.of()));
    }

    /** Adds or replaces a user as a whole: import, or a user without a password. Permissions stay as they are. */
    public void putUser(User user) {
        update(now -> now.withUsers(users -> users.put(user.name(), user)));
    }

    /** Removes a user with all permissions; returns whether there was one. Connections of the user are the caller's concern (CONN-23). */
    public boolean deleteUser(String name) {
        Snapshot before = update(now -> now.withUsers(users -> users.remove(name))
                .withoutGrants(key -> key.user().equals(name)));
        return before.users().containsKey(name);
    }

    /** Sets a new password. */
    public void changePassword(String name, String password) {
        PasswordHash hash = hash(password);
        changeUser(name, user -> new User(name, hash, user.tags()));
    }

    /** Takes the password away: nobody can log in as this user with a password any more. */
    public void clearPassword(String name) {
        changeUser(name, user -> new User(name, null, user.tags()));
    }

    /** Replaces the tags. */
    public void setTags(String name, List<String> tags) {
        changeUser(name, user -> new User(name, user.passwordHash(), tags));
    }

    /** Sets the permission record of a user for a virtual host. */
    public void setPermissions(String user, String vhost, Permissions permissions) {
        known(user);
        update(now -> now.withGrants(grants -> grants.put(new Snapshot.Grant(user, vhost), permissions)));
    }

    /** Removes the permission record; open connections stay (CONN-24). */
    public void clearPermissions(String user, String vhost) {
        update(now -> now.withGrants(grants -> grants.remove(new Snapshot.Grant(user, vhost))));
    }

    /** Sets what keys a user may use with a topic exchange (PERM-14). */
    public void setTopicPermissions(String user, String vhost, String exchange, String write, String read) {
        known(user);
        TopicPermissions permissions = TopicPermissions.of(write, read, user, vhost);
        update(now ->
                now.withTopics(topics -> topics.put(new Snapshot.TopicGrant(user, vhost, exchange), permissions)));
    }

    /** Removes all topic permissions of a user in a virtual host. */
    public void clearTopicPermissions(String user, String vhost) {
        update(now -> now.withTopics(topics -> topics.keySet()
                .removeIf(key -> key.user().equals(user) && key.vhost().equals(vhost))));
    }

    /** Removes the topic permissions of a user for one exchange. */
    public void clearTopicPermissions(String user, String vhost, String exchange) {
        update(now -> now.withTopics(topics -> topics.remove(new Snapshot.TopicGrant(user, vhost, exchange))));
    }

    /** The virtual host is gone, and all records about it. */
    public void vhostDeleted(String vhost) {
        update(now -> now.withoutGrants(key -> key.vhost().equals(vhost)));
    }

    /** Swaps the snapshot for a changed one; returns the one before. Writers wait for each other, readers for nobody. */
    private synchronized Snapshot update(UnaryOperator<Snapshot> change) {
        Snapshot before = current;
        Snapshot after = change.apply(before);
        current = after;
        AuthJournal keeper = journal;
        if (keeper != null) {
            SnapshotChanges.tell(before, after, keeper);
        }
        return before;
    }

    Snapshot snapshot() {
        return current;
    }

    private void changeUser(String name, UnaryOperator<User> change) {
        known(name);
        update(now -> now.withUsers(users -> users.computeIfPresent(name, (key, user) -> change.apply(user))));
    }

    private User known(String name) {
        User user = user(name);
        if (user == null) {
            throw new IllegalArgumentException("no user '" + name + "'");
        }
        return user;
    }

    /** The hash of a password as it is kept. */
    public PasswordHash hash(String password) {
        return PasswordHash.of(password.getBytes(StandardCharsets.UTF_8), HashAlgorithm.SHA256, salts.getAsInt());
    }
}
