package dev.touchstone.broker.channel;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The end of a channel: its consumers go, then what it had returns to the queues, then whoever waits for that goes on (CHAN-09, CHAN-10). */
final class Release implements Agenda.Item {
    /** What the end of a channel costs that has nothing. */
    private static final int COST = 4;

    private final AmqpChannel channel;
    private final Deliveries deliveries;
    private final Settler settler;
    private final Runnable then;
    private Agenda.@Nullable Item givingBack;

    Release(AmqpChannel channel, Deliveries deliveries, Settler settler, Runnable then) {
        this.channel = channel;
        this.deliveries = deliveries;
        this.settler = settler;
        this.then = then;
    }

    @Override
    public boolean goOn(Slice slice, long nowMillis) {
        if (givingBack == null) {
            slice.use(COST);
            givingBack = giveBack(channel.leave(nowMillis));
        }
        if (!givingBack.goOn(slice, nowMillis)) {
            return false;
        }
        channel.gaveBack();
        then.run();
        return true;
    }

    /** Everything outstanding, and what its transaction held, in the order of tags. */
    private Agenda.Item giveBack(List<Settled> held) {
        if (held.isEmpty() && deliveries.outstanding() > Agenda.SLICE) {
            return new GivingBack(deliveries, Settler.Fate.LOST, most -> settler.takeSome(Long.MAX_VALUE, most));
        }
        List<Settled> back = settler.takeAllWith(held);
        if (back.size() > Agenda.SLICE) {
            return new GivingBack(deliveries, Settler.Fate.LOST, Commit.pieces(back));
        }
        return (slice, nowMillis) -> {
            settler.giveBack(back, Settler.Fate.LOST, nowMillis);
            slice.use(back.size());
            return true;
        };
    }
}
