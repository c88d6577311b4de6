package dev.touchstone.broker.wire;

/**
 * A client's mistake that the protocol answers. Cheap: no stack trace, since it describes the peer and not our code. The class and method ids of the
 * answer are those of the method being handled and are filled in by whoever dispatched it.
 */
public abstract sealed class ProtocolException extends Exception
        permits ChannelException, ConnectionException, SilentCloseException {
    private static final long serialVersionUID = 1L;

    ProtocolException(String message) {
        super(message, null, false, false);
    }
}
