package dev.touchstone.suite.model;

import java.util.List;

/** Decides where the specification leaves freedom. Against a broker it looks at what came; without one it takes the first. */
@FunctionalInterface
public interface Chooser {
    Chooser FIRST = (queue, message, consumers) -> consumers.get(0);

    /**
     * Which of these consumers gets the message.
     *
     * @param consumers tags, at least two
     * @return one of them
     */
    String choose(String queue, String message, List<String> consumers);
}
