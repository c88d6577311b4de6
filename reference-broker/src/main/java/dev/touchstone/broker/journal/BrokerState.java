package dev.touchstone.broker.journal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Users, permissions and virtual hosts: the newest entry about each. */
final class BrokerState implements Journal.State {
    static final int USER = 1;
    static final int USER_GONE = 2;
    static final int PERMISSIONS = 3;
    static final int PERMISSIONS_GONE = 4;
    static final int TOPIC_PERMISSIONS = 5;
    static final int TOPIC_PERMISSIONS_GONE = 6;
    static final int VHOST = 7;
    static final int VHOST_GONE = 8;
    static final int PARAMETER = 9;
    static final int PARAMETER_GONE = 10;

    private final Map<String, Entry> users = new LinkedHashMap<>();
    private final Map<List<String>, Entry> permissions = new LinkedHashMap<>();
    private final Map<List<String>, Entry> topicPermissions = new LinkedHashMap<>();
    private final Map<String, Entry> vhosts = new LinkedHashMap<>();
    private final Map<List<String>, Entry> parameters = new LinkedHashMap<>();

    @Override
    public void apply(Entry entry) {
        Entry.Reader in = new Entry.Reader(entry);
        switch (entry.type()) {
            case USER -> users.put(in.text(), entry);
            case USER_GONE -> users.remove(in.text());
            case PERMISSIONS -> permissions.put(List.of(in.text(), in.text()), entry);
            case PERMISSIONS_GONE -> permissions.remove(List.of(in.text(), in.text()));
            case TOPIC_PERMISSIONS -> topicPermissions.put(List.of(in.text(), in.text(), in.text()), entry);
            case TOPIC_PERMISSIONS_GONE -> topicPermissions.remove(List.of(in.text(), in.text(), in.text()));
            case VHOST -> vhosts.put(in.text(), entry);
            case VHOST_GONE -> vhosts.remove(in.text());
            case PARAMETER -> parameters.put(List.of(in.text(), in.text(), in.text()), entry);
            case PARAMETER_GONE -> parameters.remove(List.of(in.text(), in.text(), in.text()));
            default -> throw new Journal.UnknownEntry(entry);
        }
    }

    @Override
    public List<Entry> live() {
        List<Entry> live = new ArrayList<>(users.values());
        live.addAll(permissions.values());
        live.addAll(topicPermissions.values());
        live.addAll(vhosts.values());
        live.addAll(parameters.values());
        return live;
    }
}
