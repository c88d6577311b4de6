package dev.touchstone.suite.transcript;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Everything that the connections of one case sent and received. Bounded: of each direction of each connection the first
 * {@value #HEAD_OCTETS} octets are kept, and what follows is counted only.
 */
public final class WireLog {
    static final int HEAD_OCTETS = 512 * 1024;

    private final Instant startedAt = Instant.now();
    private final long startedNanos = System.nanoTime();
    private final List<Tap> taps = new ArrayList<>();
    private final AtomicInteger names = new AtomicInteger();

    /** Which way octets went. */
    public enum Direction {
        SENT,
        RECEIVED
    }

    /** Some octets that went one way at one time. */
    public record Chunk(long nanos, Direction direction, byte[] octets) {}

    /** Opens the log of one more connection; its label is c1, c2 and so on. */
    public Tap tap(String label) {
        Tap tap = new Tap(label + names.incrementAndGet());
        synchronized (taps) {
            taps.add(tap);
        }
        return tap;
    }

    /** The transcript: one line a frame, in the order of time. */
    public List<String> lines() {
        return TranscriptWriter.lines(taps(), startedNanos);
    }

    List<Tap> taps() {
        synchronized (taps) {
            return List.copyOf(taps);
        }
    }

    /** The time of the clock, in nanoseconds since the epoch, of a time that {@link System#nanoTime} gave. */
    long epochNanos(long nanos) {
        long started = startedAt.getEpochSecond() * 1_000_000_000L + startedAt.getNano();
        return started + nanos - startedNanos;
    }

    /** The log of one connection. */
    public static final class Tap {
        private final String label;
        private final List<Chunk> chunks = new ArrayList<>();
        private final List<Note> notes = new ArrayList<>();
        private final java.util.Map<Direction, Long> octets = new java.util.EnumMap<>(Direction.class);

        private Tap(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }

        public synchronized void record(Direction direction, byte[] from, int offset, int length) {
            long before = octets.getOrDefault(direction, 0L);
            long room = HEAD_OCTETS - before;
            octets.put(direction, before + length);
            if (room > 0) {
                byte[] copy = java.util.Arrays.copyOfRange(from, offset, offset + (int) Math.min(room, length));
                chunks.add(new Chunk(System.nanoTime(), direction, copy));
            }
        }

        /** Records something that is not octets: connected, closed, reset. */
        public synchronized void note(String text) {
            notes.add(new Note(System.nanoTime(), text));
        }

        synchronized List<Chunk> chunks() {
            return List.copyOf(chunks);
        }

        synchronized List<Note> notes() {
            return List.copyOf(notes);
        }

        synchronized long omitted(Direction direction) {
            return Math.max(0, octets.getOrDefault(direction, 0L) - HEAD_OCTETS);
        }
    }

    record Note(long nanos, String text) {}
}
