package dev.touchstone.broker.params;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * All parameters of a broker. Any thread may read and write: a write swaps the whole map, a read takes the current one. Values are numbers ({@link Long},
 * {@link Double}), texts, booleans, lists and maps of them, and are not to be changed.
 */
public final class Parameters {
    private volatile Map<ParameterKey, Object> current = Map.of();
    private @Nullable ParameterJournal journal;

    /** From now on every change is told to {@code keeper}, before the call that makes it returns. */
    public synchronized void keepIn(ParameterJournal keeper) {
        journal = keeper;
    }

    /** The value, or null. */
    public @Nullable Object get(ParameterKey key) {
        return current.get(key);
    }

    /** The value if it is a map, else an empty one. */
    public Map<String, Object> map(ParameterKey key) {
        Object value = get(key);
        if (!(value instanceof Map<?, ?> map)) {
            return Map.of();
        }
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((name, each) -> copy.put(String.valueOf(name), each));
        return copy;
    }

    /** The whole number under {@code name} in a value that is a map; negative if there is none. */
    public long number(ParameterKey key, String name) {
        return current.get(key) instanceof Map<?, ?> map && map.get(name) instanceof Number number
                ? number.longValue()
                : -1;
    }

    /** All parameters in the order in which they were first set. */
    public Map<ParameterKey, Object> all() {
        return current;
    }

    /** The keys that {@code wanted} takes, in the order in which they were first set. */
    public List<ParameterKey> keys(Predicate<ParameterKey> wanted) {
        return current.keySet().stream().filter(wanted).toList();
    }

    /** Sets a parameter; returns whether it is new. */
    public synchronized boolean put(ParameterKey key, Object value) {
        Map<ParameterKey, Object> copy = new LinkedHashMap<>(current);
        boolean isNew = copy.put(key, value) == null;
        current = Collections.unmodifiableMap(copy);
        if (journal != null) {
            journal.parameter(key, value);
        }
        return isNew;
    }

    /** Removes a parameter; returns whether there was one. */
    public synchronized boolean remove(ParameterKey key) {
        if (!current.containsKey(key)) {
            return false;
        }
        Map<ParameterKey, Object> copy = new LinkedHashMap<>(current);
        copy.remove(key);
        current = Collections.unmodifiableMap(copy);
        if (journal != null) {
            journal.parameterGone(key);
        }
        return true;
    }

    /** The virtual host is gone, and all parameters of it. */
    public void vhostDeleted(String vhost) {
        keys(key -> key.vhost().equals(vhost)).forEach(this::remove);
    }
}
