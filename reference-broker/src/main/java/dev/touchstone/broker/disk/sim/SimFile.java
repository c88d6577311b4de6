package dev.touchstone.broker.disk.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** The octets of a file: those that are safe, and the changes since, which a crash may undo one by one. */
final class SimFile {
    private static final int SECTOR = 512;

    private byte[] safe = {};
    private byte[] visible = {};
    private int size;
    private final List<Change> changes = new ArrayList<>();

    /** Octets written at a place, or a cut if there are none. */
    private record Change(int at, byte[] octets) {}

    int size() {
        return size;
    }

    void write(int at, byte[] octets) {
        changes.add(new Change(at, octets));
        put(at, octets, octets.length);
    }

    private void put(int at, byte[] octets, int length) {
        if (at + length > visible.length) {
            visible = Arrays.copyOf(visible, Math.max(at + length, visible.length * 2));
        }
        System.arraycopy(octets, 0, visible, at, length);
        size = Math.max(size, at + length);
    }

    void truncate(int to) {
        if (to < size) {
            changes.add(new Change(to, new byte[0]));
            cut(to);
        }
    }

    private void cut(int to) {
        Arrays.fill(visible, Math.min(to, size), size, (byte) 0);
        size = Math.min(to, size);
    }

    int read(int at, byte[] into) {
        int length = Math.max(0, Math.min(into.length, size - at));
        if (length > 0) {
            System.arraycopy(visible, at, into, 0, length);
        }
        return length;
    }

    void flip(int at, int bit) {
        visible[at] ^= (byte) (1 << bit);
        safe = Arrays.copyOf(visible, size);
    }

    void force() {
        safe = Arrays.copyOf(visible, size);
        changes.clear();
    }

    /** After a crash: each unforced change was done, or not, or only some of its sectors. */
    void crash(Random random) {
        visible = safe;
        size = safe.length;
        visible = Arrays.copyOf(safe, safe.length);
        for (Change change : List.copyOf(changes)) {
            int fate = random.nextInt(4);
            if (change.octets.length == 0) {
                if (fate > 1) {
                    cut(change.at);
                }
            } else if (fate == 0) {
                put(change.at, change.octets, change.octets.length);
            } else if (fate == 1) {
                put(change.at, change.octets, random.nextInt(change.octets.length + 1));
            } else if (fate == 2) {
                tear(change, random);
            }
        }
        force();
    }

    private void tear(Change change, Random random) {
        for (int from = 0; from < change.octets.length; from += SECTOR) {
            int to = Math.min(from + SECTOR, change.octets.length);
            if (random.nextBoolean()) {
                put(change.at + from, Arrays.copyOfRange(change.octets, from, to), to - from);
            }
        }
    }
}
