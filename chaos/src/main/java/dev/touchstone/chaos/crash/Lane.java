package dev.touchstone.chaos.crash;

import dev.touchstone.chaos.history.MessageId;
import java.util.concurrent.atomic.AtomicInteger;

/** Names the messages of one publishing client; goes on counting after a reconnect. */
final class Lane {
    private final int id;
    private final AtomicInteger next = new AtomicInteger();

    Lane(int id) {
        this.id = id;
    }

    MessageId next() {
        return new MessageId(id, next.getAndIncrement());
    }
}
