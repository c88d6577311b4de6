package dev.touchstone.ci.hop;

/** Calls one method of Hop's client and looks at what comes back. */
@FunctionalInterface
interface HopCall {
    void on(HopBench hop) throws Exception;
}
