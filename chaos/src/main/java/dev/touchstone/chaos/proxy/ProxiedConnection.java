package dev.touchstone.chaos.proxy;

import dev.touchstone.suite.probe.MalformedWireData;
import dev.touchstone.suite.probe.WireFrame;
import dev.touchstone.suite.probe.WireWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One client and its connection to the broker: two sockets, two pumps, one tampering. */
final class ProxiedConnection {
    private final Socket client;
    private final Socket broker;
    private final Tampering tampering;
    private final Consumer<ProxiedConnection> ended;
    private final CommandAssembler fromBroker = new CommandAssembler();
    private final AtomicInteger openHalves = new AtomicInteger(2);

    ProxiedConnection(Socket client, Socket broker, Tampering tampering, Consumer<ProxiedConnection> ended) {
        this.client = client;
        this.broker = broker;
        this.tampering = tampering;
        this.ended = ended;
    }

    /**
     * Carries one direction to its end. A clean end is passed on as one, a reset as a reset of the other side. Octets for a side that
     * takes no more are thrown away: what it said before may still be on its way in the other direction. Frames that came together go on together: what a
     * broker reads at once may matter (CHAN-08).
     */
    void pump(Direction direction) {
        Socket from = direction == Direction.TO_BROKER ? client : broker;
        Socket to = direction == Direction.TO_BROKER ? broker : client;
        try {
            to.setTcpNoDelay(true);
            FrameStream stream = new FrameStream(from);
            ByteArrayOutputStream together = new ByteArrayOutputStream();
            Optional<Piece> piece = stream.next();
            while (piece.isPresent()) {
                together.writeBytes(altered(direction, piece.get()));
                if (!stream.holdsFrame()) {
                    write(to, together.toByteArray());
                    together.reset();
                }
                piece = stream.next();
            }
            shutDown(to);
        } catch (IOException e) {
            reset();
            return;
        }
        if (openHalves.decrementAndGet() == 0) {
            close();
        }
    }

    private static void write(Socket to, byte[] octets) {
        try {
            to.getOutputStream().write(octets);
        } catch (IOException e) {
            shutDown(to);
        }
    }

    private static void shutDown(Socket to) {
        try {
            to.shutdownOutput();
        } catch (IOException e) {
            // Its end, or its reset, is seen by the pump that reads from it.
        }
    }

    private byte[] altered(Direction direction, Piece piece) {
        if (piece instanceof Piece.Raw raw) {
            return raw.octets();
        }
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        for (WireCommand command : pass(direction, ((Piece.Framed) piece).frame())) {
            for (WireFrame frame : command.frames()) {
                octets.writeBytes(WireWriter.frame(frame.type(), frame.channel(), frame.payload(), frame.end()));
            }
        }
        return octets.toByteArray();
    }

    private synchronized List<WireCommand> pass(Direction direction, WireFrame frame) {
        Optional<WireCommand> command =
                direction == Direction.TO_BROKER ? Optional.of(WireCommand.of(frame)) : fromBroker.add(frame);
        return command.map(whole -> tampered(direction, whole)).orElse(List.of());
    }

    private List<WireCommand> tampered(Direction direction, WireCommand command) {
        try {
            return tampering.pass(direction, command);
        } catch (MalformedWireData e) {
            // What a peer garbled on purpose passes as it is.
            return List.of(command);
        }
    }

    /** Drops both sides so that each peer sees a reset. */
    void reset() {
        for (Socket socket : List.of(client, broker)) {
            try {
                socket.setSoLinger(true, 0);
            } catch (IOException e) {
                // Already closed: there is nobody left to reset.
            }
        }
        close();
    }

    private void close() {
        for (Socket socket : List.of(client, broker)) {
            try {
                socket.close();
            } catch (IOException e) {
                // A socket that cannot be closed is gone already.
            }
        }
        ended.accept(this);
    }
}
