package dev.touchstone.broker.message;

/** Counts messages for one queue or channel: one addition for each. Belongs to the loop of its owner. */
public final class Tally {
    private long publish;
    private long returned;
    private long dropped;
    private long deliver;
    private long deliverNoAck;
    private long get;
    private long getNoAck;
    private long getEmpty;
    private long ack;
    private long redeliver;

    /** One was published. */
    public void published() {
        publish++;
    }

    /** One had no way to go and was returned or dropped. */
    public void unroutable(boolean isReturned) {
        if (isReturned) {
            returned++;
        } else {
            dropped++;
        }
    }

    /** One was sent to a consumer. */
    public void delivered(boolean noAck, boolean redelivered) {
        if (noAck) {
            deliverNoAck++;
        } else {
            deliver++;
        }
        if (redelivered) {
            redeliver++;
        }
    }

    /** One was fetched. */
    public void got(boolean noAck, boolean redelivered) {
        if (noAck) {
            getNoAck++;
        } else {
            get++;
        }
        if (redelivered) {
            redeliver++;
        }
    }

    /** A fetch found nothing. */
    public void gotNothing() {
        getEmpty++;
    }

    /** So many were acknowledged. */
    public void acked(int count) {
        ack += count;
    }

    /** What was counted so far. */
    public Traffic traffic() {
        return new Traffic(
                publish, 0, returned, dropped, deliver, deliverNoAck, get, getNoAck, getEmpty, ack, redeliver);
    }
}
