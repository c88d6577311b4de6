package dev.touchstone.broker.ledger;

import dev.touchstone.broker.message.Message;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The end of the log: which segment grows, where in it the next record will lie, and what is gathered for it. Belongs to the loop. */
final class LogWriter {
    private final LogSettings settings;
    private final LogHome home;
    private final RecordBuffer out = new RecordBuffer();
    private final Deque<Segment> segments = new ArrayDeque<>();
    private Batch gathering = new Batch();
    private @Nullable Segment current;
    private @Nullable Message openMessage;
    private int nextNumber = 1;
    private boolean fresh;
    private long pieceAt;
    private long recordAt;

    LogWriter(LogSettings settings, LogHome home) {
        this.settings = settings;
        this.home = home;
    }

    /** All segments, the oldest first. */
    Deque<Segment> segments() {
        return segments;
    }

    /** A segment of an earlier run. */
    void addOld(Segment segment) {
        segments.add(segment);
        nextNumber = segment.number() + 1;
    }

    /** The batch that the next hand-over gives to the worker. */
    Batch gathering() {
        return gathering;
    }

    RecordBuffer out() {
        return out;
    }

    /** Octets gathered and not handed over. */
    long octets() {
        return gathering.octets() + out.octets();
    }

    Segment current() {
        Segment segment = current;
        if (segment == null) {
            throw new IllegalStateException("nothing was written yet");
        }
        return segment;
    }

    /** Begins a record; its fields go to {@link #out}. */
    void begin(int type) {
        out.end();
        openMessage = null;
        Segment segment = current;
        if (segment == null || pieceAt + out.octets() >= settings.segment()) {
            segment = roll();
        }
        recordAt = pieceAt + out.octets();
        out.begin(segment.salt(), type);
    }

    private Segment roll() {
        cut();
        Segment segment = new Segment(nextNumber++, home.entropy());
        segments.add(segment);
        current = segment;
        pieceAt = 0;
        fresh = true;
        out.raw(RecordFormat.fileHeader(RecordTypes.KIND, segment.salt()));
        return segment;
    }

    /** Has a record of this message open for entries: the last one, if it is still open. */
    void open(Message message) {
        if (openMessage != message) {
            begin(RecordTypes.MESSAGE);
            MessageRecord.write(out, message);
            openMessage = message;
        }
    }

    /** Where the record lies that was begun last. */
    int recordAt() {
        return (int) recordAt;
    }

    /** Puts what was gathered for the current segment into the batch. */
    private void cut() {
        long length = out.octets();
        openMessage = null;
        if (current != null && length > 0) {
            gathering.add(new Batch.Piece(current, fresh, pieceAt, length, out.take()));
            pieceAt += length;
            fresh = false;
            current.octets(pieceAt);
        }
    }

    /** What was gathered, as a batch; another one begins. */
    Batch take() {
        cut();
        Batch batch = gathering;
        gathering = new Batch();
        return batch;
    }

    /** The worker has written a batch: its chunks are used again. */
    void written(Batch batch) {
        for (Batch.Piece piece : batch.pieces()) {
            piece.segment().written(piece.at() + piece.length());
            out.giveBack(piece.chunks());
        }
    }
}
