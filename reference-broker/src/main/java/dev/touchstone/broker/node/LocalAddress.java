package dev.touchstone.broker.node;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import java.util.Set;

/**
 * Where the local channel of a node is and what opens it: the file {@code control} of the data folder, for its owner's eyes only. It is written anew at
 * each start of the process, so an old one opens nothing.
 *
 * @param socket a Unix domain socket
 * @param secret what a request has to bring
 */
record LocalAddress(Path socket, String secret) {
    static final String FILE = "control";
    private static final String SOCKET = "socket";
    private static final String SECRET = "secret";

    /**
     * What stands in a data folder.
     *
     * @throws IOException if there is none that can be read
     */
    static LocalAddress read(Path folder) throws IOException {
        Properties lines = new Properties();
        try {
            lines.load(new StringReader(Files.readString(folder.resolve(FILE), StandardCharsets.UTF_8)));
        } catch (NoSuchFileException e) {
            throw new IOException("no broker runs with the data folder " + folder, e);
        } catch (IllegalArgumentException e) {
            throw new IOException(folder.resolve(FILE) + " cannot be understood", e);
        }
        String socket = lines.getProperty(SOCKET);
        String secret = lines.getProperty(SECRET);
        if (socket == null || secret == null) {
            throw new IOException(folder.resolve(FILE) + " cannot be understood");
        }
        return new LocalAddress(Path.of(socket), secret);
    }

    /** Puts it in place of what was there; nobody sees a half. */
    void write(Path folder) throws IOException {
        Properties lines = new Properties();
        lines.setProperty(SOCKET, socket.toString());
        lines.setProperty(SECRET, secret);
        StringWriter text = new StringWriter();
        lines.store(
                text, "How touchstone ctl reaches the broker of this folder. Whoever can read it can do everything.");
        Path draft = folder.resolve(FILE + ".new");
        Files.deleteIfExists(draft);
        createPrivate(draft);
        Files.writeString(draft, text.toString(), StandardCharsets.UTF_8, StandardOpenOption.WRITE);
        Files.move(draft, folder.resolve(FILE), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Mode 600 from its first moment, where the file system knows modes. */
    private static void createPrivate(Path file) throws FileAlreadyExistsException, IOException {
        if (hasModes(file)) {
            FileAttribute<?> owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            Files.createFile(file, owner);
        } else {
            Files.createFile(file);
        }
    }

    static boolean hasModes(Path path) {
        Set<String> views = path.getFileSystem().supportedFileAttributeViews();
        return views.contains("posix");
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "LocalAddress[" + socket + "]";
    }
}
