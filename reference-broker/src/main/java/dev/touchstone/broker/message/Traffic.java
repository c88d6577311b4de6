package dev.touchstone.broker.message;

/**
 * How many messages went which way so far.
 *
 * @param publish taken in
 * @param confirm confirmed to their publishers
 * @param returned given back as unroutable, {@code return_unroutable}
 * @param dropped dropped as unroutable, {@code drop_unroutable} (RETURN-03)
 * @param deliver sent to consumers that acknowledge
 * @param deliverNoAck sent to consumers that do not
 * @param get fetched to be acknowledged
 * @param getNoAck fetched without
 * @param getEmpty fetches that found nothing
 * @param ack acknowledged
 * @param redeliver of those sent, how many not for the first time
 */
public record Traffic(
        long publish,
        long confirm,
        long returned,
        long dropped,
        long deliver,
        long deliverNoAck,
        long get,
        long getNoAck,
        long getEmpty,
        long ack,
        long redeliver) {
    /** Nothing went anywhere. */
    public static final Traffic NONE = new Traffic(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** Everything that was sent to somebody. */
    public long deliverGet() {
        return deliver + deliverNoAck + get + getNoAck;
    }

    /** Both together. */
    public Traffic plus(Traffic other) {
        return new Traffic(
                publish + other.publish,
                confirm + other.confirm,
                returned + other.returned,
                dropped + other.dropped,
                deliver + other.deliver,
                deliverNoAck + other.deliverNoAck,
                get + other.get,
                getNoAck + other.getNoAck,
                getEmpty + other.getEmpty,
                ack + other.ack,
                redeliver + other.redeliver);
    }

    /** The same with another number of confirms. */
    public Traffic withConfirms(long confirms) {
        return new Traffic(
                publish, confirms, returned, dropped, deliver, deliverNoAck, get, getNoAck, getEmpty, ack, redeliver);
    }
}
