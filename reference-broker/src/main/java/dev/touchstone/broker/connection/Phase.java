package dev.touchstone.broker.connection;

import dev.touchstone.broker.channel.Session;

/**
 * Where a connection stands. Each phase holds only what is known in it.
 *
 * <pre>
 *   {@link Header} -> {@link Login} -> {@link Tuning} -> {@link Opening} -> {@link Entering} -> {@link Running} -> {@link Closing} or {@link Closed}
 *        any mistake before Running: {@link Doomed}, silence for three seconds, then the end of the socket
 * </pre>
 */
sealed interface Phase {
    /** The eight octets of the protocol header are awaited. */
    record Header() implements Phase {}

    /** {@code start-ok} is awaited. */
    record Login() implements Phase {}

    /** {@code tune-ok} is awaited. */
    record Tuning(Client client) implements Phase {}

    /** {@code open} is awaited. */
    record Opening(Client client) implements Phase {}

    /** On the way to the loop of its virtual host; nothing is decoded. */
    record Entering(Client client) implements Phase {}

    /** Open. */
    record Running(Client client, VhostRoom room, Session session) implements Phase {}

    /** The broker sent {@code close}: everything but close and close-ok is discarded (CONN-22). */
    record Closing() implements Phase {}

    /** The client closed and got its close-ok; its end of the socket is awaited. */
    record Closed() implements Phase {}

    /** Nothing is read any more; a timer ends the socket. */
    record Doomed() implements Phase {}
}
