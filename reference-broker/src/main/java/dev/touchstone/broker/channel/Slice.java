package dev.touchstone.broker.channel;

/** How much may still be done in this turn of the loop. */
public final class Slice {
    private int left;

    Slice(int messages) {
        left = messages;
    }

    /** Messages that may still be handled; none or less: it is used up. */
    public int left() {
        return left;
    }

    /** So many were handled, or something was done that takes as long. */
    public void use(int messages) {
        left -= messages;
    }
}
