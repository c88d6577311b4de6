package dev.touchstone.broker.channel;

import dev.touchstone.broker.wire.ChannelException;
import dev.touchstone.broker.wire.ReplyCode;
import dev.touchstone.broker.wire.ShortString;
import org.jspecify.annotations.Nullable;

/** The consumer of direct reply-to that a channel may have, at most one (RPC-01). */
final class ReplyConsumer {
    private final AmqpChannel channel;
    private final VhostScope scope;
    private @Nullable String tag;
    private byte @Nullable [] tagOctets;
    private @Nullable String name;

    ReplyConsumer(AmqpChannel channel, VhostScope scope) {
        this.channel = channel;
        this.scope = scope;
    }

    /** Starts it. */
    void start(String consumerTag, boolean noAck) throws ChannelException {
        if (!noAck) {
            throw new ChannelException(ReplyCode.PRECONDITION_FAILED, "reply consumer cannot acknowledge");
        }
        if (tag != null) {
            throw new ChannelException(ReplyCode.PRECONDITION_FAILED, "reply consumer already set");
        }
        tag = consumerTag;
        tagOctets = ShortString.encode(consumerTag);
        name = ReplyConsumers.PREFIX + scope.uniqueName();
        scope.replyConsumers().add(name, channel);
    }

    /** Whether it has that tag. */
    boolean hasTag(String consumerTag) {
        return consumerTag.equals(tag);
    }

    /** Ends it if there is one. */
    void cancel() {
        if (name != null) {
            scope.replyConsumers().remove(name);
        }
        tag = null;
        tagOctets = null;
        name = null;
    }

    /** The name to put into reply-to. */
    String name() throws ChannelException {
        if (name == null) {
            throw new ChannelException(ReplyCode.PRECONDITION_FAILED, "fast reply consumer does not exist");
        }
        return name;
    }

    byte @Nullable [] tagOctets() {
        return tagOctets;
    }
}
