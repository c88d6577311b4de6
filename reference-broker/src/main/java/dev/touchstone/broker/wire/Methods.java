package dev.touchstone.broker.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import org.jspecify.annotations.Nullable;

/** Method frames to records, and back. */
public final class Methods {
    /** More octets would not fit a reply text anyway. */
    private static final int MAX_SHOWN_OCTETS = 128;

    private Methods() {}

    /**
     * Decodes the arguments of method {@code id}; {@code in} ends where they end. An unknown method or a broken table ends the socket (FRAME-15,
     * FRAME-17); missing or surplus octets are 501 (FRAME-16).
     */
    public static Method decode(int id, ByteBuf in) throws ProtocolException {
        int at = in.readerIndex();
        int length = in.readableBytes();
        Method method;
        try {
            method = arguments(id, in);
        } catch (IndexOutOfBoundsException e) {
            throw cannotDecode(in, at, length);
        }
        if (method == null) {
            throw SilentCloseException.now("unknown method " + (id >>> 16) + "/" + (id & 0xFFFF));
        }
        if (in.isReadable()) {
            throw cannotDecode(in, at, length);
        }
        return method;
    }

    /** The 501 for arguments, {@code length} octets at {@code at}, that are too short or too long. */
    public static ConnectionException cannotDecode(ByteBuf in, int at, int length) {
        byte[] arguments = ByteBufUtil.getBytes(in, at, Math.min(length, MAX_SHOWN_OCTETS));
        return new ConnectionException(ReplyCode.FRAME_ERROR, "cannot decode " + Octets.show(arguments));
    }

    /** Writes a whole method frame, ids and end octet included. */
    public static void writeFrame(ByteBuf out, int channel, Method method) {
        out.writeByte(Frames.METHOD).writeShort(channel);
        int at = out.writerIndex();
        out.writeInt(0).writeInt(method.id());
        method.encode(out);
        out.setInt(at, out.writerIndex() - at - 4);
        out.writeByte(Frames.END);
    }

    private static @Nullable Method arguments(int id, ByteBuf in) throws SilentCloseException {
        return switch (id >>> 16) {
            case 10 -> connection(id, in);
            case 20 -> channel(id, in);
            case 30 -> access(id, in);
            case 40 -> exchange(id, in);
            case 50 -> queue(id, in);
            case 60 -> basic(id, in);
            case 85 -> confirm(id, in);
            case 90 -> tx(id, in);
            default -> null;
        };
    }

    private static @Nullable Method connection(int id, ByteBuf in) throws SilentCloseException {
        return switch (id) {
            case HandshakeMethod.Start.ID -> HandshakeMethod.Start.decode(in);
            case HandshakeMethod.StartOk.ID -> HandshakeMethod.StartOk.decode(in);
            case HandshakeMethod.Secure.ID -> HandshakeMethod.Secure.decode(in);
            case HandshakeMethod.SecureOk.ID -> HandshakeMethod.SecureOk.decode(in);
            case HandshakeMethod.Tune.ID -> HandshakeMethod.Tune.decode(in);
            case HandshakeMethod.TuneOk.ID -> HandshakeMethod.TuneOk.decode(in);
            case HandshakeMethod.Open.ID -> HandshakeMethod.Open.decode(in);
            case HandshakeMethod.OpenOk.ID -> HandshakeMethod.OpenOk.decode(in);
            case ConnectionMethod.Close.ID -> ConnectionMethod.Close.decode(in);
            case ConnectionMethod.CloseOk.ID -> ConnectionMethod.CloseOk.decode(in);
            case ConnectionMethod.Blocked.ID -> ConnectionMethod.Blocked.decode(in);
            case ConnectionMethod.Unblocked.ID -> ConnectionMethod.Unblocked.decode(in);
            case ConnectionMethod.UpdateSecret.ID -> ConnectionMethod.UpdateSecret.decode(in);
            case ConnectionMethod.UpdateSecretOk.ID -> ConnectionMethod.UpdateSecretOk.decode(in);
            default -> null;
        };
    }

    private static @Nullable Method channel(int id, ByteBuf in) {
        return switch (id) {
            case ChannelMethod.Open.ID -> ChannelMethod.Open.decode(in);
            case ChannelMethod.OpenOk.ID -> ChannelMethod.OpenOk.decode(in);
            case ChannelMethod.Flow.ID -> ChannelMethod.Flow.decode(in);
            case ChannelMethod.FlowOk.ID -> ChannelMethod.FlowOk.decode(in);
            case ChannelMethod.Close.ID -> ChannelMethod.Close.decode(in);
            case ChannelMethod.CloseOk.ID -> ChannelMethod.CloseOk.decode(in);
            default -> null;
        };
    }

    private static @Nullable Method access(int id, ByteBuf in) {
        return switch (id) {
            case AccessMethod.Request.ID -> AccessMethod.Request.decode(in);
            case AccessMethod.RequestOk.ID -> AccessMethod.RequestOk.decode(in);
            default -> null;
        };
    }

    private static @Nullable Method exchange(int id, ByteBuf in) throws SilentCloseException {
        return switch (id) {
            case ExchangeMethod.Declare.ID -> ExchangeMethod.Declare.decode(in);
            case ExchangeMethod.DeclareOk.ID -> ExchangeMethod.DeclareOk.decode(in);
            case ExchangeMethod.Delete.ID -> ExchangeMethod.Delete.decode(in);
            case ExchangeMethod.DeleteOk.ID -> ExchangeMethod.DeleteOk.decode(in);
            case ExchangeMethod.Bind.ID -> ExchangeMethod.Bind.decode(in);
            case ExchangeMethod.BindOk.ID -> ExchangeMethod.BindOk.decode(in);
            case ExchangeMethod.Unbind.ID -> ExchangeMethod.Unbind.decode(in);
            case ExchangeMethod.UnbindOk.ID -> ExchangeMethod.UnbindOk.decode(in);
            default -> null;
        };
    }

    private static @Nullable Method queue(int id, ByteBuf in) throws SilentCloseException {
        return switch (id) {
            case QueueMethod.Declare.ID -> QueueMethod.Declare.decode(in);
            case QueueMethod.DeclareOk.ID -> QueueMethod.DeclareOk.decode(in);
            case QueueMethod.Bind.ID -> QueueMethod.Bind.decode(in);
            case QueueMethod.BindOk.ID -> QueueMethod.BindOk.decode(in);
            case QueueMethod.Purge.ID -> QueueMethod.Purge.decode(in);
            case QueueMethod.PurgeOk.ID -> QueueMethod.PurgeOk.decode(in);
            case QueueMethod.Delete.ID -> QueueMethod.Delete.decode(in);
            case QueueMethod.DeleteOk.ID -> QueueMethod.DeleteOk.decode(in);
            case QueueMethod.Unbind.ID -> QueueMethod.Unbind.decode(in);
            case QueueMethod.UnbindOk.ID -> QueueMethod.UnbindOk.decode(in);
            default -> null;
        };
    }

    private static @Nullable Method basic(int id, ByteBuf in) throws SilentCloseException {
        return switch (id) {
            case BasicMethod.Qos.ID -> BasicMethod.Qos.decode(in);
            case BasicReply.QosOk.ID -> BasicReply.QosOk.decode(in);
            case BasicMethod.Consume.ID -> BasicMethod.Consume.decode(in);
            case BasicReply.ConsumeOk.ID -> BasicReply.ConsumeOk.decode(in);
            case BasicMethod.Cancel.ID -> BasicMethod.Cancel.decode(in);
            case BasicReply.CancelOk.ID -> BasicReply.CancelOk.decode(in);
            case BasicMethod.Publish.ID -> BasicMethod.Publish.decode(in);
            case BasicReply.Return.ID -> BasicReply.Return.decode(in);
            case BasicReply.Deliver.ID -> BasicReply.Deliver.decode(in);
            case BasicMethod.Get.ID -> BasicMethod.Get.decode(in);
            case BasicReply.GetOk.ID -> BasicReply.GetOk.decode(in);
            case BasicReply.GetEmpty.ID -> BasicReply.GetEmpty.decode(in);
            case BasicMethod.Ack.ID -> BasicMethod.Ack.decode(in);
            case BasicMethod.Reject.ID -> BasicMethod.Reject.decode(in);
            case BasicMethod.RecoverAsync.ID -> BasicMethod.RecoverAsync.decode(in);
            case BasicMethod.Recover.ID -> BasicMethod.Recover.decode(in);
            case BasicReply.RecoverOk.ID -> BasicReply.RecoverOk.decode(in);
            case BasicMethod.Nack.ID -> BasicMethod.Nack.decode(in);
            default -> null;
        };
    }

    private static @Nullable Method confirm(int id, ByteBuf in) {
        return switch (id) {
            case ConfirmMethod.Select.ID -> ConfirmMethod.Select.decode(in);
            case ConfirmMethod.SelectOk.ID -> ConfirmMethod.SelectOk.decode(in);
            default -> null;
        };
    }

    private static @Nullable Method tx(int id, ByteBuf in) {
        return switch (id) {
            case TxMethod.Select.ID -> TxMethod.Select.decode(in);
            case TxMethod.SelectOk.ID -> TxMethod.SelectOk.decode(in);
            case TxMethod.Commit.ID -> TxMethod.Commit.decode(in);
            case TxMethod.CommitOk.ID -> TxMethod.CommitOk.decode(in);
            case TxMethod.Rollback.ID -> TxMethod.Rollback.decode(in);
            case TxMethod.RollbackOk.ID -> TxMethod.RollbackOk.decode(in);
            default -> null;
        };
    }
}
