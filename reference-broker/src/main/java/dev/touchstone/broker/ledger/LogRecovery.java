package dev.touchstone.broker.ledger;

import java.nio.ByteBuffer;

/** Reads a log from its begin to its end: what is settled is forgotten again, the rest is in the indexes of its queues then. */
final class LogRecovery {
    private final Disk disk;
    private final MessageLog log;
    private final RecoveryReport report;
    private Segment segment = new Segment(0, 0);
    private long closedAt = -1;
    private boolean empty = true;

    LogRecovery(Disk disk, MessageLog log, RecoveryReport report) {
        this.disk = disk;
        this.log = log;
        this.report = report;
    }

    void run() {
        for (String name : disk.list()) {
            int number = Segment.number(name);
            if (number >= 0) {
                read(name, number);
            }
        }
        log.deliveriesUnknown(!empty && closedAt < 0);
    }

    private void read(String name, int number) {
        try (DiskFile file = disk.open(name)) {
            RecordScan scan = new RecordScan(file, name, RecordTypes.KIND);
            boolean readable = scan.open(report);
            closedAt = -1;
            if (!readable) {
                file.truncate(0);
            }
            segment = new Segment(number, scan.salt());
            long end = readable ? scan.run(this::replay, report) : 0;
            if (closedAt >= 0) {
                end = closedAt;
                file.truncate(end);
                file.force();
            }
            file.truncate(end);
            segment.octets(end);
            segment.written(end);
            log.writer().addOld(segment);
        }
    }

    private void replay(int type, ByteBuffer payload, long at) {
        empty = false;
        closedAt = type == RecordTypes.CLOSED ? at : -1;
        switch (type) {
            case RecordTypes.MESSAGE -> message(new MessageRecord(payload), (int) at);
            case RecordTypes.ACK -> settlements(payload, true);
            case RecordTypes.DELIVERED -> settlements(payload, false);
            case RecordTypes.DROP -> {
                QueueLog queue = log.found(payload.getLong());
                int line = payload.get() & 0xFF;
                queue.index(line).removeRange(payload.getLong(), payload.getLong());
            }
            case RecordTypes.QUEUE_GONE -> log.found(payload.getLong()).forgetAll();
            case RecordTypes.CLOSED -> {
                // What it says is said by its place at the end.
            }
            default -> report.note(segment.fileName() + ": a record of the unknown type " + type + " was passed over");
        }
    }

    private void message(MessageRecord record, int at) {
        for (int entry = 0; entry < record.entries(); entry++) {
            long place = record.place(entry);
            QueueLog queue = log.found(record.queue(entry));
            if ((MessageRecord.flags(place) & MessageRecord.TRANSIENT) != 0) {
                queue.noteHighest(MessageRecord.position(place));
                continue;
            }
            queue.put(place, segment, at);
            queue.index(MessageRecord.line(place)).size(MessageRecord.position(place), record.bodyLength());
            if (record.expiresAt(entry) != Long.MAX_VALUE) {
                queue.noteExpiring();
            }
        }
    }

    private void settlements(ByteBuffer payload, boolean settled) {
        QueueLog queue = log.found(payload.getLong());
        long end = 0;
        while (payload.hasRemaining()) {
            long coded = varint(payload);
            long place = end + (coded >>> 1 ^ -(coded & 1));
            long run = varint(payload);
            for (long i = 0; i < run; i++, place++) {
                LineIndex index = queue.index(MessageRecord.line(place));
                if (settled) {
                    index.remove(MessageRecord.position(place));
                } else {
                    index.markDelivered(MessageRecord.position(place));
                }
            }
            end = place;
        }
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        int shift = 0;
        byte octet = in.get();
        while (octet < 0) {
            value |= (octet & 0x7FL) << shift;
            shift += 7;
            octet = in.get();
        }
        return value | (long) octet << shift;
    }
}
