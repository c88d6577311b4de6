package dev.touchstone.broker.ledger;

/** One file of the message log, and how much of it is still needed. Belongs to the loop. */
final class Segment {
    private final int number;
    private final long salt;
    private boolean damaged;
    private long written;
    private long octets = RecordFormat.FILE_HEADER;
    private long entries;
    private long live;

    Segment(int number, long salt) {
        this.number = number;
        this.salt = salt;
    }

    long salt() {
        return salt;
    }

    /** Something in it cannot be read: what lives there cannot be moved. */
    boolean isDamaged() {
        return damaged;
    }

    void damage() {
        damaged = true;
    }

    int number() {
        return number;
    }

    String fileName() {
        return fileName(number);
    }

    /** Sorted as text they are sorted as numbers. */
    static String fileName(int number) {
        return String.format("%08x.seg", number);
    }

    /** The number in a file's name, or -1 if it is no segment's. */
    static int number(String fileName) {
        return fileName.matches("[0-7][0-9a-f]{7}\\.seg") ? Integer.parseInt(fileName.substring(0, 8), 16) : -1;
    }

    /** Octets of the file, those not yet written included. */
    long octets() {
        return octets;
    }

    void octets(long now) {
        octets = now;
    }

    /** The file is written up to there. */
    void written(long end) {
        written = end;
    }

    /** Whether the record that begins there is in the file. */
    boolean isWritten(int offset) {
        return offset < written;
    }

    /** Whether nothing more will be written here, if another segment grows. */
    boolean isWhole() {
        return written == octets;
    }

    /** A message in a queue has its octets here. */
    void enter() {
        entries++;
        live++;
    }

    /** One of these is needed no more. */
    void leave() {
        live--;
    }

    boolean isDead() {
        return live == 0;
    }

    /** Octets that are still needed, about: an equal share for each message that ever was here. */
    long liveOctets() {
        return entries == 0 ? 0 : (long) ((double) octets * live / entries);
    }
}
