package dev.touchstone.broker.connection;

import dev.touchstone.broker.channel.AmqpChannel;
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

/** Gives each frame to whom it concerns: negotiation, a channel, or nobody, and turns what they refuse into the right kind of end. */
final class FrameRouter implements FrameSink {
    private final Connection connection;

    FrameRouter(Connection connection) {
        this.connection = connection;
    }

    @Override
    public boolean paused() {
        return connection.phase() instanceof Phase.Entering
                || connection.phase() instanceof Phase.Doomed
                || connection.phase() instanceof Phase.Closed
                || !connection.isListening()
                || !connection.isWritable() && connection.phase() instanceof Phase.Running;
    }

    @Override
    public boolean onMethod(int channel, ByteBuf in, int index, int length) {
        int id = in.getInt(index);
        if (id == BasicMethod.Publish.ID
                && connection.phase() instanceof Phase.Running
                && !connection.blocking().mayPublish()) {
            return false;
        }
        try {
            if (channel == 0) {
                onMethod0(decode0(id, in.slice(index + 4, length - 4)));
            } else if (connection.phase() instanceof Phase.Running running) {
                AmqpChannel to = connection.channels().get(channel, running.session());
                dispatch(to, id, in, index, length);
            } else if (connection.phase() instanceof Phase.Opening) {
                onFrameError(FrameDecoder.describe(Frames.METHOD, in, index, length));
            } else if (!(connection.phase() instanceof Phase.Closing)) {
                throw SilentCloseException.delayed("a method on a channel before the connection is open");
            }
        } catch (ProtocolException e) {
            connection.onError(e, id);
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
            connection.onError(e, inProgress == 0 ? id : inProgress);
        }
        if (to.isGone()) {
            connection.channels().remove(to);
        }
    }

    private void onMethod0(Method method) throws ProtocolException {
        if (connection.phase() instanceof Phase.Running) {
            onMethodRunning(method);
        } else if (connection.phase() instanceof Phase.Closing) {
            if (method instanceof ConnectionMethod.Close) {
                connection.send(new ConnectionMethod.CloseOk());
            } else if (method instanceof ConnectionMethod.CloseOk) {
                connection.end();
            }
        } else {
            connection.negotiation().onMethod(method);
        }
    }

    private void onMethodRunning(Method method) throws ConnectionException {
        if (method instanceof ConnectionMethod.Close) {
            connection.closedByClient();
        } else if (method instanceof ConnectionMethod.UpdateSecret) {
            connection.send(new ConnectionMethod.UpdateSecretOk());
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
        if (!(connection.phase() instanceof Phase.Running running)) {
            if (!(connection.phase() instanceof Phase.Closing)) {
                connection.onError(SilentCloseException.delayed("content before the connection is open"), 0);
            }
            return null;
        }
        if (channel == 0) {
            onFrameError(FrameDecoder.describe(type, in, index, length));
            return null;
        }
        try {
            return connection.channels().get(channel, running.session());
        } catch (ConnectionException e) {
            connection.onError(e, 0);
            return null;
        }
    }

    private void onContentError(AmqpChannel channel, ProtocolException error, int methodId) {
        if (error instanceof ChannelException soft) {
            channel.fail(soft, methodId);
        } else {
            connection.onError(error, methodId);
        }
    }

    @Override
    public void onHeartbeat(int channel) {
        if (channel != 0) {
            onFrameError("type 8, all octets = <<>>");
        }
    }

    private void onFrameError(String description) {
        if (!(connection.phase() instanceof Phase.Closing)) {
            connection.onError(ConnectionException.ofFrame(ReplyCode.UNEXPECTED_FRAME, description), 0);
        }
    }

    @Override
    public void onUnknown(int channel, String description) {
        if (!(connection.phase() instanceof Phase.Closing)) {
            connection.onError(ConnectionException.ofFrame(ReplyCode.FRAME_ERROR, description), 0);
        }
    }
}
