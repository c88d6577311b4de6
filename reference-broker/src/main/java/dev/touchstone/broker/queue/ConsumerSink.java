package dev.touchstone.broker.queue;

import dev.touchstone.broker.message.Message;
import org.jspecify.annotations.Nullable;

/** Where a consumer's messages go: implemented by the channel. None of these methods may call the queue or its virtual host. */
public interface ConsumerSink {
    /** Whether it takes another message now: prefetch and outbound buffer allow it. After false it is not asked again until {@link Consumer#resume}. */
    boolean canTake();

    /**
     * Takes one message after {@link #canTake} said yes.
     *
     * @param message valid during the call; retained by the queue until settled, unless {@code unacked} is null
     * @param redelivered whether it was delivered before (CONS-11)
     * @param unacked the handle to settle it with, or null if the consumer acknowledges automatically: then it is settled already
     */
    void deliver(Message message, boolean redelivered, @Nullable QueuedMessage unacked);

    /** Whether it shares a prefetch limit with other consumers, which quorum queues refuse (QOS-10). */
    default boolean hasSharedLimit() {
        return false;
    }

    /** The queue is gone, and this consumer with it (CONS-09). */
    void cancelled();
}
