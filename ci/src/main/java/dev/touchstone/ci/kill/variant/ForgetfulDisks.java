package dev.touchstone.ci.kill.variant;

import dev.touchstone.broker.ledger.Disk;
import dev.touchstone.broker.ledger.DiskFile;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Folders that lose what was not forced when they are opened anew, as after a loss of power. Which names a folder has is never lost. A
 * right broker notices nothing.
 */
final class ForgetfulDisks {
    private ForgetfulDisks() {}

    /** The folder, with what was forced when it was last in use. */
    static Disk of(Disk folder) {
        return new ForgetfulDisk(folder, "", new HashMap<>());
    }

    /** What a file looks like to the broker, as long as it differs from what is safe. */
    private static final class Unforced {
        private byte @Nullable [] image;
    }

    private record ForgetfulDisk(Disk real, String prefix, Map<String, Unforced> unforced) implements Disk {
        @Override
        public Disk folder(String name) {
            return new ForgetfulDisk(real.folder(name), prefix + name + "/", unforced);
        }

        @Override
        public List<String> list() {
            return real.list();
        }

        @Override
        public DiskFile open(String name) {
            return new ForgetfulFile(real.open(name), state(name));
        }

        private Unforced state(String name) {
            synchronized (unforced) {
                return unforced.computeIfAbsent(prefix + name, path -> new Unforced());
            }
        }

        @Override
        public void delete(String name) {
            synchronized (unforced) {
                unforced.keySet().removeIf(path -> path.equals(prefix + name) || path.startsWith(prefix + name + "/"));
            }
            real.delete(name);
        }

        @Override
        public void rename(String from, String to) {
            synchronized (unforced) {
                Unforced moved = unforced.remove(prefix + from);
                if (moved != null) {
                    unforced.put(prefix + to, moved);
                }
            }
            real.rename(from, to);
        }

        @Override
        public void forceFolder() {
            real.forceFolder();
        }
    }

    private record ForgetfulFile(DiskFile real, Unforced state) implements DiskFile {
        @Override
        public void write(ByteBuffer octets, long at) {
            synchronized (state) {
                byte[] image = image();
                int end = (int) at + octets.remaining();
                byte[] written = end > image.length ? Arrays.copyOf(image, end) : image;
                octets.get(written, (int) at, octets.remaining());
                state.image = written;
            }
        }

        @Override
        public int read(ByteBuffer into, long at) {
            synchronized (state) {
                byte[] image = state.image;
                if (image == null) {
                    return real.read(into, at);
                }
                int length = (int) Math.max(0, Math.min(into.remaining(), image.length - at));
                into.put(image, (int) Math.min(at, image.length), length);
                return length;
            }
        }

        @Override
        public long size() {
            synchronized (state) {
                byte[] image = state.image;
                return image == null ? real.size() : image.length;
            }
        }

        @Override
        public void truncate(long size) {
            synchronized (state) {
                byte[] image = image();
                state.image = size < image.length ? Arrays.copyOf(image, (int) size) : image;
            }
        }

        @Override
        public void force() {
            synchronized (state) {
                byte[] image = state.image;
                if (image != null) {
                    real.truncate(image.length);
                    real.write(ByteBuffer.wrap(image), 0);
                    state.image = null;
                }
                real.force();
            }
        }

        /** The file as the broker sees it, to be changed. */
        private byte[] image() {
            byte[] image = state.image;
            if (image == null) {
                image = new byte[(int) real.size()];
                real.read(ByteBuffer.wrap(image), 0);
            }
            return image;
        }

        @Override
        public void close() {
            real.close();
        }
    }
}
