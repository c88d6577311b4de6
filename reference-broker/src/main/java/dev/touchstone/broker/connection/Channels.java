package dev.touchstone.broker.connection;

import dev.touchstone.broker.channel.Agenda;
import dev.touchstone.broker.channel.AmqpChannel;
import dev.touchstone.broker.channel.ChannelFacts;
import dev.touchstone.broker.channel.ConsumerFacts;
import dev.touchstone.broker.channel.Session;
import dev.touchstone.broker.message.Traffic;
import dev.touchstone.broker.wire.ChannelException;
import dev.touchstone.broker.wire.ConnectionException;
import dev.touchstone.broker.wire.ReplyCode;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** The channels of a connection by number. The limit is on how many there are, not on their numbers (CHAN-04). */
final class Channels {
    private final Connection connection;
    private final IntObjectMap<AmqpChannel> byNumber = new IntObjectHashMap<>(4);
    private List<AmqpChannel> leaving = List.of();
    private @Nullable AmqpChannel last;

    Channels(Connection connection) {
        this.connection = connection;
    }

    /** The channel of that number; any frame brings it into being, and the channel itself insists on {@code channel.open}. */
    AmqpChannel get(int number, Session session) throws ConnectionException {
        AmqpChannel known = find(number);
        if (known != null) {
            return known;
        }
        int limit = connection.limits().channelMax();
        if (byNumber.size() >= limit) {
            throw ConnectionException.ofFrame(
                    ReplyCode.NOT_ALLOWED,
                    "number of channels opened (" + byNumber.size() + ") has reached the negotiated channel_max ("
                            + limit + ")");
        }
        connection.lobby().channelOpened(session.userName());
        AmqpChannel channel = new AmqpChannel(number, connection, session);
        byNumber.put(number, channel);
        return channel;
    }

    @Nullable
    AmqpChannel find(int number) {
        AmqpChannel known = last;
        if (known != null && known.number() == number) {
            return known;
        }
        known = byNumber.get(number);
        if (known != null) {
            last = known;
        }
        return known;
    }

    void remove(AmqpChannel channel) {
        if (byNumber.remove(channel.number(), channel)) {
            connection.lobby().channelClosed(channel.userName());
        }
        if (channel == last) {
            last = null;
        }
    }

    List<ChannelFacts> facts() {
        List<AmqpChannel> all = copy();
        all.addAll(leaving);
        return all.stream().map(AmqpChannel::facts).toList();
    }

    List<ConsumerFacts> consumerFacts() {
        List<ConsumerFacts> all = new ArrayList<>();
        byNumber.values().forEach(channel -> channel.describeConsumers(all));
        return all;
    }

    Traffic traffic() {
        Traffic all = Traffic.NONE;
        for (AmqpChannel channel : byNumber.values()) {
            all = all.plus(channel.traffic());
        }
        for (AmqpChannel channel : leaving) {
            all = all.plus(channel.traffic());
        }
        return all;
    }

    int count() {
        return byNumber.size();
    }

    void beforeFlush() {
        if (byNumber.size() == 1 && last != null) {
            beforeFlush(last);
            return;
        }
        List<AmqpChannel> gone = null;
        for (AmqpChannel channel : byNumber.values()) {
            channel.beforeFlush();
            if (channel.isGone()) {
                gone = gone == null ? new ArrayList<>() : gone;
                gone.add(channel);
            }
        }
        if (gone != null) {
            gone.forEach(this::remove);
        }
    }

    private void beforeFlush(AmqpChannel only) {
        only.beforeFlush();
        if (only.isGone()) {
            remove(only);
        }
    }

    void onWritable() {
        for (AmqpChannel channel : copy()) {
            channel.onWritable();
        }
    }

    /** Checks every channel for deliveries that nobody acknowledges (CONS-14). */
    void checkConsumerTimeouts(long nowMillis, long timeoutMillis) {
        for (AmqpChannel channel : copy()) {
            try {
                channel.checkConsumerTimeout(nowMillis, timeoutMillis);
            } catch (ChannelException e) {
                channel.fail(e, 0);
            }
        }
    }

    /** When the oldest delivery went out that no channel's client acknowledged; {@code Long.MAX_VALUE} if there is none. */
    long oldestDeliveredAt() {
        long oldest = Long.MAX_VALUE;
        for (AmqpChannel channel : byNumber.values()) {
            oldest = Math.min(oldest, channel.oldestDeliveredAt());
        }
        return oldest;
    }

    /** Ends all of them by these pieces of work, in this order. */
    Queue<Agenda.Item> releaseAll() {
        leaving = copy();
        byNumber.clear();
        last = null;
        Queue<Agenda.Item> work = new ArrayDeque<>(2 * leaving.size());
        for (AmqpChannel channel : leaving) {
            work.add((slice, nowMillis) -> {
                channel.cancelConsumers(nowMillis);
                slice.use(1);
                return true;
            });
        }
        for (AmqpChannel channel : leaving) {
            work.add(channel.releasing(() -> connection.lobby().channelClosed(channel.userName())));
        }
        return work;
    }

    private List<AmqpChannel> copy() {
        return new ArrayList<>(byNumber.values());
    }
}
