package dev.touchstone.broker.node;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A way to ask a node, whichever it takes. Paths below {@code /api/} are those of the management API, those below {@code /node/} are the node's own. */
public interface Control {
    /** The status of an answer that says that the broker of the node was stopped by {@code stop_app}. */
    int NOT_RUNNING = 503;

    /**
     * A request.
     *
     * @param method of HTTP
     * @param target path and perhaps query
     * @param headers with names in lower case
     * @param body JSON, or null
     */
    record Request(
            String method,
            String target,
            Map<String, String> headers,
            @Nullable String body) {}

    /**
     * An answer.
     *
     * @param status of HTTP
     * @param body JSON, or empty
     */
    record Answer(int status, String body) {}

    /**
     * Asks, and waits for the answer.
     *
     * @throws IOException if nobody is there; its message says who was looked for
     */
    Answer send(Request request) throws IOException;
}
