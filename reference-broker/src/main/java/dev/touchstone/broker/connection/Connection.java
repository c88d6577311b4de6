package dev.touchstone.broker.connection;

import dev.touchstone.broker.channel.AmqpChannel;
import dev.touchstone.broker.channel.Outlet;
import dev.touchstone.broker.wire.BasicMethod;
import dev.touchstone.broker.wire.ChannelException;
import dev.touchstone.broker.wire.ConnectionException;
import dev.touchstone.broker.wire.ConnectionMethod;
import dev.touchstone.broker.wire.FrameDecoder;
import dev.touchstone.broker.wire.FrameSink;
import dev.touchstone.broker.wire.Frames;
import dev.touchstone.broker.wire.Method;
import dev.touchstone.broker.wire.Methods;
import dev.touchstone.broker.wire.ProtocolException;
import dev.touchstone.broker.wire.ReplyCode;
import dev.touchstone.broker.wire.SilentCloseException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection: takes octets, finds out who is meant, and ends in the way that each mistake asks for. Lives on one loop at a time.
 * {@link Negotiation} leads it to {@link Phase.Running}; channels are in {@link Channels}.
 */
public final class Connection implements FrameSink, Outlet, Heartbeats.Line {
    /** RabbitMQ's silence before it ends a socket whose client it does not trust. */
    private static final long SILENT_CLOSE_MILLIS = 3_000;

    private final Transport transport;
    private final Lobby lobby;
    private final FrameDecoder decoder = new FrameDecoder();
    private final Channels channels = new Channels(this);
    private final Negotiation negotiation;
    private final Blocking blocking = new Blocking(this);
    private Phase phase = new Phase.Header();
    private Limits limits = Limits.NONE;
    private @Nullable Heartbeats heartbeats;
    private @Nullable Cancellable deadline;

    /** A connection that was just accepted. */
    public Connection(Transport transport, Lobby lobby) {
        this.transport = transport;
        this.lobby = lobby;
        this.negotiation = new Negotiation(this, lobby);
        deadlineIn(lobby.settings().handshakeTimeoutMillis());
    }

    // What the transport calls

    /** Takes octets as they came; what is left belongs to a frame that is not whole, or to a time when decoding goes on. */
    public void onOctets(ByteBuf in) {
        if (heartbeats != null) {
            heartbeats.onReceived();
        }
        if (phase instanceof Phase.Header && in.readableBytes() >= Negotiation.HEADER_OCTETS) {
            negotiation.onProtocolHeader(in);
        }
        if (phase instanceof Phase.Doomed || phase instanceof Phase.Closed) {
            in.skipBytes(in.readableBytes());
        } else if (!(phase instanceof Phase.Header)) {
            try {
                decoder.decode(in, this);
            } catch (ConnectionException e) {
                onBrokenFraming(e);
                in.skipBytes(in.readableBytes());
            }
            if (phase instanceof Phase.Running running) {
                running.room().relieve();
            }
        }
    }

    /** How many octets {@code partial} misses until something can be done with it; at least 1. */
    public int missing(ByteBuf partial) {
        int readable = partial.readableBytes();
        return phase instanceof Phase.Header ? Negotiation.HEADER_OCTETS - readable : decoder.missing(partial);
    }

    /** The end of a turn: channels send what they gathered. */
    public void beforeFlush() {
        channels.beforeFlush();
    }

    /** The peer keeps up again, or no longer. */
    public void onWritabilityChanged() {
        boolean writable = transport.isWritable();
        if (writable && phase instanceof Phase.Running running) {
            channels.onWritable();
            running.room().relieve();
        }
        updateReading();
    }

    /** The socket ended without a word from us. */
    public void onDisconnected() {
        leave();
        stopTimers();
        phase = new Phase.Doomed();
    }

    // Frames

    @Override
    public boolean paused() {
        return phase instanceof Phase.Entering
                || phase instanceof Phase.Doomed
                || phase instanceof Phase.Closed
                || !blocking.mayDecode()
                || !transport.isWritable() && phase instanceof Phase.Running;
    }

    @Override
    public boolean onMethod(int channel, ByteBuf in, int index, int length) {
        int id = in.getInt(index);
        if (id == BasicMethod.Publish.ID && phase instanceof Phase.Running && !blocking.mayPublish()) {
            return false;
        }
        try {
            if (channel == 0) {
                onMethod0(decode0(id, in.slice(index + 4, length - 4)));
            } else if (phase instanceof Phase.Running running) {
                AmqpChannel to = channels.get(channel, running.session());
                dispatch(to, id, in, index, length);
            } else if (phase instanceof Phase.Opening) {
                onFrameError(channel, FrameDecoder.describe(Frames.METHOD, in, index, length));
            } else if (!(phase instanceof Phase.Closing)) {
                throw SilentCloseException.delayed("a method on a channel before the connection is open");
            }
        } catch (ProtocolException e) {
            onError(e, id);
        }
        return true;
    }

    /** On channel 0 RabbitMQ crashes over arguments that it cannot decode, and says so by 541. */
    private static Method decode0(int id, ByteBuf arguments) throws ProtocolException {
        try {
            return Methods.decode(id, arguments);
        } catch (ConnectionException e) {
            throw ConnectionException.internal();
        }
    }

    private void dispatch(AmqpChannel to, int id, ByteBuf in, int index, int length) throws ProtocolException {
        int inProgress = to.methodInProgress();
        try {
            to.onMethod(id, in, index, length);
        } catch (ChannelException e) {
            to.fail(e, id);
        } catch (ConnectionException e) {
            onError(e, inProgress == 0 ? id : inProgress);
        }
        if (to.isGone()) {
            channels.remove(to);
        }
    }

    private void onMethod0(Method method) throws ProtocolException {
        if (phase instanceof Phase.Running) {
            onMethodRunning(method);
        } else if (phase instanceof Phase.Closing) {
            if (method instanceof ConnectionMethod.Close) {
                send(new ConnectionMethod.CloseOk());
            } else if (method instanceof ConnectionMethod.CloseOk) {
                end();
            }
        } else {
            negotiation.onMethod(method);
        }
    }

    private void onMethodRunning(Method method) throws ConnectionException {
        if (method instanceof ConnectionMethod.Close) {
            beforeFlush();
            leave();
            send(new ConnectionMethod.CloseOk());
            phase = new Phase.Closed();
            deadlineIn(limits.closingTimeoutMillis());
            transport.read(true);
        } else if (method instanceof ConnectionMethod.UpdateSecret) {
            send(new ConnectionMethod.UpdateSecretOk());
        } else {
            throw new ConnectionException(ReplyCode.CHANNEL_ERROR, "unexpected method in connection state running");
        }
    }

    @Override
    public void onHeader(int channel, ByteBuf in, int index, int length) {
        AmqpChannel to = contentChannel(channel, Frames.HEADER, in, index, length);
        if (to == null) {
            return;
        }
        int id = to.methodInProgress();
        try {
            to.onHeader(in, index, length);
        } catch (ProtocolException e) {
            onContentError(to, e, id);
        }
    }

    @Override
    public void onBody(int channel, ByteBuf in, int index, int length) {
        AmqpChannel to = contentChannel(channel, Frames.BODY, in, index, length);
        if (to == null) {
            return;
        }
        int id = to.methodInProgress();
        try {
            to.onBody(in, index, length);
        } catch (ProtocolException e) {
            onContentError(to, e, id);
        }
    }

    @Override
    public void onBodyEnd(int channel) {
        AmqpChannel to = contentChannel(channel, Frames.BODY, Unpooled.EMPTY_BUFFER, 0, 0);
        if (to == null) {
            return;
        }
        int id = to.methodInProgress();
        try {
            to.onBodyEnd();
        } catch (ProtocolException e) {
            onContentError(to, e, id);
        }
    }

    /** The channel that a content frame is for; null if it is nobody's and has been answered. */
    private @Nullable AmqpChannel contentChannel(int channel, int type, ByteBuf in, int index, int length) {
        if (!(phase instanceof Phase.Running running)) {
            if (!(phase instanceof Phase.Closing)) {
                onError(SilentCloseException.delayed("content before the connection is open"), 0);
            }
            return null;
        }
        if (channel == 0) {
            onFrameError(channel, FrameDecoder.describe(type, in, index, length));
            return null;
        }
        try {
            return channels.get(channel, running.session());
        } catch (ConnectionException e) {
            onError(e, 0);
            return null;
        }
    }

    private void onContentError(AmqpChannel channel, ProtocolException error, int methodId) {
        if (error instanceof ChannelException soft) {
            channel.fail(soft, methodId);
        } else {
            onError(error, methodId);
        }
    }

    @Override
    public void onHeartbeat(int channel) {
        if (channel != 0) {
            onFrameError(channel, "type 8, all octets = <<>>");
        }
    }

    private void onFrameError(int channel, String description) {
        if (!(phase instanceof Phase.Closing)) {
            onError(ConnectionException.ofFrame(ReplyCode.UNEXPECTED_FRAME, description), 0);
        }
    }

    @Override
    public void onUnknown(int channel, String description) {
        if (!(phase instanceof Phase.Closing)) {
            onError(ConnectionException.ofFrame(ReplyCode.FRAME_ERROR, description), 0);
        }
    }

    // Errors and ends

    private void onBrokenFraming(ConnectionException error) {
        if (!(phase instanceof Phase.Closing)) {
            onError(error, 0);
        }
        if (phase instanceof Phase.Closing) {
            doom(SILENT_CLOSE_MILLIS);
        }
    }

    /** Ends the connection as the error asks; {@code methodId} is the method that is to blame. */
    private void onError(ProtocolException error, int methodId) {
        if (error instanceof SilentCloseException silent) {
            if (silent.delayed()) {
                doom(SILENT_CLOSE_MILLIS);
            } else {
                end();
            }
        } else if (error instanceof ConnectionException hard) {
            if (phase instanceof Phase.Running || phase instanceof Phase.Opening || phase instanceof Phase.Entering) {
                close(hard, hard.methodNamed() ? methodId : 0);
            } else {
                doom(SILENT_CLOSE_MILLIS);
            }
        }
    }

    /** Sends {@code connection.close} and waits for its answer. Everything the client held is given back before. */
    void close(ConnectionException error, int methodId) {
        leave();
        send(new ConnectionMethod.Close(error.code().code(), error.text(), methodId >>> 16, methodId & 0xFFFF));
        phase = new Phase.Closing();
        deadlineIn(limits.closingTimeoutMillis());
        updateReading();
    }

    /** An administrator, or the end of the broker, closes it: 320 with that reason (CONN-23). On the connection's loop. */
    public void shutDown(String reason) {
        if (phase instanceof Phase.Running) {
            close(new ConnectionException(ReplyCode.CONNECTION_FORCED, reason), 0);
        } else if (!(phase instanceof Phase.Closing)) {
            end();
        }
    }

    /** Reads nothing more and ends the socket after a while. */
    void doom(long delayMillis) {
        leave();
        stopTimers();
        phase = new Phase.Doomed();
        deadlineIn(delayMillis);
    }

    /** Ends the socket now. */
    public void end() {
        leave();
        stopTimers();
        phase = new Phase.Doomed();
        transport.close();
    }

    /** Gives back what the client holds in its virtual host: channels first, then exclusive queues. */
    private void leave() {
        if (phase instanceof Phase.Running running) {
            phase = new Phase.Closing();
            blocking.release();
            channels.releaseAll();
            running.room().leave(this);
            running.room()
                    .vhost()
                    .connectionClosed(this, running.session().scope().nowMillis());
            running.room().relieve();
            lobby.closed(this);
        }
    }

    private void stopTimers() {
        if (heartbeats != null) {
            heartbeats.stop();
            heartbeats = null;
        }
        if (deadline != null) {
            deadline.cancel();
            deadline = null;
        }
    }

    private void deadlineIn(long delayMillis) {
        if (deadline != null) {
            deadline.cancel();
        }
        deadline = transport.loop().after(delayMillis, this::end);
    }

    // Negotiation

    void become(Phase next) {
        phase = next;
    }

    void limit(Limits negotiated) {
        limits = negotiated;
        decoder.limit(negotiated.frameMax());
        startHeartbeats();
    }

    /** The loop is about to change: timers of this one stop. */
    void beforeMove() {
        stopTimers();
    }

    /** The loop of the virtual host is reached. */
    void afterMove() {
        startHeartbeats();
    }

    private void startHeartbeats() {
        if (limits.heartbeatSeconds() > 0) {
            heartbeats = new Heartbeats(transport.loop(), this, limits.heartbeatSeconds());
        }
    }

    // The way out

    void send(Method method) {
        Methods.writeFrame(out(), 0, method);
    }

    @Override
    public ByteBuf out() {
        if (heartbeats != null) {
            heartbeats.onSent();
        }
        return transport.out();
    }

    @Override
    public void append(ByteBuf part) {
        transport.append(part);
    }

    @Override
    public boolean isWritable() {
        return transport.isWritable();
    }

    @Override
    public void flushSoon() {
        transport.flushSoon();
    }

    @Override
    public int frameMax() {
        return limits.frameMax();
    }

    @Override
    public void sendHeartbeat() {
        transport.out().writeByte(Frames.HEARTBEAT).writeShort(0).writeInt(0).writeByte(Frames.END);
    }

    @Override
    public void onSilence() {
        end();
    }

    /** Reads from the socket unless there is a reason not to; called whenever such a reason may have changed. */
    void updateReading() {
        boolean wanted = !(phase instanceof Phase.Running) || transport.isWritable() && blocking.mayDecode();
        transport.read(wanted);
        if (wanted) {
            transport.decodeAgain();
        }
    }

    // What others ask

    /** How listings show it; null once it is no longer open. */
    public @Nullable ConnectionInfo info() {
        if (!(phase instanceof Phase.Running running)) {
            return null;
        }
        return new ConnectionInfo(
                transport.peer().name(),
                running.client().givenName(),
                running.client().user(),
                running.room().name(),
                channels.count(),
                blocking.state(running.room()));
    }

    /** The loop that it is on. */
    public Loop loop() {
        return transport.loop();
    }

    /** The user that logged in, empty before. */
    public String user() {
        return phase instanceof Phase.Running running ? running.client().user() : "";
    }

    Transport transport() {
        return transport;
    }

    Limits limits() {
        return limits;
    }

    Phase phase() {
        return phase;
    }

    Channels channels() {
        return channels;
    }

    Blocking blocking() {
        return blocking;
    }
}
