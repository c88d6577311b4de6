package dev.touchstone.suite.target.address;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Listens on a free port of loopback and treats every connection in one way. */
final class FakeServer implements AutoCloseable {
    /** What is done with a connection. */
    @FunctionalInterface
    interface Treatment {
        void treat(Socket socket) throws IOException;
    }

    private final ServerSocket server;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    private FakeServer(ServerSocket server) {
        this.server = server;
    }

    static FakeServer that(Treatment treatment) throws IOException {
        return on(new ServerSocket(0, 5, InetAddress.getLoopbackAddress()), treatment);
    }

    static FakeServer on(ServerSocket socket, Treatment treatment) {
        FakeServer fake = new FakeServer(socket);
        Thread thread = new Thread(() -> fake.accept(treatment), "fake-server");
        thread.setDaemon(true);
        thread.start();
        return fake;
    }

    /** Reads the client's protocol header, then sends these octets and stays. */
    static FakeServer answering(byte[] octets) throws IOException {
        return that(socket -> {
            socket.getInputStream().readNBytes(8);
            socket.getOutputStream().write(octets);
            socket.getOutputStream().flush();
        });
    }

    private void accept(Treatment treatment) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                sockets.add(socket);
                treatment.treat(socket);
            } catch (IOException e) {
                // The test has what it wanted, or the server was closed, which ends the loop.
            }
        }
    }

    int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
