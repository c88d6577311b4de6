package dev.touchstone.broker.ledger;

import dev.touchstone.broker.message.Address;
import dev.touchstone.broker.message.Message;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Reads messages back: a stretch of a segment at a time, as many of its messages as follow each other in the line. */
final class Loader {
    /** One read. */
    private static final int WINDOW_OCTETS = 256 * 1024;

    /** What others have between two messages of a line is read over, up to this. */
    private static final int GAP_OCTETS = 32 * 1024;

    private static final int MESSAGES = 2048;

    private static final long RETRY_MILLIS = 300;

    private final MessageLog log;
    private final LogFiles files;
    private final LogHome home;
    private final LogWorker worker;
    private List<Runnable> waiting = new ArrayList<>();

    Loader(MessageLog log, LogFiles files, LogHome home, LogWorker worker) {
        this.log = log;
        this.files = files;
        this.home = home;
        this.worker = worker;
    }

    /** One stretch: asked on the loop, read by the worker. */
    private static final class Request {
        private final QueueLog queue;
        private final int line;
        private final Segment segment;
        private long[] positions = new long[16];
        private int[] offsets = new int[16];
        private int count;
        private @Nullable Message @Nullable [] messages;
        private long[] expiries = {};
        private @Nullable DiskException failure;

        Request(QueueLog queue, int line, Segment segment) {
            this.queue = queue;
            this.line = line;
            this.segment = segment;
        }

        void add(long position, int offset) {
            if (count == positions.length) {
                positions = Arrays.copyOf(positions, count * 2);
                offsets = Arrays.copyOf(offsets, count * 2);
            }
            positions[count] = position;
            offsets[count++] = offset;
        }
    }

    void load(QueueLog queue, int line, long from, LoadTarget target) {
        long first = queue.next(line, from);
        if (first < 0) {
            home.post(() -> target.loaded(List.of()));
            return;
        }
        Request request = request(queue, line, first);
        if (request.count == 0) {
            log.touch();
            waiting.add(() -> load(queue, line, from, target));
            return;
        }
        worker.submit(() -> {
            read(request);
            home.post(() -> give(request, target));
        });
    }

    private void give(Request request, LoadTarget target) {
        List<LoadedMessage> found = result(request);
        if (!found.isEmpty()) {
            target.loaded(found);
        } else if (request.failure == null) {
            load(request.queue, request.line, request.positions[0], target);
        } else {
            home.later(RETRY_MILLIS, () -> load(request.queue, request.line, request.positions[0], target));
        }
    }

    /** A batch was written: who waited for it may read. */
    void written() {
        List<Runnable> ready = waiting;
        waiting = new ArrayList<>(0);
        ready.forEach(Runnable::run);
    }

    List<LoadedMessage> loadNow(QueueLog queue, int line, long from) {
        long first = queue.next(line, from);
        while (first >= 0) {
            Request request = request(queue, line, first);
            if (request.count == 0) {
                log.writeNow();
                request = request(queue, line, first);
            }
            if (request.count == 0) {
                return List.of();
            }
            Request asked = request;
            worker.submit(() -> read(asked));
            worker.await();
            List<LoadedMessage> found = result(asked);
            if (!found.isEmpty() || asked.failure != null) {
                return found;
            }
            first = queue.next(line, first);
        }
        return List.of();
    }

    private static Request request(QueueLog queue, int line, long first) {
        LineIndex index = queue.index(line);
        Segment segment = index.segment(first);
        Request request = new Request(queue, line, segment);
        int start = index.offset(first);
        int last = start;
        long position = first;
        while (position >= 0 && request.count < MESSAGES && index.segment(position) == segment) {
            int offset = index.offset(position);
            boolean near = offset >= last && offset - last <= GAP_OCTETS && offset - start < WINDOW_OCTETS;
            if (!near || !segment.isWritten(offset)) {
                break;
            }
            request.add(position, offset);
            last = offset;
            position = index.next(position + 1);
        }
        return request;
    }

    // On the worker

    private void read(Request request) {
        request.messages = new @Nullable Message[request.count];
        request.expiries = new long[request.count];
        try {
            ByteBuffer window = window(request, WINDOW_OCTETS);
            if (request.count > 0 && whole(window, 0) > window.limit()) {
                window = window(request, whole(window, 0));
            }
            parse(request, window);
        } catch (DiskException e) {
            request.failure = e;
        }
    }

    private ByteBuffer window(Request request, int octets) {
        ByteBuffer window = ByteBuffer.allocate(octets);
        files.read(request.segment.number(), window, request.offsets[0]);
        return window.flip();
    }

    private static int whole(ByteBuffer window, int at) {
        if (window.limit() - at < RecordFormat.RECORD_HEADER) {
            return RecordFormat.RECORD_HEADER;
        }
        int length = window.getInt(at);
        return length < 1 || length > 1 << 30 ? RecordFormat.RECORD_HEADER : length + RecordFormat.RECORD_HEADER;
    }

    private void parse(Request request, ByteBuffer window) {
        CRC32C crc = new CRC32C();
        Address known = null;
        int at = 0;
        while (at < request.count) {
            int start = request.offsets[at] - request.offsets[0];
            int length = whole(window, start);
            if (at > 0 && start + length > window.limit()) {
                break;
            }
            Message message = parse(request, at, window, start, length, crc, known);
            if (message != null) {
                known = message.address();
            }
            at++;
        }
        request.count = at;
    }

    private static @Nullable Message parse(
            Request request, int at, ByteBuffer window, int start, int length, CRC32C crc, @Nullable Address known) {
        MessageRecord record = checked(window, start, length, request.segment.salt(), crc);
        for (int entry = 0; record != null && entry < record.entries(); entry++) {
            long place = record.place(entry);
            if (record.queue(entry) == request.queue.id()
                    && MessageRecord.position(place) == request.positions[at]
                    && MessageRecord.line(place) == request.line) {
                Message message = record.message(known);
                if (request.messages != null) {
                    request.messages[at] = message;
                }
                request.expiries[at] = record.expiresAt(entry);
                return message;
            }
        }
        return null;
    }

    /** The message record at this place of a window, or null if it is not whole or not sound. */
    static @Nullable MessageRecord checked(ByteBuffer window, int start, int length, long salt, CRC32C crc) {
        if (length <= RecordFormat.RECORD_HEADER || start + length > window.limit()) {
            return null;
        }
        RecordFormat.begin(crc, salt);
        crc.update(window.slice(start + RecordFormat.RECORD_HEADER, length - RecordFormat.RECORD_HEADER));
        boolean sound = window.getInt(start + 4) == (int) crc.getValue()
                && window.get(start + RecordFormat.RECORD_HEADER) == RecordTypes.MESSAGE;
        return sound
                ? new MessageRecord(
                        window.slice(start + RecordFormat.RECORD_HEADER + 1, length - RecordFormat.RECORD_HEADER - 1))
                : null;
    }

    // On the loop again

    private List<LoadedMessage> result(Request request) {
        if (request.failure != null || request.messages == null) {
            home.damaged("messages cannot be read now: " + request.failure);
            return List.of();
        }
        List<LoadedMessage> found = new ArrayList<>(request.count);
        LineIndex index = request.queue.index(request.line);
        for (int i = 0; i < request.count; i++) {
            long position = request.positions[i];
            Message message = request.messages[i];
            if (message == null) {
                lost(request, position);
            } else if (index.has(position)) {
                found.add(new LoadedMessage(message, position, request.expiries[i], index.wasDelivered(position)));
            } else {
                message.release();
            }
        }
        return found;
    }

    private void lost(Request request, long position) {
        request.segment.damage();
        request.queue.acked(request.line, position);
        home.damaged(request.segment.fileName() + ": a message is damaged and lost, position " + position + " of queue "
                + Long.toHexString(request.queue.id()));
    }
}
