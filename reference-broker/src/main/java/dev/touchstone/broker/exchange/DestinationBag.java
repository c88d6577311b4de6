package dev.touchstone.broker.exchange;

import java.util.Arrays;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/** Destinations with the number of bindings that lead to each. An array to walk fast; beyond a few entries an index to remove fast. */
final class DestinationBag {
    private static final int INDEX_FROM = 16;

    private Destination[] items = new Destination[1];
    private int[] counts = new int[1];
    private int size;
    private @Nullable IdentityHashMap<Destination, Integer> index;

    boolean isEmpty() {
        return size == 0;
    }

    void add(Destination destination) {
        int at = indexOf(destination);
        if (at >= 0) {
            counts[at]++;
            return;
        }
        if (size == items.length) {
            items = Arrays.copyOf(items, size * 2);
            counts = Arrays.copyOf(counts, size * 2);
        }
        items[size] = destination;
        counts[size] = 1;
        if (index != null) {
            index.put(destination, size);
        }
        size++;
        if (index == null && size >= INDEX_FROM) {
            index = indexed();
        }
    }

    /** Takes one binding away; the destination goes with its last one. */
    void remove(Destination destination) {
        int at = indexOf(destination);
        if (at < 0 || --counts[at] > 0) {
            return;
        }
        size--;
        Destination moved = items[size];
        items[at] = moved;
        counts[at] = counts[size];
        Arrays.fill(items, size, size + 1, null);
        if (index != null) {
            index.put(moved, at);
            index.remove(destination);
        }
    }

    void giveTo(Targets targets) {
        for (int i = 0; i < size; i++) {
            targets.add(items[i]);
        }
    }

    private int indexOf(Destination destination) {
        if (index != null) {
            return index.getOrDefault(destination, -1);
        }
        for (int i = 0; i < size; i++) {
            if (items[i] == destination) {
                return i;
            }
        }
        return -1;
    }

    private IdentityHashMap<Destination, Integer> indexed() {
        IdentityHashMap<Destination, Integer> built = new IdentityHashMap<>();
        for (int i = 0; i < size; i++) {
            built.put(items[i], i);
        }
        return built;
    }
}
