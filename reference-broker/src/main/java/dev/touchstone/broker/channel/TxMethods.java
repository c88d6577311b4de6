package dev.touchstone.broker.channel;

import dev.touchstone.broker.vhost.VirtualHost;
import dev.touchstone.broker.wire.ChannelException;
import dev.touchstone.broker.wire.ProtocolException;
import dev.touchstone.broker.wire.ReplyCode;
import dev.touchstone.broker.wire.TxMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Class tx, and the transaction that a channel has from {@code tx.select} to its end. */
final class TxMethods {
    private final AmqpChannel channel;
    private final Session session;
    private final Deliveries deliveries;
    private final Settler settler;
    private final Outlet outlet;
    private @Nullable Transaction transaction;

    TxMethods(AmqpChannel channel, Session session, Outlet outlet, Deliveries deliveries, Settler settler) {
        this.channel = channel;
        this.session = session;
        this.outlet = outlet;
        this.deliveries = deliveries;
        this.settler = settler;
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
            settler.putBack(selected().rollback());
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
            transaction = new Transaction(session.scope().vhost().dialect().findsQueuesAtCommit());
        }
        channel.send(new TxMethod.SelectOk());
    }

    private Transaction selected() throws ChannelException {
        if (transaction == null) {
            throw new ChannelException(ReplyCode.PRECONDITION_FAILED, "channel is not transactional");
        }
        return transaction;
    }

    private void commit(Transaction current) {
        VirtualHost vhost = session.scope().vhost();
        long nowMillis = session.scope().nowMillis();
        outlet.agenda().add(vhost, current.commit(channel, deliveries, settler, vhost::queue), nowMillis);
        outlet.agenda()
                .add(
                        vhost,
                        (slice, atMillis) -> {
                            carriedOut(current);
                            return true;
                        },
                        nowMillis);
    }

    private void carriedOut(Transaction current) {
        if (current.takeRefused()) {
            channel.fail(
                    new ChannelException(ReplyCode.PRECONDITION_FAILED, "partial tx completion"), TxMethod.Commit.ID);
        } else {
            session.scope().vhost().whenSafe(() -> committed(current));
        }
    }

    /** What was committed is safe (TX-08); meanwhile the channel may have ended, and the transaction with it. */
    private void committed(Transaction committed) {
        if (transaction == committed) {
            channel.send(new TxMethod.CommitOk());
        }
    }

    /** The channel ends: publishes are forgotten, settlements were not (CHAN-10). */
    List<Settled> end() {
        List<Settled> held = transaction == null ? List.of() : transaction.rollback();
        transaction = null;
        return held;
    }
}
