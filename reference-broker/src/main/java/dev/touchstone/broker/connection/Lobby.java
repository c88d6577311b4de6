package dev.touchstone.broker.connection;

import dev.touchstone.broker.auth.Access;
import dev.touchstone.broker.dialect.Dialect;
import dev.touchstone.broker.wire.ConnectionException;
import dev.touchstone.broker.wire.FieldTable;
import org.jspecify.annotations.Nullable;

/** What the broker decides for connections before they are in a virtual host. May be called on any loop. */
public interface Lobby {
    /** Whose behaviour is shown. */
    default Dialect dialect() {
        return Dialect.RABBITMQ_3;
    }

    /** What is offered and allowed. */
    ConnectionSettings settings();

    /** {@code server-properties}; without capabilities for a client of 0-8. */
    FieldTable serverProperties(boolean withCapabilities);

    /** The mechanisms that this peer may choose from, as {@code connection.start} lists them (AUTH-01). */
    String mechanisms(Peer peer);

    /** Whether that password lets the user in from there; loopback rules count (AUTH-05, AUTH-10). */
    boolean admits(String user, byte[] password, Peer peer);

    /** The user that the peer's certificate stands for, if there is one who may log in from there; else null (AUTH-11). */
    @Nullable
    String certified(Peer peer);

    /** The room of a virtual host that the user may enter; else 530 (CONN-15, CONN-16). */
    VhostRoom room(String vhost, String user) throws ConnectionException;

    /** What the user may do there. */
    Access access(String user, String vhost);

    /** A connection is about to be open in that room; its loop asks. Refuses with 530 what is over a limit (VHOST-04, VHOST-07). */
    void opened(Connection connection, String user, VhostRoom room) throws ConnectionException;

    /** An open connection is gone. */
    void closed(Connection connection, String user);

    /** A user opens one more channel; refuses with 530 what is over the user's limit (VHOST-07). */
    void channelOpened(String user) throws ConnectionException;

    /** A channel of a user is gone. */
    void channelClosed(String user);
}
