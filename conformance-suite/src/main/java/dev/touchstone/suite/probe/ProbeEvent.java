package dev.touchstone.suite.probe;

import java.util.HexFormat;

/** What a probe sees next on its connection. */
public sealed interface ProbeEvent {
    /** A whole frame. */
    record Frame(WireFrame frame) implements ProbeEvent {
        @Override
        public String toString() {
            return frame.toString();
        }
    }

    /** Eight octets that start with AMQP where a frame was possible: the broker's own protocol header. */
    record Header(byte[] octets) implements ProbeEvent {
        @Override
        public String toString() {
            return "protocol header " + HexFormat.ofDelimiter(" ").formatHex(octets);
        }
    }

    /**
     * The peer closed or reset the connection.
     *
     * @param reset true for a reset (RST), false for an orderly end of stream
     * @param millisSinceSend time since this probe last sent something
     */
    record End(boolean reset, long millisSinceSend) implements ProbeEvent {
        @Override
        public String toString() {
            return (reset ? "connection reset " : "end of stream ") + millisSinceSend
                    + " ms after the last octets were sent";
        }
    }

    /** Nothing came in the time given. */
    record Silence(long millis) implements ProbeEvent {
        @Override
        public String toString() {
            return "nothing in " + millis + " ms";
        }
    }
}
