package dev.touchstone.chaos.crash;

/** A client with a thread of its own. */
interface Worker {
    /** Works until there is nothing more to do or the broker is gone. */
    void work() throws InterruptedException;
}
