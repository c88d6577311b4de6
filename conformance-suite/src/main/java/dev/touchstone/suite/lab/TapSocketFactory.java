package dev.touchstone.suite.lab;

import dev.touchstone.suite.transcript.WireLog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/** Makes sockets that are tapped. The official client asks for unconnected ones only. */
final class TapSocketFactory extends SocketFactory {
    private final SocketFactory inner;
    private final WireLog log;

    TapSocketFactory(SocketFactory inner, WireLog log) {
        this.inner = inner;
        this.log = log;
    }

    @Override
    public Socket createSocket() throws IOException {
        return new TapSocket(inner.createSocket(), log.tap("c"));
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return new TapSocket(inner.createSocket(host, port), log.tap("c"));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        return new TapSocket(inner.createSocket(host, port, local, localPort), log.tap("c"));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return new TapSocket(inner.createSocket(host, port), log.tap("c"));
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        return new TapSocket(inner.createSocket(host, port, local, localPort), log.tap("c"));
    }
}
