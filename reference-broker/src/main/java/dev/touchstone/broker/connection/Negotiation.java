package dev.touchstone.broker.connection;

import dev.touchstone.broker.channel.Session;
import dev.touchstone.broker.vhost.Caller;
import dev.touchstone.broker.wire.ConnectionException;
import dev.touchstone.broker.wire.ConnectionMethod;
import dev.touchstone.broker.wire.FieldTable;
import dev.touchstone.broker.wire.HandshakeMethod;
import dev.touchstone.broker.wire.Method;
import dev.touchstone.broker.wire.ProtocolException;
import dev.touchstone.broker.wire.ReplyCode;
import dev.touchstone.broker.wire.SilentCloseException;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From the protocol header to {@code open-ok}. What is out of order here ends in silence (CONN-18). */
final class Negotiation {
    /** Length of a protocol header. */
    static final int HEADER_OCTETS = 8;

    private static final long AMQP_0_9_1 = 0x414D_5150_0000_0901L;
    private static final long AMQP_0_9 = 0x414D_5150_0101_0009L;
    private static final long AMQP_0_8 = 0x414D_5150_0101_0800L;
    private static final long AMQP_0_8_AS_9_1 = 0x414D_5150_0101_0901L;
    private static final long AMQP_1_0_WITH_LOGIN = 0x414D_5150_0301_0000L;
    private static final byte[] LOCALES = "en_US".getBytes(StandardCharsets.US_ASCII);
    private static final String EXTERNAL = "EXTERNAL";

    private final Connection connection;
    private final Lobby lobby;

    Negotiation(Connection connection, Lobby lobby) {
        this.connection = connection;
        this.lobby = lobby;
    }

    /** Answers the first eight octets: with start, or with the one header that we offer and the end of the socket (CONN-01 to CONN-04). */
    void onProtocolHeader(ByteBuf in) {
        long header = in.readLong();
        if (header == AMQP_0_9_1 || header == AMQP_0_9) {
            start(0, 9);
        } else if (lobby.dialect().speaksOldAmqp() && (header == AMQP_0_8 || header == AMQP_0_8_AS_9_1)) {
            start(8, 0);
        } else {
            connection.out().writeLong(lobby.dialect().speaksOldAmqp() ? AMQP_0_9_1 : AMQP_1_0_WITH_LOGIN);
            connection.end();
        }
    }

    private void start(int major, int minor) {
        FieldTable properties = lobby.serverProperties(minor == 9);
        connection.send(new HandshakeMethod.Start(
                major, minor, properties, mechanisms().getBytes(StandardCharsets.US_ASCII), LOCALES));
        connection.become(new Phase.Login());
    }

    private String mechanisms() {
        return lobby.mechanisms(connection.transport().peer());
    }

    /** Takes a method on channel 0 before the connection is open. */
    void onMethod(Method method) throws ProtocolException {
        Phase phase = connection.phase();
        if (phase instanceof Phase.Login && method instanceof HandshakeMethod.StartOk startOk) {
            logIn(startOk);
        } else if (phase instanceof Phase.Tuning tuning && method instanceof HandshakeMethod.TuneOk tuneOk) {
            connection.limit(Limits.of(tuneOk, lobby.settings()));
            connection.become(new Phase.Opening(tuning.client()));
        } else if (phase instanceof Phase.Opening opening && method instanceof HandshakeMethod.Open open) {
            open(opening.client(), open.virtualHost());
        } else if (phase instanceof Phase.Opening) {
            throw new ConnectionException(ReplyCode.CHANNEL_ERROR, "unexpected method in connection state opening");
        } else {
            throw SilentCloseException.delayed("a method out of order before the connection is open");
        }
    }

    private void logIn(HandshakeMethod.StartOk startOk) throws SilentCloseException {
        String user = user(startOk);
        if (user == null) {
            if (Client.can(startOk.clientProperties(), "authentication_failure_close")) {
                String text = ReplyCode.ACCESS_REFUSED.text("Login was refused using authentication mechanism "
                        + startOk.mechanism() + ". For details see the broker logfile.");
                connection.send(new ConnectionMethod.Close(ReplyCode.ACCESS_REFUSED.code(), text, 0, 0));
            }
            throw SilentCloseException.delayed("login refused");
        }
        ConnectionSettings offer = lobby.settings();
        connection.send(new HandshakeMethod.Tune(offer.channelMax(), offer.frameMax(), offer.heartbeatSeconds()));
        connection.become(new Phase.Tuning(new Client(user, startOk.mechanism(), startOk.clientProperties())));
    }

    /** Who logs in, or null if they may not; a mechanism that is not on offer ends in silence (AUTH-08). */
    private @Nullable String user(HandshakeMethod.StartOk startOk) throws SilentCloseException {
        Peer peer = connection.transport().peer();
        if (!List.of(mechanisms().split(" ")).contains(startOk.mechanism())) {
            throw SilentCloseException.delayed("mechanism " + startOk.mechanism() + " is not on offer");
        }
        if (startOk.mechanism().equals(EXTERNAL)) {
            return lobby.certified(peer);
        }
        Credentials credentials = Credentials.read(startOk.mechanism(), startOk.response());
        return lobby.admits(credentials.user(), credentials.password(), peer) ? credentials.user() : null;
    }

    private void open(Client client, String vhost) throws ConnectionException {
        VhostRoom room = lobby.room(vhost, client.user());
        connection.become(new Phase.Entering(client));
        connection.beforeMove();
        connection.transport().move(room.loop(), () -> onArrived(client, room));
    }

    private void onArrived(Client client, VhostRoom room) {
        if (!(connection.phase() instanceof Phase.Entering)) {
            return;
        }
        connection.afterMove();
        if (!room.enter(connection)) {
            connection.close(
                    new ConnectionException(ReplyCode.NOT_ALLOWED, "vhost " + room.name() + " not found"),
                    HandshakeMethod.Open.ID);
            return;
        }
        try {
            lobby.opened(connection, client.user(), room);
        } catch (ConnectionException e) {
            room.leave(connection);
            connection.close(e, HandshakeMethod.Open.ID);
            return;
        }
        ConnectionSettings settings = lobby.settings();
        Session session = new Session(
                room.scope(),
                new Caller(connection, lobby.access(client.user(), room.name())),
                client.user(),
                new Session.Agreement(
                        connection.transport().peer().name(),
                        client.can("consumer_cancel_notify"),
                        settings.maxMessageOctets()));
        connection.become(new Phase.Running(client, room, session));
        connection.openedAt(room.scope().nowMillis());
        connection.send(new HandshakeMethod.OpenOk());
    }
}
