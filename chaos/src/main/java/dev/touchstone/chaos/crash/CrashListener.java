package dev.touchstone.chaos.crash;

/** Hears how a run goes, on the thread that runs it. */
public interface CrashListener {
    /**
     * The broker was killed and runs again.
     *
     * @param cycle from 1
     * @param lifeMillis how long clients worked before the kill
     * @param restartMillis from the start of the process until it accepted connections
     * @param events how long the history is by now
     */
    void onCycle(int cycle, long lifeMillis, long restartMillis, int events);

    /** Something that a person should read, such as why a client lost its channel; may come from any thread. */
    void onNote(String text);
}
