package dev.touchstone.suite.lab;

import com.rabbitmq.client.AMQP;
import dev.touchstone.reports.model.ConnectionEnd;
import dev.touchstone.suite.probe.MethodFields;
import dev.touchstone.suite.probe.Probe;
import dev.touchstone.suite.probe.ProbeEvent;
import dev.touchstone.suite.probe.WireFrame;
import dev.touchstone.suite.probe.WireWriter;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A conversation over a {@link Probe}, step by step, each step an expectation. What comes instead of an expected step is a
 * {@link Finding}. Heartbeats between steps are passed over.
 */
public final class Dialogue implements AutoCloseable {
    private final Probe probe;
    private final Duration patience;
    private @Nullable MethodFields closeSeen;
    private boolean politelyClosed;

    Dialogue(Probe probe, Duration patience) {
        this.probe = probe;
        this.patience = patience;
    }

    /** A content as it came: header frame, body and the payload sizes of its body frames. */
    public record Content(WireFrame header, byte[] body, List<Integer> bodyFrameSizes) {}

    /** The raw connection, for whatever a conversation has no words for. */
    public Probe probe() {
        return probe;
    }

    /** Sends the protocol header and expects {@code connection.start}. */
    public MethodFields start() {
        probe.sendProtocolHeader();
        return expect(0, "connection.start");
    }

    /** Sends {@code start-ok}. */
    public Dialogue startOk(Handshake hello) {
        return startOk(hello, "en_US");
    }

    public Dialogue startOk(Handshake hello, String locale) {
        WireWriter arguments = new WireWriter()
                .table(hello.clientProperties())
                .shortString(hello.mechanism())
                .longString(hello.response())
                .shortString(locale);
        probe.sendMethod(0, 10, 11, arguments.toByteArray());
        return this;
    }

    /** Sends {@code tune-ok}; limits of -1 repeat what {@code tune} offered. */
    public Dialogue tuneOk(Handshake hello, MethodFields tune) {
        long channelMax = hello.channelMax() < 0 ? tune.number("channel-max") : hello.channelMax();
        long frameMax = hello.frameMax() < 0 ? tune.number("frame-max") : hello.frameMax();
        WireWriter arguments =
                new WireWriter().shortInt((int) channelMax).longInt(frameMax).shortInt(hello.heartbeat());
        probe.sendMethod(0, 10, 31, arguments.toByteArray());
        return this;
    }

    /** Sends {@code connection.open}. */
    public Dialogue connectionOpen(String virtualHost) {
        probe.sendMethod(
                0,
                10,
                40,
                new WireWriter()
                        .shortString(virtualHost)
                        .shortString("")
                        .octet(0)
                        .toByteArray());
        return this;
    }

    /** Header, start, start-ok: up to and with {@code connection.tune}. */
    public MethodFields login(Handshake hello) {
        start();
        startOk(hello);
        return expect(0, "connection.tune");
    }

    /** The whole handshake up to {@code open-ok}. */
    public Dialogue open(Handshake hello) {
        MethodFields tune = login(hello);
        tuneOk(hello, tune);
        connectionOpen(hello.virtualHost());
        expect(0, "connection.open-ok");
        return this;
    }

    /** Opens a channel. */
    public Dialogue openChannel(int channel) {
        call(channel, new AMQP.Channel.Open.Builder().build(), "channel.open-ok");
        return this;
    }

    /** Sends a method and expects that reply on the same channel. */
    public MethodFields call(int channel, com.rabbitmq.client.Method method, String reply) {
        probe.send(channel, method);
        return expect(channel, reply);
    }

    /** The next event, heartbeats left out, within the lab's patience. */
    public ProbeEvent next() {
        return next(patience);
    }

    public ProbeEvent next(Duration within) {
        long deadline = System.nanoTime() + within.toNanos();
        while (true) {
            Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            ProbeEvent event = probe.next(left);
            if (!(event instanceof ProbeEvent.Frame frame && frame.frame().isHeartbeat())) {
                return event;
            }
        }
    }

    /** Expects a method by name. */
    public MethodFields expect(int channel, String methodName) {
        ProbeEvent event = next();
        if (event instanceof ProbeEvent.Frame frame
                && frame.frame().is(methodName)
                && frame.frame().channel() == channel) {
            return frame.frame().method();
        }
        throw new Finding(methodName + " on channel " + channel, event.toString());
    }

    /** Expects a frame of that type on that channel. */
    public WireFrame expectFrame(int type, int channel) {
        ProbeEvent event = next();
        if (event instanceof ProbeEvent.Frame frame
                && frame.frame().type() == type
                && frame.frame().channel() == channel) {
            return frame.frame();
        }
        throw new Finding("a frame of type " + type + " on channel " + channel, event.toString());
    }

    /** Expects a content header and its whole body. */
    public Content expectContent(int channel) {
        WireFrame header = expectFrame(WireFrame.HEADER, channel);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        List<Integer> sizes = new ArrayList<>();
        while (body.size() < header.bodySize()) {
            WireFrame part = expectFrame(WireFrame.BODY, channel);
            sizes.add(part.payload().length);
            body.writeBytes(part.payload());
        }
        return new Content(header, body.toByteArray(), List.copyOf(sizes));
    }

    /** Expects {@code connection.close} with that reply code, answers close-ok, expects the end of the stream. */
    public MethodFields expectConnectionClose(int replyCode) {
        MethodFields close = expectCloseMethod(0, "connection.close", replyCode);
        probe.send(0, new AMQP.Connection.CloseOk.Builder().build());
        expectEnd(Duration.ZERO, patience);
        return close;
    }

    /** Expects {@code channel.close} with that reply code, answers close-ok. */
    public MethodFields expectChannelClose(int channel, int replyCode) {
        MethodFields close = expectCloseMethod(channel, "channel.close", replyCode);
        probe.send(channel, new AMQP.Channel.CloseOk.Builder().build());
        return close;
    }

    /** Expects {@code channel.close} that names this class and method as the failing one. */
    public MethodFields expectChannelClose(int channel, int replyCode, int classId, int methodId) {
        MethodFields close = expectChannelClose(channel, replyCode);
        expectIds(close, classId, methodId);
        return close;
    }

    /** Expects that a close names this class and method. */
    public static void expectIds(MethodFields close, int classId, int methodId) {
        if (close.number("class-id") != classId || close.number("method-id") != methodId) {
            throw new Finding("a close that names method " + classId + "." + methodId, close.toString());
        }
    }

    private MethodFields expectCloseMethod(int channel, String name, int replyCode) {
        String wanted = name + " " + replyCode + " on channel " + channel;
        ProbeEvent event = next();
        if (event instanceof ProbeEvent.Frame frame
                && frame.frame().is(name)
                && frame.frame().channel() == channel) {
            MethodFields close = frame.frame().method();
            closeSeen = name.equals("connection.close") ? close : closeSeen;
            if (close.number("reply-code") == replyCode) {
                return close;
            }
        }
        throw new Finding(wanted, event.toString());
    }

    /**
     * Expects the end of the stream without any close method, so many milliseconds after the last octets were sent. A frame before
     * the end, other than a heartbeat, is a finding.
     */
    public ProbeEvent.End expectEnd(Duration earliest, Duration latest) {
        ProbeEvent event = next(latest.plus(patience));
        String wanted = "the end of the stream and no frame before it, between " + earliest.toMillis() + " and "
                + latest.toMillis() + " ms after the last octets were sent";
        if (!(event instanceof ProbeEvent.End end)) {
            throw new Finding(wanted, event.toString());
        }
        if (end.millisSinceSend() < earliest.toMillis() || end.millisSinceSend() > latest.toMillis()) {
            throw new Finding(wanted, end.toString());
        }
        return end;
    }

    /** Expects the silent close of a refused login or handshake: no frame, and the end of the stream about three seconds later. */
    public void expectSilentClose() {
        expectEnd(Duration.ofMillis(2500), Duration.ofMillis(4000));
    }

    /** Expects that nothing but heartbeats comes in that time. */
    public void expectSilence(Duration time) {
        ProbeEvent event = next(time);
        if (!(event instanceof ProbeEvent.Silence)) {
            throw new Finding("nothing for " + time.toMillis() + " ms", event.toString());
        }
    }

    /** Sends a synchronous method and expects its reply next: everything sent before was processed and answered nothing. */
    public void barrier(int channel) {
        call(channel, new AMQP.Basic.Qos.Builder().build(), "basic.qos-ok");
    }

    /** Closes the connection politely: close, close-ok, then our socket, for which a broker may wait for half a minute (CONN-22). */
    public void closeConnection() {
        AMQP.Connection.Close close = new AMQP.Connection.Close.Builder()
                .replyCode(200)
                .replyText("done")
                .build();
        call(0, close, "connection.close-ok");
        politelyClosed = true;
        probe.close();
    }

    /** How this connection ended, as far as this conversation saw. */
    public ConnectionEnd connectionEnd() {
        if (closeSeen != null) {
            return ConnectionEnd.closedByPeer((int) closeSeen.number("reply-code"), closeSeen.text("reply-text"));
        }
        if (politelyClosed) {
            return ConnectionEnd.of(ConnectionEnd.Kind.CLEAN_CLOSE);
        }
        return ConnectionEnd.of(probe.end()
                .map(end -> end.reset() ? ConnectionEnd.Kind.RESET : ConnectionEnd.Kind.SILENT_EOF)
                .orElse(ConnectionEnd.Kind.LEFT_OPEN));
    }

    @Override
    public void close() {
        probe.close();
    }
}
