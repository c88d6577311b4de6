package dev.touchstone.ci.kill.variant;

import dev.touchstone.broker.message.Message;
import dev.touchstone.broker.queue.DeathReason;
import dev.touchstone.broker.queue.QueueEffects;
import dev.touchstone.broker.queue.QueueMachine;

/** Passes what follows from a queue's work on as it is; a subclass does one thing otherwise. */
class OtherEffects implements QueueEffects {
    private final QueueEffects real;

    OtherEffects(QueueEffects real) {
        this.real = real;
    }

    @Override
    public void deadLetter(QueueMachine from, Message message, long place, DeathReason reason, long nowMillis) {
        real.deadLetter(from, message, place, reason, nowMillis);
    }

    @Override
    public void settleDeaths(long nowMillis) {
        real.settleDeaths(nowMillis);
    }

    @Override
    public void wakeAt(QueueMachine queue, long atMillis) {
        real.wakeAt(queue, atMillis);
    }

    @Override
    public void workLeft(QueueMachine queue) {
        real.workLeft(queue);
    }

    @Override
    public void unused(QueueMachine queue, long nowMillis) {
        real.unused(queue, nowMillis);
    }

    @Override
    public boolean isMemoryShort() {
        return real.isMemoryShort();
    }

    @Override
    public void holds(long octets) {
        real.holds(octets);
    }
}
