package dev.touchstone.broker.ledger;

import dev.touchstone.broker.message.Message;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one queue has in the log of its virtual host. Messages are known by line (the priority that the queue sorts them under, 0 to 255) and position.
 * Belongs to the loop; nothing here waits for the disk but {@link #loadNow}.
 */
public final class QueueLog {
    private static final int FULL = 4096;

    private final MessageLog log;
    private final long id;
    private @Nullable LineIndex[] lines = {};
    private final Settlements acks = new Settlements();
    private final Settlements deliveries = new Settlements();
    private long highest = -1;
    private boolean expiring;
    private boolean listed;

    QueueLog(MessageLog log, long id) {
        this.log = log;
        this.id = id;
    }

    /** Places that wait for the end of the turn to be written together. */
    private static final class Settlements {
        private long[] places = {};
        private int count;

        void add(long place) {
            if (count == places.length) {
                places = Arrays.copyOf(places, Math.max(16, count * 2));
            }
            places[count++] = place;
        }
    }

    /** The queue's number in the log: never the same for two queues, not even of the same name. */
    public long id() {
        return id;
    }

    /** Keeps a message. It may be the same that another queue of the host just kept: then it is written once. */
    public void store(Message message, int line, long position, long expiresAt, boolean survives) {
        int flags = survives ? 0 : MessageRecord.TRANSIENT;
        if (!log.isClosed()) {
            log.store(this, message, MessageRecord.place(flags, line, position), expiresAt);
        }
    }

    /** Tells the receipt when everything that was stored and settled so far is safe from a loss of power. */
    public void whenSafe(Receipt receipt, long sequenceNumber) {
        log.whenSafe(receipt, sequenceNumber);
    }

    /** A message is settled, dropped or dead: it is kept no more. Nothing happens if it was not kept. */
    public void acked(int line, long position) {
        LineIndex index = line < lines.length ? lines[line] : null;
        if (index != null && index.remove(position)) {
            settle(acks, MessageRecord.place(0, line, position));
        }
    }

    /** A message was delivered and may come back: if the broker ends before that, it is redelivered (DUR-03). */
    public void delivered(int line, long position) {
        LineIndex index = line < lines.length ? lines[line] : null;
        if (index != null && index.has(position) && !index.wasDelivered(position)) {
            index.markDelivered(position);
            settle(deliveries, MessageRecord.place(0, line, position));
        }
    }

    private void settle(Settlements settlements, long place) {
        if (log.isClosed()) {
            return;
        }
        settlements.add(place);
        if (!listed) {
            listed = true;
            log.unwritten(this);
        }
        if (settlements.count >= FULL) {
            writeSettlements();
        }
    }

    /** Writes what waits for the end of the turn. */
    void writeSettlements() {
        listed = false;
        int kept = 0;
        for (int i = 0; i < deliveries.count; i++) {
            long place = deliveries.places[i];
            if (index(MessageRecord.line(place)).has(MessageRecord.position(place))) {
                deliveries.places[kept++] = place;
            }
        }
        deliveries.count = kept;
        write(RecordTypes.DELIVERED, deliveries);
        write(RecordTypes.ACK, acks);
    }

    private void write(int type, Settlements settlements) {
        if (settlements.count > 0) {
            log.settlements(type, id, settlements.places, settlements.count);
            settlements.count = 0;
        }
    }

    /** Forgets all messages of a line from a position up to, not with, another. */
    public void drop(int line, long from, long to) {
        if (!log.isClosed() && line < lines.length && index(line).removeRange(from, to) > 0) {
            log.dropped(this, line, from, to);
        }
    }

    /** The queue is deleted. */
    public void gone() {
        if (!log.isClosed()) {
            forgetAll();
            log.gone(this);
        }
    }

    void forgetAll() {
        acks.count = 0;
        deliveries.count = 0;
        for (LineIndex index : lines) {
            if (index != null) {
                index.removeRange(0, Long.MAX_VALUE >> 1);
            }
        }
    }

    /** Every message that recovery found counts as delivered. */
    void allDelivered() {
        for (int line = 0; line < lines.length; line++) {
            for (long position = next(line, 0); position >= 0; position = next(line, position + 1)) {
                delivered(line, position);
            }
        }
    }

    /** The first position with a kept message from {@code from} on, or -1. */
    public long next(int line, long from) {
        return line < lines.length ? index(line).next(from) : -1;
    }

    /**
     * Reads the next messages of a line, in the order of their positions, beside the loop; the target hears of them in another turn. While the
     * disk fails it is asked again and again.
     */
    public void load(int line, long from, LoadTarget target) {
        if (!log.isClosed()) {
            log.loader().load(this, line, from, target);
        }
    }

    /** The same at once, waiting for the disk: for {@code basic.get}. Empty if there is nothing, or nothing can be read now. */
    public List<LoadedMessage> loadNow(int line, long from) {
        return log.isClosed() ? List.of() : log.loader().loadNow(this, line, from);
    }

    // What recovery found

    /** How many lines may have messages. */
    public int lines() {
        return lines.length;
    }

    /** How many messages of a line are kept. */
    public long count(int line) {
        return line < lines.length ? index(line).count() : 0;
    }

    /** Octets of the bodies that recovery found in a line; the second call returns 0. */
    public long takeRecoveredOctets(int line) {
        return line < lines.length ? index(line).takeSizes() : 0;
    }

    /** The highest position that was ever stored as far as the log knows, or -1. */
    public long highest() {
        return highest;
    }

    /** The last position with a kept message in a line, or -1. */
    public long last(int line) {
        return line < lines.length ? index(line).last() : -1;
    }

    /** Whether any message found by recovery can expire. */
    public boolean mayExpire() {
        return expiring;
    }

    LineIndex index(int line) {
        if (line >= lines.length) {
            lines = Arrays.copyOf(lines, line + 1);
        }
        LineIndex index = lines[line];
        if (index == null) {
            index = new LineIndex();
            lines[line] = index;
        }
        return index;
    }

    /** A message lies there. */
    void put(long place, Segment segment, int offset) {
        long position = MessageRecord.position(place);
        LineIndex index = index(MessageRecord.line(place));
        index.put(position, segment, offset);
        highest = Math.max(highest, position);
        if ((MessageRecord.flags(place) & MessageRecord.DELIVERED) != 0) {
            index.markDelivered(position);
        }
    }

    /** A position was used. */
    void noteHighest(long position) {
        highest = Math.max(highest, position);
    }

    /** Whether the queue's message at this place lies exactly there. */
    boolean isAt(long place, Segment segment, int offset) {
        int line = MessageRecord.line(place);
        return line < lines.length && index(line).isAt(MessageRecord.position(place), segment, offset);
    }

    /** The place as it is written into a copy: with what happened to the message since. */
    long asCopied(long place) {
        boolean delivered = index(MessageRecord.line(place)).wasDelivered(MessageRecord.position(place));
        return delivered ? place | (long) MessageRecord.DELIVERED << 56 : place;
    }

    /** Some message may expire. */
    void noteExpiring() {
        expiring = true;
    }
}
