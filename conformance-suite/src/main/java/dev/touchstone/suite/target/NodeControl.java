package dev.touchstone.suite.target;

/** Power over one node. Each call returns when its effect is there. */
public interface NodeControl {
    /** An orderly stop: clients get connection.close 320. */
    void stop();

    /** The node dies at once (kill -9). */
    void kill();

    /**
     * Returns when durable objects that were declared are where {@link #kill} does not reach them. RabbitMQ writes declarations down up
     * to two seconds after it answered; a case about messages must not fail for that.
     */
    default void keepDeclarations() {}

    /** Starts a stopped or killed node with the data it had; returns when it accepts connections. */
    void start();

    /** Stops accepting connections; the open ones stay. */
    void suspendListeners();

    /** Undoes {@link #suspendListeners}. */
    void resumeListeners();

    /** What a node can run out of. */
    enum Resource {
        MEMORY,
        DISK
    }

    /**
     * Makes the node believe that it has too little of this.
     *
     * @throws UnsupportedByTarget if nobody can
     */
    default void raiseAlarm(Resource resource) {
        throw new UnsupportedByTarget(Capability.RESOURCE_ALARMS);
    }

    /** Undoes {@link #raiseAlarm}; no error if there was none. */
    default void clearAlarm(Resource resource) {
        throw new UnsupportedByTarget(Capability.RESOURCE_ALARMS);
    }

    /** Runs the control command of the node, such as {@code set_vm_memory_high_watermark absolute 1}; returns its output. */
    String control(String... words);

    /**
     * What a command line tool did.
     *
     * @param exit its exit code
     * @param output what it printed, errors too
     */
    record Outcome(int exit, String output) {}

    /**
     * Runs one of the node's command line tools, such as {@code rabbitmqctl} or {@code rabbitmq-plugins}, with these words, and
     * returns whatever came of it.
     *
     * @throws UnsupportedByTarget if the node has no such tools
     */
    default Outcome run(String tool, String... words) {
        throw new UnsupportedByTarget("the node has no command line tools");
    }
}
