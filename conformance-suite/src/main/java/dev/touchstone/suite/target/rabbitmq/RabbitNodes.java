package dev.touchstone.suite.target.rabbitmq;

import dev.touchstone.suite.target.AdminException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** All private nodes of one target: their common folder, certificate and guardian. Closing it leaves no process and no file. */
final class RabbitNodes implements AutoCloseable {
    private final RabbitInstallation rabbit;
    private final List<String> plugins;
    private final Path root;
    private final Path home;
    private final Path tlsFolder;
    private final Guardian guardian;
    private final CompletableFuture<ServerCertificate> certificate;
    private final Set<RabbitNode> nodes = ConcurrentHashMap.newKeySet();
    private final AtomicInteger counter = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final String cookie = "touchstone" + Long.toHexString(new SecureRandom().nextLong());

    RabbitNodes(RabbitInstallation rabbit, List<String> plugins) {
        this.rabbit = rabbit;
        this.plugins = List.copyOf(plugins);
        try {
            root = Files.createTempDirectory("touchstone-rabbitmq-").toRealPath();
            guardian = Guardian.of(root);
            home = TrimmedHome.make(rabbit, Files.createDirectory(root.resolve("home")), plugins);
            tlsFolder = Files.createDirectory(root.resolve("tls"));
        } catch (IOException e) {
            throw new AdminException("no folder for private RabbitMQ nodes can be made: " + e.getMessage(), e);
        }
        certificate = CompletableFuture.supplyAsync(() -> ServerCertificate.make(tlsFolder));
    }

    /** Starts a node and waits until it is ready. Ports are guessed; a guess that somebody else takes first is repeated once. */
    RabbitNode start(List<String> config) {
        try {
            return startOnce(config);
        } catch (AdminException e) {
            if (String.valueOf(e.getMessage()).contains("eaddrinuse") && !closed.get()) {
                return startOnce(config);
            }
            throw e;
        }
    }

    private RabbitNode startOnce(List<String> config) {
        int number = counter.incrementAndGet();
        String name = "touchstone" + ProcessHandle.current().pid() + "n" + number;
        RabbitNode node;
        try {
            Path folder = Files.createDirectory(root.resolve("node-" + number));
            NodeFiles files = new NodeFiles(home, folder, name, Ports.free(), tlsFolder);
            files.write(config, plugins, cookie);
            node = RabbitNode.launch(rabbit, files, config);
        } catch (IOException e) {
            throw new AdminException("a private RabbitMQ node cannot be started: " + e.getMessage(), e);
        }
        nodes.add(node);
        try {
            node.awaitReady();
            certificate.join();
        } catch (RuntimeException e) {
            dispose(node);
            throw e;
        }
        if (closed.get()) {
            dispose(node);
            throw new AdminException("the target was closed while a node was starting");
        }
        return node;
    }

    void dispose(RabbitNode node) {
        node.close();
        nodes.remove(node);
    }

    ServerCertificate certificate() {
        return certificate.join();
    }

    RabbitInstallation installation() {
        return rabbit;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            List.copyOf(nodes).forEach(this::dispose);
            guardian.close();
        }
    }
}
