package dev.touchstone.suite.script;

import dev.touchstone.suite.lab.Handshake;
import dev.touchstone.suite.probe.MethodFields;
import dev.touchstone.suite.probe.Probe;
import dev.touchstone.suite.probe.ProbeEvent;
import dev.touchstone.suite.probe.WireWriter;
import dev.touchstone.suite.target.Endpoint;
import dev.touchstone.suite.target.TargetUnavailable;
import dev.touchstone.suite.transcript.WireLog;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** Opens connections for scripts. */
final class Dialling {
    private Dialling() {}

    /** A connection that is open: all client capabilities, limits as offered, no heartbeats. */
    static Probe open(Endpoint endpoint, Duration patience, WireLog log) {
        try {
            Socket socket = endpoint.tls().isPresent()
                    ? endpoint.tls().get().getSocketFactory().createSocket()
                    : new Socket();
            socket.connect(new InetSocketAddress(endpoint.host(), endpoint.port()), (int) patience.toMillis());
            Probe probe = new Probe(socket, log.tap("s"));
            greet(probe, Handshake.of(endpoint), patience);
            return probe;
        } catch (IOException e) {
            throw new TargetUnavailable("cannot connect to " + endpoint + ": " + e.getMessage(), e);
        }
    }

    private static void greet(Probe probe, Handshake hello, Duration patience) {
        probe.sendProtocolHeader();
        expect(probe, "connection.start", patience);
        probe.sendMethod(
                0,
                10,
                11,
                new WireWriter()
                        .table(hello.clientProperties())
                        .shortString(hello.mechanism())
                        .longString(hello.response())
                        .shortString("en_US")
                        .toByteArray());
        MethodFields tune = expect(probe, "connection.tune", patience);
        probe.sendMethod(
                0,
                10,
                31,
                new WireWriter()
                        .shortInt((int) tune.number("channel-max"))
                        .longInt(tune.number("frame-max"))
                        .shortInt(0)
                        .toByteArray());
        probe.sendMethod(
                0,
                10,
                40,
                new WireWriter()
                        .shortString(hello.virtualHost())
                        .shortString("")
                        .octet(0)
                        .toByteArray());
        expect(probe, "connection.open-ok", patience);
    }

    private static MethodFields expect(Probe probe, String method, Duration patience) {
        ProbeEvent event = probe.next(patience);
        if (event instanceof ProbeEvent.Frame frame && frame.frame().is(method)) {
            return frame.frame().method();
        }
        probe.close();
        throw new TargetUnavailable("instead of " + method + " came " + event);
    }
}
