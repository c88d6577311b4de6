package dev.touchstone.broker.ledger;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files of a message log. After recovery it belongs to the worker. */
final class LogFiles {
    private static final int OPEN_FILES = 16;

    /** So that the system never holds back more than a few segments, even if nobody waits for them. */
    private static final int UNFORCED_FILES = 4;

    private final Disk disk;
    private final Map<Integer, DiskFile> open = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Integer, DiskFile> unforced = new LinkedHashMap<>();
    private final Runnable beforeForce;
    private final Headroom headroom;
    private boolean namesUnforced;

    /** {@code beforeForce} makes safe what messages rely on: the queues that they are in. */
    LogFiles(Disk disk, Runnable beforeForce, long room) {
        this.disk = disk;
        this.headroom = new Headroom(room);
        this.beforeForce = beforeForce;
    }

    Disk disk() {
        return disk;
    }

    /** Writes a batch, and forces if somebody waits. May be called again after a failure. */
    void write(Batch batch) {
        for (Batch.Piece piece : batch.pieces()) {
            namesUnforced |= piece.fresh();
            int number = piece.segment().number();
            DiskFile file = file(number);
            unforced.put(number, file);
            long at = piece.at();
            for (ByteBuffer chunk : piece.chunks()) {
                int length = chunk.limit();
                file.write(chunk.duplicate().position(0), at);
                at += length;
            }
        }
        if (batch.isForced() && !batch.pieces().isEmpty()) {
            Batch.Piece last = batch.pieces().get(batch.pieces().size() - 1);
            int number = last.segment().number();
            headroom.keep(file(number), number, last.at() + last.length(), batch.octets());
        }
        if (batch.isForced() || unforced.size() > UNFORCED_FILES) {
            force();
        }
    }

    private void force() {
        beforeForce.run();
        for (Integer number : new ArrayList<>(unforced.keySet())) {
            file(number).force();
            unforced.remove(number);
        }
        if (namesUnforced) {
            disk.forceFolder();
            namesUnforced = false;
        }
    }

    /** Reads from a segment until {@code into} is full or the file ends. */
    int read(int segment, ByteBuffer into, long at) {
        return file(segment).read(into, at);
    }

    /** Deletes a segment; everything written before is safe. */
    void delete(int segment) {
        DiskFile file = open.remove(segment);
        unforced.remove(segment);
        if (file != null) {
            file.close();
        }
        disk.delete(Segment.fileName(segment));
    }

    private DiskFile file(int number) {
        DiskFile file = open.get(number);
        if (file == null) {
            file = disk.open(Segment.fileName(number));
            open.put(number, file);
            closeEldest();
        }
        return file;
    }

    private void closeEldest() {
        List<Integer> eldest = new ArrayList<>(open.keySet());
        for (int i = 0; open.size() > OPEN_FILES && i < eldest.size(); i++) {
            if (!unforced.containsKey(eldest.get(i))) {
                DiskFile file = open.remove(eldest.get(i));
                if (file != null) {
                    file.close();
                }
            }
        }
    }

    /** Forces and closes everything. */
    void close() {
        force();
        abandon();
    }

    /** Closes everything as it is. */
    void abandon() {
        open.values().forEach(DiskFile::close);
        open.clear();
        unforced.clear();
    }
}
