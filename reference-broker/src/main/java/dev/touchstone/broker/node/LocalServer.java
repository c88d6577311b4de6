package dev.touchstone.broker.node;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The node's end of the local channel: a Unix domain socket for its owner only, and a secret beside it. */
final class LocalServer implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(LocalServer.class);
    private static final int SECRET_OCTETS = 32;

    /** What a socket's address can hold on every system, with something to spare. */
    private static final int MAX_PATH_OCTETS = 100;

    /** So many commands at a time; who comes above it is hung up on. */
    private static final int MAX_CALLS = 16;

    private static final long GOODBYE_SECONDS = 1;

    private final Path folder;
    private final Control node;
    private final LocalAddress address;
    private final ServerSocketChannel listening;
    private final ExecutorService calls;

    private LocalServer(Path folder, Control node) throws IOException {
        this.folder = folder;
        this.node = node;
        this.address = new LocalAddress(socketPath(folder), secret());
        this.listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        this.calls = new ThreadPoolExecutor(0, MAX_CALLS, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "touchstone-control-call");
            thread.setDaemon(true);
            return thread;
        });
        try {
            Files.deleteIfExists(address.socket());
            listening.bind(UnixDomainSocketAddress.of(address.socket()));
            if (LocalAddress.hasModes(folder)) {
                Files.setPosixFilePermissions(address.socket(), PosixFilePermissions.fromString("rw-------"));
            }
            address.write(folder);
        } catch (IOException | RuntimeException e) {
            listening.close();
            throw e;
        }
        Thread thread = new Thread(this::accept, "touchstone-control");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Listens for commands to {@code node} and writes into its data folder how it is reached.
     *
     * @throws IOException if the folder or the socket cannot be used
     */
    static LocalServer start(Path folder, Control node) throws IOException {
        return new LocalServer(folder.toAbsolutePath(), node);
    }

    /** In the data folder, or where its path is too long for a socket in a folder of its own that nobody else may enter. */
    private static Path socketPath(Path folder) throws IOException {
        Path socket = folder.resolve("control.sock");
        if (socket.toString().getBytes(StandardCharsets.UTF_8).length <= MAX_PATH_OCTETS) {
            return socket;
        }
        return Files.createTempDirectory("touchstone-control-").resolve("control.sock");
    }

    private static String secret() {
        byte[] octets = new byte[SECRET_OCTETS];
        new SecureRandom().nextBytes(octets);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }

    private void accept() {
        while (listening.isOpen()) {
            try {
                take(listening.accept());
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                LOGGER.warn("the control channel cannot take a call", e);
            }
        }
    }

    private void take(SocketChannel socket) throws IOException {
        try {
            calls.execute(() -> answer(socket));
        } catch (RejectedExecutionException e) {
            LOGGER.debug("one command too many at a time", e);
            socket.close();
        }
    }

    private void answer(SocketChannel socket) {
        try (socket) {
            DataInputStream in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(socket)));
            DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(socket)));
            Envelope.Sealed sealed = Envelope.readRequest(in);
            if (isRight(sealed.secret())) {
                Envelope.write(out, node.send(sealed.request()));
            } else {
                LOGGER.warn("a command with a wrong secret was refused");
                Envelope.write(out, new Control.Answer(LocalChannel.WRONG_SECRET, ""));
            }
        } catch (IOException e) {
            LOGGER.debug("a call on the control channel ended early", e);
        }
    }

    /** In constant time. */
    private boolean isRight(String secret) {
        return MessageDigest.isEqual(
                secret.getBytes(StandardCharsets.UTF_8), address.secret().getBytes(StandardCharsets.UTF_8));
    }

    /** Listens no more, and takes away what it wrote; a command that is being answered goes on. */
    @Override
    public void close() {
        try {
            listening.close();
            Files.deleteIfExists(folder.resolve(LocalAddress.FILE));
            Files.deleteIfExists(address.socket());
            Path parent = address.socket().getParent();
            if (parent != null && !parent.equals(folder)) {
                Files.deleteIfExists(parent);
            }
        } catch (IOException e) {
            LOGGER.warn("the control channel cannot be cleared away", e);
        }
        calls.shutdown();
        awaitCalls();
    }

    /** The command that asked for the end gets its answer before the process ends. */
    private void awaitCalls() {
        try {
            if (!calls.awaitTermination(GOODBYE_SECONDS, TimeUnit.SECONDS)) {
                LOGGER.warn("a command was not answered in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
