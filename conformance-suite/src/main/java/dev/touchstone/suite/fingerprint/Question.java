package dev.touchstone.suite.fingerprint;

import dev.touchstone.suite.lab.Lab;

/**
 * One question to a broker.
 *
 * @param id stable: stored fingerprints are matched by it
 * @param text what is done, in a few words
 * @param asked how
 */
record Question(String id, String text, Asked asked) {
    /** Asks and says in a few words what came; no name that was made up for the question stands in it. */
    @FunctionalInterface
    interface Asked {
        String in(Lab lab) throws Exception;
    }
}
