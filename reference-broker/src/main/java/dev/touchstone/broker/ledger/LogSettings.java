package dev.touchstone.broker.ledger;

/**
 * Sizes of a message log, in octets.
 *
 * @param segment a file larger than this is followed by a new one
 * @param slack the log may be so much larger than twice what is needed before the oldest segment is moved to the end
 * @param behind publishers have to wait while more than this waits to be written
 * @param room zeros that are written ahead of small batches for which somebody waits; 0 for none
 */
public record LogSettings(long segment, long slack, long behind, long room) {
    /** Refuses what could not work. */
    public LogSettings {
        if (segment < RecordFormat.FILE_HEADER || segment > 1 << 30 || slack < 0 || behind < 1 || room < 0) {
            throw new IllegalArgumentException(
                    "no sizes for a log: " + segment + ", " + slack + ", " + behind + ", " + room);
        }
    }

    /** Segments of 16 MiB, 64 MiB of slack; publishers wait behind 16 MiB, or a 32nd of the heap; 256 KiB of room. */
    public static LogSettings defaults() {
        return new LogSettings(
                16L << 20, 64L << 20, Math.min(16L << 20, Runtime.getRuntime().maxMemory() / 32), 256L << 10);
    }
}
