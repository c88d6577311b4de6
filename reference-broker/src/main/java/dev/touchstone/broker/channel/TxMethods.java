package dev.touchstone.broker.channel;

import dev.touchstone.broker.wire.ChannelException;
import dev.touchstone.broker.wire.ProtocolException;
import dev.touchstone.broker.wire.ReplyCode;
import dev.touchstone.broker.wire.TxMethod;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Class tx, and the transaction that a channel has from {@code tx.select} to its end. */
final class TxMethods {
    private final AmqpChannel channel;
    private final Session session;
    private final Deliveries deliveries;
    private @Nullable Transaction transaction;

    TxMethods(AmqpChannel channel, Session session, Deliveries deliveries) {
        this.channel = channel;
        this.session = session;
        this.deliveries = deliveries;
    }

    /** What waits for commit; null on a channel without transactions. */
    @Nullable
    Transaction transaction() {
        return transaction;
    }

    /** Handles a method of the class. */
    void handle(TxMethod method) throws ProtocolException {
        if (method instanceof TxMethod.Select) {
            select();
        } else if (method instanceof TxMethod.Commit) {
            commit(selected());
        } else if (method instanceof TxMethod.Rollback) {
            deliveries.putBack(selected().rollback());
            channel.send(new TxMethod.RollbackOk());
        } else {
            throw AmqpChannel.unimplemented();
        }
    }

    private void select() throws ChannelException {
        if (channel.confirms() != null) {
            throw new ChannelException(ReplyCode.PRECONDITION_FAILED, "cannot switch from confirm to tx mode");
        }
        if (transaction == null) {
            transaction = new Transaction();
        }
        channel.send(new TxMethod.SelectOk());
    }

    private Transaction selected() throws ChannelException {
        if (transaction == null) {
            throw new ChannelException(ReplyCode.PRECONDITION_FAILED, "channel is not transactional");
        }
        return transaction;
    }

    private void commit(Transaction current) throws ChannelException {
        current.commit(
                channel.writer(),
                deliveries,
                channel.tally(),
                session.scope().vhost()::queue,
                session.scope().nowMillis());
        if (current.takeRefused()) {
            throw new ChannelException(ReplyCode.PRECONDITION_FAILED, "partial tx completion");
        }
        session.scope().vhost().whenSafe(() -> committed(current));
    }

    /** What was committed is safe (TX-08); meanwhile the channel may have ended, and the transaction with it. */
    private void committed(Transaction committed) {
        if (transaction == committed) {
            channel.send(new TxMethod.CommitOk());
        }
    }

    /** The channel ends: publishes are forgotten, settlements are among what goes back, in the order of tags (CHAN-10). */
    void end(List<Settled> back) {
        if (transaction != null) {
            back.addAll(transaction.rollback());
            back.sort(Comparator.comparingLong(Settled::tag));
            transaction = null;
        }
    }
}
