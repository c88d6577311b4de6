package dev.touchstone.suite.probe;

import com.rabbitmq.client.AMQP;
import dev.touchstone.suite.transcript.WireLog;
import dev.touchstone.suite.transcript.WireLog.Direction;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * A raw connection to a broker. Whatever is legal or not can be sent; whatever comes back is seen frame by frame, with silence
 * and the end of the stream as results like any other. The reading half is {@link #next}; the expectations in words stand in
 * {@link dev.touchstone.suite.lab.Dialogue}. Not for use by two threads at a time.
 */
public final class Probe implements AutoCloseable {

    private final Socket socket;
    private final OutputStream out;
    private final FrameReader in;
    private final WireLog.Tap tap;
    private long lastSentNanos = System.nanoTime();
    private Optional<ProbeEvent.End> end = Optional.empty();

    /** Takes over a connected socket. */
    public Probe(Socket socket, WireLog.Tap tap) throws IOException {
        this.socket = socket;
        this.tap = tap;
        socket.setTcpNoDelay(true);
        out = socket.getOutputStream();
        InputStream stream = socket.getInputStream();
        in = new FrameReader(socket, stream, tap);
    }

    /** Sends octets as they are. A connection that the peer already closed swallows them: what it said is read afterwards. */
    public Probe send(byte... octets) {
        tap.record(Direction.SENT, octets, 0, octets.length);
        lastSentNanos = System.nanoTime();
        try {
            out.write(octets);
            out.flush();
        } catch (IOException e) {
            tap.note("could not send: " + e.getMessage());
        }
        return this;
    }

    /** Sends the protocol header of AMQP 0-9-1. */
    public Probe sendProtocolHeader() {
        return send((byte) 'A', (byte) 'M', (byte) 'Q', (byte) 'P', (byte) 0, (byte) 0, (byte) 9, (byte) 1);
    }

    /** Sends text as octets. */
    public Probe send(String text) {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends a frame with a correct end octet. */
    public Probe sendFrame(int type, int channel, byte... payload) {
        return send(WireWriter.frame(type, channel, payload, WireFrame.END));
    }

    /** Sends a method made by one of the official client's builders, such as {@code AMQP.Queue.Declare.Builder}. */
    public Probe send(int channel, com.rabbitmq.client.Method method) {
        return sendFrame(WireFrame.METHOD, channel, Methods.payload(method));
    }

    /** Sends a method by numbers with raw argument octets. */
    public Probe sendMethod(int channel, int classId, int methodId, byte... arguments) {
        return sendFrame(WireFrame.METHOD, channel, Methods.raw(classId, methodId, arguments));
    }

    /** Sends a content header with properties of the client's making. */
    public Probe sendHeader(int channel, AMQP.BasicProperties properties, long bodySize) {
        return sendFrame(WireFrame.HEADER, channel, Methods.header(properties, bodySize));
    }

    /** Sends one content body frame. */
    public Probe sendBody(int channel, byte... octets) {
        return sendFrame(WireFrame.BODY, channel, octets);
    }

    /** Sends an empty heartbeat frame on channel 0. */
    public Probe sendHeartbeat() {
        return sendFrame(WireFrame.HEARTBEAT, 0);
    }

    /** Publishes: method, header and the body in one frame (none for an empty body). */
    public Probe publish(int channel, String exchange, String routingKey, byte... body) {
        send(
                channel,
                new AMQP.Basic.Publish.Builder()
                        .exchange(exchange)
                        .routingKey(routingKey)
                        .build());
        sendHeader(channel, new AMQP.BasicProperties(), body.length);
        return body.length == 0 ? this : sendBody(channel, body);
    }

    /** The next event within the time given. After the end of the stream it is that end again. */
    public ProbeEvent next(Duration within) {
        if (end.isPresent()) {
            return end.get();
        }
        try {
            return in.read(within);
        } catch (SocketTimeoutException e) {
            return new ProbeEvent.Silence(within.toMillis());
        } catch (SocketException e) {
            return ended(true);
        } catch (IOException e) {
            return ended(false);
        }
    }

    private ProbeEvent.End ended(boolean reset) {
        ProbeEvent.End event = new ProbeEvent.End(reset, millisSinceSend());
        tap.note(event.toString());
        end = Optional.of(event);
        return event;
    }

    /** Milliseconds since something was last sent. */
    public long millisSinceSend() {
        return (System.nanoTime() - lastSentNanos) / 1_000_000;
    }

    /** The end of the stream, once it was seen. */
    public Optional<ProbeEvent.End> end() {
        return end;
    }

    public WireLog.Tap tap() {
        return tap;
    }

    /** The socket, for what only it can do: shut one half down, linger zero. */
    public Socket socket() {
        return socket;
    }

    /** Drops the connection with a reset, as a crashed process behind a cut line would. */
    public void reset() {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            tap.note("no linger: " + e.getMessage());
        }
        close();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            tap.note("close failed: " + e.getMessage());
        }
    }
}
