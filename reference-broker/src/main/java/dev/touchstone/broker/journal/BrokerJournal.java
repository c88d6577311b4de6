package dev.touchstone.broker.journal;

import dev.touchstone.broker.auth.AuthJournal;
import dev.touchstone.broker.auth.AuthStore;
import dev.touchstone.broker.auth.HashAlgorithm;
import dev.touchstone.broker.auth.PasswordHash;
import dev.touchstone.broker.auth.Permissions;
import dev.touchstone.broker.auth.TopicPermissions;
import dev.touchstone.broker.auth.User;
import dev.touchstone.broker.ledger.Disk;
import dev.touchstone.broker.ledger.RecoveryReport;
import dev.touchstone.broker.params.ParameterJournal;
import dev.touchstone.broker.params.ParameterKey;
import dev.touchstone.broker.params.Parameters;
import dev.touchstone.broker.wire.PlainValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Users, their permissions and the virtual hosts of a broker on disk. Each change is forced before the call that makes it returns. Any thread may call,
 * one at a time.
 */
public final class BrokerJournal implements AuthJournal, ParameterJournal, AutoCloseable {
    private static final String FILE = "broker";
    private static final int KIND = 2;
    private static final String VALUE = "value";

    private final BrokerState state = new BrokerState();
    private final Journal journal;

    /**
     * Opens it and reads what is there.
     *
     * @throws dev.touchstone.broker.ledger.DiskException if it cannot be read, or was written by a newer broker
     */
    public BrokerJournal(Disk disk, LongSupplier entropy, RecoveryReport report) {
        journal = new Journal(disk, FILE, KIND, entropy, state, report);
    }

    /** Whether it knows nothing, as that of a new broker. */
    public boolean isEmpty() {
        return state.live().isEmpty();
    }

    /** Gives a store what was kept, before the store tells its changes to this journal. */
    public void restore(AuthStore store) {
        for (Entry entry : state.live()) {
            Entry.Reader in = new Entry.Reader(entry);
            switch (entry.type()) {
                case BrokerState.USER -> store.putUser(user(in));
                case BrokerState.PERMISSIONS ->
                    store.setPermissions(in.text(), in.text(), Permissions.of(in.text(), in.text(), in.text()));
                case BrokerState.TOPIC_PERMISSIONS ->
                    store.setTopicPermissions(in.text(), in.text(), in.text(), in.text(), in.text());
                default -> {
                    // A virtual host.
                }
            }
        }
    }

    /** Gives parameters what was kept, before they tell their changes to this journal. */
    public void restore(Parameters parameters) {
        for (Entry entry : state.live()) {
            if (entry.type() == BrokerState.PARAMETER) {
                Entry.Reader in = new Entry.Reader(entry);
                ParameterKey key = new ParameterKey(in.text(), in.text(), in.text());
                Object value = PlainValues.of(in.table()).get(VALUE);
                if (value != null) {
                    parameters.put(key, value);
                }
            }
        }
    }

    private static User user(Entry.Reader in) {
        String name = in.text();
        PasswordHash hash = null;
        if (in.flag()) {
            hash = PasswordHash.parse(in.text(), HashAlgorithm.valueOf(in.text()));
        }
        List<String> tags = new ArrayList<>();
        for (long left = in.number(); left > 0; left--) {
            tags.add(in.text());
        }
        return new User(name, hash, tags);
    }

    /** The names of the virtual hosts, and the folder of each. */
    public Map<String, String> virtualHosts() {
        Map<String, String> folders = new LinkedHashMap<>();
        for (Entry entry : state.live()) {
            if (entry.type() == BrokerState.VHOST) {
                Entry.Reader in = new Entry.Reader(entry);
                folders.put(in.text(), in.text());
            }
        }
        return folders;
    }

    /** A virtual host is there, with its data in that folder. */
    public void virtualHost(String name, String folder) {
        write(new Entry.Writer().text(name).text(folder).entry(BrokerState.VHOST));
    }

    /** A virtual host is gone. */
    public void virtualHostGone(String name) {
        write(new Entry.Writer().text(name).entry(BrokerState.VHOST_GONE));
    }

    @Override
    public void user(User user) {
        Entry.Writer out = new Entry.Writer().text(user.name());
        PasswordHash hash = user.passwordHash();
        out.flag(hash != null);
        if (hash != null) {
            out.text(hash.encoded()).text(hash.algorithm().name());
        }
        out.number(user.tags().size());
        user.tags().forEach(out::text);
        write(out.entry(BrokerState.USER));
    }

    @Override
    public void userGone(String name) {
        write(new Entry.Writer().text(name).entry(BrokerState.USER_GONE));
    }

    @Override
    public void permissions(String user, String vhost, Permissions permissions) {
        write(new Entry.Writer()
                .text(user)
                .text(vhost)
                .text(permissions.configure())
                .text(permissions.write())
                .text(permissions.read())
                .entry(BrokerState.PERMISSIONS));
    }

    @Override
    public void permissionsGone(String user, String vhost) {
        write(new Entry.Writer().text(user).text(vhost).entry(BrokerState.PERMISSIONS_GONE));
    }

    @Override
    public void topicPermissions(String user, String vhost, String exchange, TopicPermissions permissions) {
        write(new Entry.Writer()
                .text(user)
                .text(vhost)
                .text(exchange)
                .text(permissions.write())
                .text(permissions.read())
                .entry(BrokerState.TOPIC_PERMISSIONS));
    }

    @Override
    public void topicPermissionsGone(String user, String vhost, String exchange) {
        write(new Entry.Writer().text(user).text(vhost).text(exchange).entry(BrokerState.TOPIC_PERMISSIONS_GONE));
    }

    @Override
    public void parameter(ParameterKey key, Object value) {
        write(key(key).table(PlainValues.table(Map.of(VALUE, value))).entry(BrokerState.PARAMETER));
    }

    @Override
    public void parameterGone(ParameterKey key) {
        write(key(key).entry(BrokerState.PARAMETER_GONE));
    }

    private static Entry.Writer key(ParameterKey key) {
        return new Entry.Writer().text(key.vhost()).text(key.component()).text(key.name());
    }

    private void write(Entry entry) {
        journal.write(entry);
        journal.force();
    }

    @Override
    public void close() {
        journal.close();
    }

    /** Closes it as it is, as the end of the process would. */
    public void abandon() {
        journal.abandon();
    }
}
