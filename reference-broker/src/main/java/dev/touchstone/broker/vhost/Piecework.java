package dev.touchstone.broker.vhost;

/** Work of somebody in a virtual host that is too long for one turn of its loop. */
@FunctionalInterface
public interface Piecework {
    /** Does a bounded piece; returns whether more is left. */
    boolean goOn(long nowMillis);
}
