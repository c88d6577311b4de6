package dev.touchstone.broker.connection;

import dev.touchstone.broker.channel.Agenda;
import dev.touchstone.broker.channel.ChannelFacts;
import dev.touchstone.broker.channel.ConsumerFacts;
import dev.touchstone.broker.channel.Outlet;
import dev.touchstone.broker.message.Traffic;
import dev.touchstone.broker.wire.ConnectionException;
import dev.touchstone.broker.wire.ConnectionMethod;
import dev.touchstone.broker.wire.FrameDecoder;
import dev.touchstone.broker.wire.Frames;
import dev.touchstone.broker.wire.Method;
import dev.touchstone.broker.wire.Methods;
import dev.touchstone.broker.wire.ProtocolException;
import dev.touchstone.broker.wire.ReplyCode;
import dev.touchstone.broker.wire.SilentCloseException;
import io.netty.buffer.ByteBuf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection: takes octets, finds out who is meant, and ends in the way that each mistake asks for. Lives on one loop at a time.
 * {@link Negotiation} leads it to {@link Phase.Running}; channels are in {@link Channels}.
 */
public final class Connection implements Outlet, Heartbeats.Line {
    /** RabbitMQ's silence before it ends a socket whose client it does not trust. */
    private static final long SILENT_CLOSE_MILLIS = 3_000;

    private final Transport transport;
    private final Lobby lobby;
    private final FrameDecoder decoder = new FrameDecoder();
    private final Channels channels = new Channels(this);
    private final Negotiation negotiation;
    private final FrameRouter router = new FrameRouter(this);
    private final Blocking blocking = new Blocking(this);
    private final Agenda agenda = new Agenda(this::updateReading);
    private Phase phase = new Phase.Header();
    private Limits limits = Limits.NONE;
    private @Nullable Heartbeats heartbeats;
    private @Nullable Cancellable deadline;
    private long openedAtMillis;

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
                decoder.decode(in, router);
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

    /** Whether decoding stops between frames for now. */
    public boolean paused() {
        return router.paused();
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
        leave(() -> {});
        stopTimers();
        phase = new Phase.Doomed();
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

    /** The client said close: everything it held is given back before the answer (CONN-21). */
    void closedByClient() {
        beforeFlush();
        leave(() -> {
            send(new ConnectionMethod.CloseOk());
            phase = new Phase.Closed();
            deadlineIn(limits.closingTimeoutMillis());
            transport.read(true);
        });
    }

    /** Ends the connection as the error asks; {@code methodId} is the method that is to blame. */
    void onError(ProtocolException error, int methodId) {
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
        leave(() -> {
            send(new ConnectionMethod.Close(error.code().code(), error.text(), methodId >>> 16, methodId & 0xFFFF));
            phase = new Phase.Closing();
            deadlineIn(limits.closingTimeoutMillis());
            updateReading();
        });
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
        leave(() -> {});
        stopTimers();
        phase = new Phase.Doomed();
        deadlineIn(delayMillis);
    }

    /** Ends the socket now. */
    public void end() {
        leave(() -> {});
        stopTimers();
        phase = new Phase.Doomed();
        transport.close();
    }

    /**
     * Gives back what the client holds in its virtual host: channels first, then exclusive queues. Then {@code then} runs, in another turn if that was
     * much, unless the socket ended before.
     */
    private void leave(Runnable then) {
        if (!(phase instanceof Phase.Running running)) {
            then.run();
            return;
        }
        phase = new Phase.Closing();
        blocking.release();
        agenda.add(
                running.room().vhost(),
                new Leaving(this, running, channels.releaseAll(), then),
                running.session().scope().nowMillis());
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

    void openedAt(long nowMillis) {
        openedAtMillis = nowMillis;
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
    public Agenda agenda() {
        return agenda;
    }

    @Override
    public void feedsBacklog(boolean does) {
        blocking.feedsBacklog(does);
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
    public boolean isListening() {
        return blocking.mayDecode() && !agenda.isBusy();
    }

    @Override
    public void onSilence() {
        end();
    }

    /** Reads from the socket unless there is a reason not to; called whenever such a reason may have changed. */
    void updateReading() {
        boolean wanted = !agenda.isBusy()
                && (!(phase instanceof Phase.Running) || transport.isWritable() && blocking.mayDecode());
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

    /** Everything that listings show of it; null once it is no longer open. */
    public @Nullable ConnectionFacts facts() {
        ConnectionInfo info = info();
        return info == null || !(phase instanceof Phase.Running running)
                ? null
                : ConnectionFacts.of(info, running.client(), limits, transport, openedAtMillis);
    }

    /** How many channels it has. */
    public int channelCount() {
        return channels.count();
    }

    /** Its channels as listings show them. */
    public List<ChannelFacts> channelFacts() {
        return channels.facts();
    }

    /** Its consumers as listings show them. */
    public List<ConsumerFacts> consumerFacts() {
        return channels.consumerFacts();
    }

    /** What its channels did so far. */
    public Traffic traffic() {
        return channels.traffic();
    }

    Lobby lobby() {
        return lobby;
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

    Negotiation negotiation() {
        return negotiation;
    }

    Blocking blocking() {
        return blocking;
    }
}
