package dev.touchstone.broker.disk;

import dev.touchstone.broker.ledger.Disk;
import dev.touchstone.broker.ledger.DiskException;
import dev.touchstone.broker.ledger.DiskFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A real folder. {@code force} is {@code fsync} of data and size; the folder itself is forced where the system can. */
public final class FileDisk implements Disk {
    private final Path folder;

    /** The folder; made with its parents if it is missing. */
    public FileDisk(Path folder) {
        this.folder = folder;
        attempt("make folder", folder, () -> Files.createDirectories(folder));
    }

    /** The part of the work that may fail. */
    private interface Attempt<T> {
        T run() throws IOException;
    }

    private static <T> T attempt(String what, Path path, Attempt<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw new DiskException("cannot " + what + " " + path + ": " + e, e);
        }
    }

    /** Where it is. */
    public Path path() {
        return folder;
    }

    @Override
    public Disk folder(String name) {
        return new FileDisk(folder.resolve(name));
    }

    @Override
    public List<String> list() {
        return attempt("list", folder, () -> {
            try (Stream<Path> entries = Files.list(folder)) {
                return entries.map(entry -> String.valueOf(entry.getFileName()))
                        .sorted()
                        .toList();
            }
        });
    }

    @Override
    public DiskFile open(String name) {
        Path path = folder.resolve(name);
        return attempt(
                "open",
                path,
                () -> new OpenFile(
                        path,
                        FileChannel.open(
                                path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)));
    }

    @Override
    public void delete(String name) {
        Path path = folder.resolve(name);
        attempt("delete", path, () -> {
            if (!Files.isDirectory(path)) {
                return Files.deleteIfExists(path);
            }
            try (Stream<Path> entries = Files.walk(path)) {
                for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(entry);
                }
            }
            return true;
        });
    }

    @Override
    public void rename(String from, String to) {
        Path source = folder.resolve(from);
        Path target = folder.resolve(to);
        attempt("rename", source, () -> {
            try {
                return Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
            } catch (AtomicMoveNotSupportedException e) {
                return Files.move(source, target, StandardCopyOption.REPLACE_EXISTING);
            }
        });
    }

    @Override
    public void forceFolder() {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Some systems cannot open a folder; there the names are safe with the files, or not at all.
            if (Files.isWritable(folder)) {
                return;
            }
            throw new DiskException("cannot force " + folder + ": " + e, e);
        }
    }

    /** A file by its channel. */
    private record OpenFile(Path path, FileChannel channel) implements DiskFile {
        @Override
        public void write(ByteBuffer octets, long at) {
            attempt("write", path, () -> {
                long place = at;
                while (octets.hasRemaining()) {
                    place += channel.write(octets, place);
                }
                return place;
            });
        }

        @Override
        public int read(ByteBuffer into, long at) {
            return attempt("read", path, () -> {
                int total = 0;
                while (into.hasRemaining()) {
                    int count = channel.read(into, at + total);
                    if (count < 0) {
                        break;
                    }
                    total += count;
                }
                return total;
            });
        }

        @Override
        public long size() {
            return attempt("measure", path, channel::size);
        }

        @Override
        public void truncate(long size) {
            attempt("truncate", path, () -> channel.truncate(size));
        }

        @Override
        public void force() {
            attempt("force", path, () -> {
                channel.force(false);
                return path;
            });
        }

        @Override
        public void close() {
            attempt("close", path, () -> {
                channel.close();
                return path;
            });
        }
    }
}
