package dev.touchstone.broker.channel;

import dev.touchstone.broker.wire.BasicMethod;
import dev.touchstone.broker.wire.BasicReply;
import dev.touchstone.broker.wire.ChannelException;
import dev.touchstone.broker.wire.ConnectionException;
import dev.touchstone.broker.wire.ProtocolException;
import dev.touchstone.broker.wire.ReplyCode;

/** Class basic, the settling half: ack, nack, reject, recover. In a transaction they wait for commit (TX-05). */
final class SettleMethods {
    private final AmqpChannel channel;
    private final Session session;
    private final Settler settler;

    SettleMethods(AmqpChannel channel, Session session, Settler settler) {
        this.channel = channel;
        this.session = session;
        this.settler = settler;
    }

    /** Handles the method if it is one of these. */
    boolean handle(BasicMethod method) throws ProtocolException {
        if (method instanceof BasicMethod.Ack ack) {
            ack(ack.deliveryTag(), ack.multiple());
        } else if (method instanceof BasicMethod.Nack nack) {
            giveBack(nack.deliveryTag(), nack.multiple(), nack.requeue());
        } else if (method instanceof BasicMethod.Reject reject) {
            giveBack(reject.deliveryTag(), false, reject.requeue());
        } else if (method instanceof BasicMethod.Recover recover) {
            recover(recover.requeue(), true);
        } else if (method instanceof BasicMethod.RecoverAsync recover) {
            recover(recover.requeue(), false);
        } else {
            return false;
        }
        return true;
    }

    /** {@code basic.ack}. */
    void ack(long tag, boolean multiple) throws ChannelException {
        Transaction transaction = channel.transaction();
        long nowMillis = session.scope().nowMillis();
        if (transaction != null) {
            settler.hold(tag, multiple, transaction, Transaction.Kind.ACK, nowMillis);
        } else if (multiple) {
            settler.ackUpTo(tag, nowMillis);
        } else {
            settler.ackOne(tag, nowMillis);
        }
    }

    private void giveBack(long tag, boolean multiple, boolean requeue) throws ChannelException {
        Transaction transaction = channel.transaction();
        long nowMillis = session.scope().nowMillis();
        if (transaction != null) {
            Transaction.Kind kind = requeue ? Transaction.Kind.REQUEUE : Transaction.Kind.REJECT;
            settler.hold(tag, multiple, transaction, kind, nowMillis);
        } else {
            Settler.Fate fate = requeue ? Settler.Fate.REQUEUED : Settler.Fate.REJECTED;
            settler.giveBack(tag, multiple, fate, nowMillis);
        }
    }

    /** Gives everything outstanding back; the answer leaves before the redeliveries that follow from it (ACK-09). */
    private void recover(boolean requeue, boolean answer) throws ConnectionException {
        if (!requeue) {
            throw new ConnectionException(ReplyCode.NOT_IMPLEMENTED, "requeue=false");
        }
        Runnable before = answer ? () -> channel.send(new BasicReply.RecoverOk()) : () -> {};
        settler.giveAllBack(Settler.Fate.REQUEUED, before, session.scope().nowMillis());
    }
}
