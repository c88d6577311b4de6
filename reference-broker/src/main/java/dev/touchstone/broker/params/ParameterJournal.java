package dev.touchstone.broker.params;

/** Hears which parameters changed, on the thread that changed them, in their order. */
public interface ParameterJournal {
    /** A parameter is new or has another value. */
    void parameter(ParameterKey key, Object value);

    /** A parameter is gone. */
    void parameterGone(ParameterKey key);
}
