package dev.touchstone.broker.channel;

import dev.touchstone.broker.message.Message;
import dev.touchstone.broker.message.Tally;
import dev.touchstone.broker.message.Traffic;
import dev.touchstone.broker.wire.AccessMethod;
import dev.touchstone.broker.wire.BasicMethod;
import dev.touchstone.broker.wire.BasicReply;
import dev.touchstone.broker.wire.ChannelException;
import dev.touchstone.broker.wire.ChannelMethod;
import dev.touchstone.broker.wire.ConfirmMethod;
import dev.touchstone.broker.wire.ConnectionException;
import dev.touchstone.broker.wire.ExchangeMethod;
import dev.touchstone.broker.wire.Method;
import dev.touchstone.broker.wire.Methods;
import dev.touchstone.broker.wire.ProtocolException;
import dev.touchstone.broker.wire.QueueMethod;
import dev.touchstone.broker.wire.ReplyCode;
import dev.touchstone.broker.wire.TxMethod;
import io.netty.buffer.ByteBuf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One channel: assembles, numbers and closes; what the methods do stands in a handler for each AMQP class.
 *
 * <pre>
 *   STARTING --channel.open--&gt; OPEN --channel.close--&gt; CLOSE_OWED --end of turn--&gt; gone
 *                               `----soft error-----&gt; CLOSING ----close-ok------&gt; gone
 * </pre>
 */
public final class AmqpChannel {
    private enum State {
        STARTING,
        OPEN,
        /** The broker sent channel.close: everything but close and close-ok is discarded (CHAN-07). */
        CLOSING,
        /** The client sent channel.close: close-ok leaves at the end of this turn, and a channel.open before it is an error (CHAN-08). */
        CLOSE_OWED,
        GONE
    }

    /** Ids, delivery tag, bits: the other method of the hot path, read without making a record. */
    private static final int ACK_OCTETS = 4 + 9;

    private final int number;
    private final Outlet outlet;
    private final Session session;
    private final ContentAssembler content;
    private final ContentWriter writer;
    private final Deliveries deliveries;
    private final Settler settler;
    private final Publishing publishing;
    private final ConsumerMethods consumerMethods;
    private final SettleMethods settleMethods;
    private final QueueMethods queueMethods;
    private final ExchangeMethods exchangeMethods;
    private final TxMethods txMethods;
    private final ReplyConsumer replyConsumer;
    private final Tally tally = new Tally();
    private State state = State.STARTING;
    private boolean released;
    private boolean gaveBack;
    private @Nullable Confirms confirms;

    /** The channel {@code number} of a connection, which must be opened first by its client. */
    public AmqpChannel(int number, Outlet outlet, Session session) {
        this.number = number;
        this.outlet = outlet;
        this.session = session;
        this.content = new ContentAssembler(session.agreement().maxMessageOctets());
        this.writer = new ContentWriter(outlet, number);
        this.deliveries = new Deliveries(outlet, session, number, writer, tally);
        this.settler = new Settler(outlet, session.scope(), deliveries, tally);
        this.publishing = new Publishing(this, outlet, session, writer);
        this.replyConsumer = new ReplyConsumer(this, session.scope());
        this.queueMethods = new QueueMethods(this, session);
        this.exchangeMethods = new ExchangeMethods(this, session);
        this.consumerMethods = new ConsumerMethods(this, session, deliveries, replyConsumer);
        this.settleMethods = new SettleMethods(this, session, settler);
        this.txMethods = new TxMethods(this, session, outlet, deliveries, settler);
    }

    /** The channel's number, 1 to 65535. */
    public int number() {
        return number;
    }

    /** Whose channel it is. */
    public String userName() {
        return session.userName();
    }

    /** How tracing names it. */
    Firehose.Who traced() {
        return deliveries.traced();
    }

    /** Whether nothing is left of it and the number is free. */
    public boolean isGone() {
        return state == State.GONE;
    }

    /** Whether a content-bearing method came whose content is not complete: its class and method id count for errors; else 0. */
    public int methodInProgress() {
        return content.expectsMethod() ? 0 : content.methodId();
    }

    /** Takes a method frame: {@code length} octets at {@code at}, ids first. */
    public void onMethod(int id, ByteBuf in, int at, int length) throws ProtocolException {
        if (!content.expectsMethod()) {
            throw content.unexpectedFrame();
        }
        if (id == BasicMethod.Publish.ID) {
            publishing.begin(in, at + 4, length - 4);
            content.expectContentOf(id, state == State.OPEN);
            return;
        }
        if (id == BasicMethod.Ack.ID && length == ACK_OCTETS && state == State.OPEN) {
            settleMethods.ack(in.getLong(at + 4), (in.getByte(at + 12) & 1) != 0);
            return;
        }
        Method method = Methods.decode(id, in.slice(at + 4, length - 4));
        if (method instanceof BasicReply.Deliver
                || method instanceof BasicReply.Return
                || method instanceof BasicReply.GetOk) {
            content.expectContentOf(id, false);
            return;
        }
        handle(method);
    }

    /** Takes a content header frame. */
    public void onHeader(ByteBuf in, int at, int length) throws ProtocolException {
        if (content.header(in, at, length)) {
            onContent();
        }
    }

    /** Takes a piece of a body frame. */
    public void onBody(ByteBuf in, int at, int length) throws ProtocolException {
        content.body(in, at, length);
    }

    /** Takes the end of a body frame. */
    public void onBodyEnd() throws ProtocolException {
        if (content.bodyEnd()) {
            onContent();
        }
    }

    private void onContent() throws ProtocolException {
        if (state == State.OPEN) {
            if (content.methodId() != BasicMethod.Publish.ID) {
                throw unimplemented();
            }
            publishing.complete(content);
        } else if (state == State.STARTING) {
            throw openExpected();
        }
    }

    private void handle(Method method) throws ProtocolException {
        if (method instanceof ChannelMethod.Open) {
            open();
        } else if (state == State.STARTING) {
            throw openExpected();
        } else if (state == State.CLOSING) {
            handleWhileClosing(method);
        } else if (state == State.OPEN) {
            if (method instanceof BasicMethod basic) {
                basic(basic);
            } else {
                handleOpen(method);
            }
        }
    }

    private void open() throws ConnectionException {
        if (state != State.STARTING) {
            throw new ConnectionException(ReplyCode.CHANNEL_ERROR, "second 'channel.open' seen");
        }
        state = State.OPEN;
        send(new ChannelMethod.OpenOk());
    }

    private static ConnectionException openExpected() {
        return new ConnectionException(ReplyCode.CHANNEL_ERROR, "expected 'channel.open'");
    }

    private void handleWhileClosing(Method method) {
        if (method instanceof ChannelMethod.Close) {
            send(new ChannelMethod.CloseOk());
        } else if (method instanceof ChannelMethod.CloseOk) {
            state = State.GONE;
        }
    }

    private void handleOpen(Method method) throws ProtocolException {
        if (method instanceof QueueMethod queue) {
            queueMethods.handle(queue);
        } else if (method instanceof ExchangeMethod exchange) {
            exchangeMethods.handle(exchange);
        } else if (method instanceof ChannelMethod.Close) {
            state = State.CLOSE_OWED;
            release(outlet::flushSoon);
        } else if (method instanceof ChannelMethod.Flow flow) {
            flow(flow);
        } else if (method instanceof ConfirmMethod.Select select) {
            selectConfirms(select);
        } else if (method instanceof TxMethod tx) {
            txMethods.handle(tx);
        } else if (method instanceof AccessMethod.Request) {
            send(new AccessMethod.RequestOk(1));
        } else {
            throw unimplemented();
        }
    }

    private void basic(BasicMethod method) throws ProtocolException {
        if (!settleMethods.handle(method) && !consumerMethods.handle(method)) {
            throw unimplemented();
        }
    }

    /** The 503 for a method that only the server may send (FRAME-18). */
    static ConnectionException unimplemented() {
        return new ConnectionException(ReplyCode.COMMAND_INVALID, "unimplemented method");
    }

    private void flow(ChannelMethod.Flow flow) throws ConnectionException {
        if (!flow.active()) {
            throw new ConnectionException(ReplyCode.NOT_IMPLEMENTED, "active=false");
        }
        send(new ChannelMethod.FlowOk(true));
    }

    private void selectConfirms(ConfirmMethod.Select select) throws ChannelException {
        if (txMethods.transaction() != null) {
            throw new ChannelException(ReplyCode.PRECONDITION_FAILED, "cannot switch from tx to confirm mode");
        }
        if (confirms == null) {
            confirms = new Confirms(outlet::flushSoon);
        }
        if (!select.noWait()) {
            send(new ConfirmMethod.SelectOk());
        }
    }

    /** A soft error: the channel closes and gives everything back; outstanding confirms are never answered (CHAN-05, PUB-CONFIRM-13). */
    public void fail(ChannelException error, int methodId) {
        state = State.CLOSING;
        release(() ->
                send(new ChannelMethod.Close(error.code().code(), error.text(), methodId >>> 16, methodId & 0xFFFF)));
    }

    private void release(Runnable then) {
        VhostScope scope = session.scope();
        outlet.agenda().add(scope.vhost(), releasing(then), scope.nowMillis());
    }

    /** Where the whole connection ends: its consumers go before another of its channels gives back what they would take. */
    public void cancelConsumers(long nowMillis) {
        deliveries.cancelAll(nowMillis);
    }

    /**
     * What is to be done where the connection ends, or the channel: consumers go, deliveries return to their queues, a transaction is dropped (CHAN-09,
     * CHAN-10); then {@code then} runs.
     */
    public Agenda.Item releasing(Runnable then) {
        return new Release(this, deliveries, settler, then);
    }

    /** Ends everything but what is outstanding; returns what a transaction had settled. */
    List<Settled> leave(long nowMillis) {
        session.scope().retire(traffic());
        released = true;
        deliveries.cancelAll(nowMillis);
        replyConsumer.cancel();
        if (confirms != null) {
            confirms.close();
            confirms = null;
        }
        content.drop();
        return txMethods.end();
    }

    /** Nothing is outstanding any more, and nothing will be. */
    void gaveBack() {
        gaveBack = true;
    }

    /** The end of a turn: sends answers that were gathered; afterwards the channel may be gone. */
    public void beforeFlush() {
        Confirms waiting = confirms;
        if (waiting != null && waiting.answersWait()) {
            waiting.write(outlet.out(), number);
        }
        deliveries.beforeFlush();
        if (state == State.CLOSE_OWED && gaveBack) {
            state = State.GONE;
            send(new ChannelMethod.CloseOk());
        }
    }

    /** The peer reads again: its consumers are asked again. */
    public void onWritable() {
        deliveries.resumeAll(session.scope().nowMillis());
    }

    /** When the oldest delivery went out that is not acknowledged; {@code Long.MAX_VALUE} if there is none. */
    public long oldestDeliveredAt() {
        return state == State.OPEN ? deliveries.oldestDeliveredAt() : Long.MAX_VALUE;
    }

    /** Refuses a channel that left a delivery unacknowledged for too long (CONS-14). */
    public void checkConsumerTimeout(long nowMillis, long timeoutMillis) throws ChannelException {
        long oldest = oldestDeliveredAt();
        if (oldest != Long.MAX_VALUE && nowMillis - oldest > timeoutMillis) {
            throw new ChannelException(
                    ReplyCode.PRECONDITION_FAILED,
                    "delivery acknowledgement on channel " + number + " timed out. Timeout value used: "
                            + timeoutMillis
                            + " ms. This timeout value can be configured, see consumers doc guide to learn more");
        }
    }

    /** How listings show it. */
    public ChannelFacts facts() {
        return ChannelFacts.of(this, deliveries);
    }

    /** Adds its consumers as listings show them. */
    public void describeConsumers(List<ConsumerFacts> all) {
        deliveries.subscriptions().values().forEach(each -> each.describe(number, all));
    }

    /** How many messages went which way. */
    public Traffic traffic() {
        return released ? Traffic.NONE : tally.traffic().withConfirms(confirms == null ? 0 : confirms.answered());
    }

    Tally tally() {
        return tally;
    }

    void send(Method method) {
        Methods.writeFrame(outlet.out(), number, method);
    }

    ContentWriter writer() {
        return writer;
    }

    /** The queue that an empty name stands for (QUEUE-04). */
    String queueName(String given) throws ChannelException {
        return queueMethods.nameOf(given);
    }

    @Nullable
    Confirms confirms() {
        return confirms;
    }

    @Nullable
    Transaction transaction() {
        return txMethods.transaction();
    }

    /** The name under which this channel takes direct replies (RPC-02). */
    String replyName() throws ChannelException {
        return replyConsumer.name();
    }

    /** Gives a reply to whoever waits for it; nobody does: it is dropped (RPC-05). */
    void deliverReply(Message message) {
        AmqpChannel requester = session.scope().replyConsumers().find(message.routingKey());
        if (requester != null) {
            requester.onReply(message);
        }
    }

    private void onReply(Message message) {
        byte[] tag = replyConsumer.tagOctets();
        if (state == State.OPEN && tag != null) {
            writer.deliver(tag, deliveries.nextTag(), false, message);
        }
    }
}
