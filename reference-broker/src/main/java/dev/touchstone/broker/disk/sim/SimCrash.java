package dev.touchstone.broker.disk.sim;

/** The power is gone: nothing that uses the disk goes on. */
public final class SimCrash extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SimCrash(long operation) {
        super("power lost at operation " + operation);
    }
}
