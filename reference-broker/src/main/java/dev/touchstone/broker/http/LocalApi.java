package dev.touchstone.broker.http;

import dev.touchstone.broker.Administration;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The management API without sockets and without a login, for whoever may use the local channel of a node. It needs no Vert.x. Thread-safe; it waits for
 * the loops of virtual hosts, so it is not to be called on one.
 */
public final class LocalApi {
    private final Api api;

    /** The API of that broker. */
    public LocalApi(Administration broker) {
        api = new Api(broker);
    }

    /**
     * What came of a request.
     *
     * @param status of HTTP
     * @param body JSON, or empty
     */
    public record Answer(int status, String body) {}

    /**
     * Answers a request.
     *
     * @param target path and perhaps query, such as {@code /api/queues/%2F?name=a}
     * @param headers with names in lower case
     */
    public Answer answer(String method, String target, Map<String, String> headers, byte[] body) {
        int question = target.indexOf('?');
        Call.Request request = new Call.Request(
                method,
                question < 0 ? target : target.substring(0, question),
                question < 0 ? null : target.substring(question + 1),
                headers,
                body,
                true,
                "local");
        Reply reply = api.answer(request, asked -> Requester.local());
        return new Answer(reply.status(), new String(reply.body(), StandardCharsets.UTF_8));
    }
}
