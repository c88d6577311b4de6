package dev.touchstone.broker.ledger;

import dev.touchstone.broker.message.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one virtual host on disk: one log for all its queues, in segments.
 *
 * <p>During a turn of the loop records gather in memory. At its end the worker writes them, and forces the files if somebody waits; what comes
 * meanwhile gathers for the next time, so that one force serves everybody who came during the one before. If the disk refuses, everything waits in
 * memory and is tried again.
 */
public final class MessageLog {
    private static final long RETRY_MILLIS = 300;

    private final LogHome home;
    private final LogWorker worker;
    private final LogFiles files;
    private final LogSettings settings;
    private final LogWriter writer;
    private final Loader loader;
    private final Reclaimer reclaimer;
    private final Map<Long, QueueLog> queues = new HashMap<>();
    private final Map<Long, QueueLog> unclaimed = new HashMap<>();
    private List<QueueLog> unwritten = new ArrayList<>();
    private @Nullable Batch inFlight;
    private boolean underWay;
    private boolean deliveriesUnknown;
    private boolean turnPosted;
    private boolean refusing;
    private boolean closed;

    private MessageLog(LogFiles files, LogHome home, LogWorker worker, LogSettings settings) {
        this.home = home;
        this.worker = worker;
        this.files = files;
        this.settings = settings;
        this.writer = new LogWriter(settings, home);
        this.loader = new Loader(this, files, home, worker);
        this.reclaimer = new Reclaimer(this, writer, files, home, worker);
    }

    /**
     * Opens the log in a folder, and reads what is there. Before the loop has it; takes as long as reading the whole log.
     *
     * <p>Then each queue that still exists is to be claimed with {@link #queue}, and {@link #recovered} called.
     */
    public static MessageLog open(
            Disk disk, LogHome home, LogWorker worker, LogSettings settings, RecoveryReport report) {
        return open(disk, () -> {}, home, worker, settings, report);
    }

    /** The same; {@code beforeForce} is run by the worker before each force, to make safe what messages rely on. */
    public static MessageLog open(
            Disk disk,
            Runnable beforeForce,
            LogHome home,
            LogWorker worker,
            LogSettings settings,
            RecoveryReport report) {
        MessageLog log = new MessageLog(new LogFiles(disk, beforeForce, settings.room()), home, worker, settings);
        new LogRecovery(disk, log, report).run();
        return log;
    }

    /** The part of a queue: of one that recovery found, or of a new one. */
    public QueueLog queue(long id) {
        QueueLog found = unclaimed.remove(id);
        if (found != null) {
            queues.put(id, found);
            if (deliveriesUnknown) {
                found.allDelivered();
            }
            return found;
        }
        return queues.computeIfAbsent(id, key -> new QueueLog(this, key));
    }

    /**
     * Whether the process ended without closing the log: what was delivered shortly before is not written then, so every message counts as delivered, as
     * with RabbitMQ.
     */
    void deliveriesUnknown(boolean unknown) {
        deliveriesUnknown = unknown;
    }

    /** All queues that exist were claimed: messages of others are dropped. */
    public void recovered() {
        for (QueueLog queue : new ArrayList<>(unclaimed.values())) {
            queue.gone();
        }
        unclaimed.clear();
        reclaimer.check();
    }

    /** The queue of that number, found by recovery, claimed or not; made if it is missing. */
    QueueLog found(long id) {
        return unclaimed.computeIfAbsent(id, key -> new QueueLog(this, key));
    }

    @Nullable
    QueueLog known(long id) {
        return queues.get(id);
    }

    /** Octets that wait to be written. */
    public long waitingOctets() {
        Batch batch = inFlight;
        return writer.octets() + (batch == null ? 0 : batch.octets());
    }

    /** Whether so much waits to be written that publishers should wait too, or the disk refuses. */
    public boolean isBehind() {
        return refusing || waitingOctets() > settings.behind();
    }

    /** Octets of all segments. */
    public long octets() {
        long total = 0;
        for (Segment segment : writer.segments()) {
            total += segment.octets();
        }
        return total;
    }

    /** Whether the log is larger than what it keeps deserves. */
    boolean wantsLess() {
        long needed = 0;
        for (Segment segment : writer.segments()) {
            needed += segment.liveOctets();
        }
        return octets() > needed * 2 + settings.slack();
    }

    /** Tells the receipt when everything up to now is safe from a loss of power. */
    public void whenSafe(Receipt receipt, long sequenceNumber) {
        if (closed) {
            return;
        }
        writer.gathering().await(receipt, sequenceNumber);
        touch();
    }

    Loader loader() {
        return loader;
    }

    LogWriter writer() {
        return writer;
    }

    void store(QueueLog queue, Message message, long place, long expiresAt) {
        writer.open(message);
        entry(queue, place, expiresAt);
    }

    /** Adds a queue to the open record of a message. */
    void entry(QueueLog queue, long place, long expiresAt) {
        RecordBuffer out = writer.out();
        out.u64(queue.id());
        out.u64(place);
        out.u64(expiresAt);
        queue.put(place, writer.current(), writer.recordAt());
        touch();
    }

    /** A queue has settlements to be written at the end of the turn. */
    void unwritten(QueueLog queue) {
        unwritten.add(queue);
        touch();
    }

    /** Writes places as runs of neighbours: the distance from the last run's end, and the length. */
    void settlements(int type, long queue, long[] places, int count) {
        writer.begin(type);
        RecordBuffer out = writer.out();
        out.u64(queue);
        long end = 0;
        int at = 0;
        while (at < count) {
            int run = at + 1;
            while (run < count && places[run] == places[run - 1] + 1) {
                run++;
            }
            long distance = places[at] - end;
            out.varint(distance << 1 ^ distance >> 63);
            out.varint(run - at);
            end = places[run - 1] + 1;
            at = run;
        }
    }

    void dropped(QueueLog queue, int line, long from, long to) {
        queue.writeSettlements();
        writer.begin(RecordTypes.DROP);
        RecordBuffer out = writer.out();
        out.u64(queue.id());
        out.u8(line);
        out.u64(from);
        out.u64(to);
        touch();
    }

    void gone(QueueLog queue) {
        queues.remove(queue.id());
        writer.begin(RecordTypes.QUEUE_GONE);
        writer.out().u64(queue.id());
        touch();
    }

    void touch() {
        if (!turnPosted) {
            turnPosted = true;
            home.post(this::endOfTurn);
        }
    }

    private void endOfTurn() {
        turnPosted = false;
        if (inFlight == null && !closed) {
            handOver();
        }
    }

    private void writeSettlements() {
        List<QueueLog> some = unwritten;
        unwritten = new ArrayList<>();
        some.forEach(QueueLog::writeSettlements);
    }

    private void handOver() {
        writeSettlements();
        Batch batch = writer.take();
        if (!batch.isEmpty()) {
            inFlight = batch;
            submit(batch);
        }
    }

    private void submit(Batch batch) {
        underWay = true;
        worker.submit(() -> {
            try {
                files.write(batch);
                batch.failure(null);
            } catch (DiskException e) {
                batch.failure(e);
            }
            home.post(() -> ended(batch));
        });
    }

    /** The worker has tried to write a batch. */
    private void ended(Batch batch) {
        if (closed || inFlight != batch || !underWay) {
            return;
        }
        underWay = false;
        DiskException failure = batch.failure();
        if (failure == null) {
            written(batch);
            return;
        }
        if (!refusing) {
            refusing = true;
            home.diskRefuses(String.valueOf(failure.getMessage()));
        }
        reclaimer.check();
        home.later(RETRY_MILLIS, () -> {
            if (!closed && inFlight == batch && !underWay) {
                submit(batch);
            }
        });
    }

    private void written(Batch batch) {
        inFlight = null;
        if (refusing) {
            refusing = false;
            home.diskRefuses(null);
        }
        writer.written(batch);
        reclaimer.written(batch);
        handOver();
        batch.tell();
        loader.written();
        home.relieved();
    }

    /** Waits until what was gathered so far is written, as far as the disk lets it. */
    void writeNow() {
        for (int i = 0; i < 2 && !refusing; i++) {
            Batch batch = inFlight;
            if (batch == null) {
                handOver();
                batch = inFlight;
            }
            if (batch != null) {
                if (!underWay) {
                    submit(batch);
                }
                worker.await();
                ended(batch);
            }
        }
    }

    /** Writes what waits, forces it, and closes the files; waits for that. What is asked of it or its queues afterwards does nothing. */
    public void close() {
        if (closed) {
            return;
        }
        writeSettlements();
        if (!writer.segments().isEmpty()) {
            writer.begin(RecordTypes.CLOSED);
        }
        writer.gathering().force();
        refusing = false;
        writeNow();
        closed = true;
        worker.submit(() -> {
            try {
                files.close();
            } catch (DiskException e) {
                home.damaged("the end could not be written: " + e.getMessage());
            }
        });
        worker.await();
    }

    /** Closes the files as they are, as the end of the process would. What is asked of it or its queues afterwards does nothing. */
    public void abandon() {
        if (!closed) {
            closed = true;
            worker.submit(files::abandon);
            worker.await();
        }
    }

    boolean isClosed() {
        return closed;
    }
}
