package dev.touchstone.suite.lab;

/**
 * Told of everything that a run makes on a target outside a virtual host of its own, before it is made, so that what a killed run
 * leaves behind can be found. For many threads.
 */
public interface Journal {
    /** Keeps nothing: for targets that do not outlive the run. */
    Journal NONE = new Journal() {
        @Override
        public void willMake(Kind kind, String virtualHost, String name) {}

        @Override
        public void keep() {}
    };

    /** What is made. */
    enum Kind {
        /** A virtual host with all that is in it. */
        VHOST,
        USER,
        /** A queue or an exchange, or one of each, of that name. */
        NAME
    }

    /**
     * @param virtualHost where a queue or exchange will stand; empty for users and virtual hosts
     */
    void willMake(Kind kind, String virtualHost, String name);

    /** Something could not be removed: what was written has to outlive the run. */
    void keep();
}
