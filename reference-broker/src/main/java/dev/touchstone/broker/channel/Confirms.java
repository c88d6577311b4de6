package dev.touchstone.broker.channel;

import dev.touchstone.broker.queue.Publisher;
import dev.touchstone.broker.wire.BasicMethod;
import dev.touchstone.broker.wire.Frames;
import io.netty.buffer.ByteBuf;

/**
 * Publisher confirms of one channel. Answers are gathered during a turn and leave as few frames as possible at its end: nacks, one cumulative ack, and
 * single acks for what overtook an unanswered publish (PUB-CONFIRM-04 to 06).
 *
 * <p>A publish that all its queues accept at once, with none outstanding before it, costs one addition.
 */
final class Confirms implements Publisher {
    private static final int ANSWER_OCTETS = 4 + 9;
    private static final int SENT = Integer.MIN_VALUE;
    private static final int REFUSED = 1 << 30;

    private long next = 1;
    private long base = 1;
    private long ackThrough;
    private long sentThrough;
    private boolean answersWait;
    private Runnable answersLate;

    private long current;
    private int currentState;

    /** One state for each publish from {@code base} on: queues still to answer, with {@link #REFUSED} if one refused, or {@link #SENT}. */
    private int[] ring = {};

    /** {@code answersLate} is called when an answer waits to be sent that came after its publish. */
    Confirms(Runnable answersLate) {
        this.answersLate = answersLate;
    }

    /** The channel is gone: nothing is answered any more (PUB-CONFIRM-13). */
    void close() {
        answersLate = () -> {};
    }

    /** Starts the next publish, which {@code queues} queues will answer; returns its sequence number. */
    long begin(int queues) {
        current = next++;
        currentState = queues;
        return current;
    }

    /** All queues have been given the publish that was begun; true if it is answered and an answer waits to be sent. */
    boolean end() {
        long sequenceNumber = current;
        current = 0;
        if (currentState == 0 && base == sequenceNumber) {
            ackThrough = sequenceNumber;
            base = sequenceNumber + 1;
            answersWait = true;
            return true;
        }
        put(sequenceNumber, currentState);
        return answersWait;
    }

    @Override
    public void accepted(long sequenceNumber) {
        answer(sequenceNumber, 0);
    }

    @Override
    public void refused(long sequenceNumber) {
        answer(sequenceNumber, REFUSED);
    }

    private void answer(long sequenceNumber, int refused) {
        if (sequenceNumber == current) {
            currentState = currentState - 1 | refused;
        } else {
            int slot = slot(sequenceNumber);
            ring[slot] = ring[slot] - 1 | refused;
            if (!answersWait && isAnswered(ring[slot])) {
                answersWait = true;
                answersLate.run();
            }
        }
    }

    private static boolean isAnswered(int state) {
        return state == 0 || state == REFUSED;
    }

    /** How many publishes are answered. */
    long answered() {
        return sentThrough;
    }

    /** How many publishes are not. */
    int unanswered() {
        int count = 0;
        for (long i = base; i < next; i++) {
            count += ring[slot(i)] == SENT ? 0 : 1;
        }
        return count;
    }

    /** Whether {@link #write} has something to write. */
    boolean answersWait() {
        return answersWait;
    }

    private void put(long sequenceNumber, int state) {
        if (sequenceNumber - base >= ring.length) {
            grow(sequenceNumber);
        }
        ring[slot(sequenceNumber)] = state;
        answersWait |= isAnswered(state);
    }

    private void grow(long sequenceNumber) {
        int[] larger = new int[Math.max(64, ring.length * 2)];
        for (long i = base; i < sequenceNumber; i++) {
            larger[(int) (i & larger.length - 1)] = ring[slot(i)];
        }
        ring = larger;
    }

    private int slot(long sequenceNumber) {
        return (int) (sequenceNumber & ring.length - 1);
    }

    /** Writes the answers that wait. */
    void write(ByteBuf out, int channel) {
        answersWait = false;
        long end = next;
        for (long i = base; i < end; i++) {
            if (ring[slot(i)] == REFUSED) {
                ring[slot(i)] = SENT;
                frame(out, channel, BasicMethod.Nack.ID, i, 2);
            }
        }
        while (base < end && (ring[slot(base)] == 0 || ring[slot(base)] == SENT)) {
            if (ring[slot(base)] == 0) {
                ackThrough = base;
            } else {
                ackRun(out, channel);
                sentThrough = base;
            }
            base++;
        }
        ackRun(out, channel);
        for (long i = base; i < end; i++) {
            if (ring[slot(i)] == 0) {
                ring[slot(i)] = SENT;
                frame(out, channel, BasicMethod.Ack.ID, i, 0);
            }
        }
    }

    /** Acks what is answered and not sent, in one frame; a run ends before a publish that was answered alone. */
    private void ackRun(ByteBuf out, int channel) {
        if (ackThrough > sentThrough) {
            frame(out, channel, BasicMethod.Ack.ID, ackThrough, ackThrough - sentThrough > 1 ? 1 : 0);
            sentThrough = ackThrough;
        }
    }

    private static void frame(ByteBuf out, int channel, int id, long tag, int bits) {
        out.writeByte(Frames.METHOD);
        out.writeShort(channel);
        out.writeInt(ANSWER_OCTETS);
        out.writeInt(id);
        out.writeLong(tag);
        out.writeByte(bits);
        out.writeByte(Frames.END);
    }
}
