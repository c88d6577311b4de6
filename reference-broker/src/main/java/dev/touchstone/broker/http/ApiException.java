package dev.touchstone.broker.http;

import java.util.List;

/** A request that is answered with an error: {@code {"error": …, "reason": …}}. */
final class ApiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String error;
    private final transient Object reason;

    private ApiException(int status, String error, Object reason) {
        super(String.valueOf(reason), null, false, false);
        this.status = status;
        this.error = error;
        this.reason = reason;
    }

    static ApiException of(int status, String error, String reason) {
        return new ApiException(status, error, reason);
    }

    /** What came makes no sense. */
    static ApiException badRequest(String reason) {
        return new ApiException(400, "bad_request", reason);
    }

    /** The same with a reason that RabbitMQ prints as a list. */
    static ApiException badTerm(Object... reason) {
        return new ApiException(400, "bad_request", List.of(reason));
    }

    /** What RabbitMQ says of values that its validation refuses. */
    static ApiException invalid(String sentence) {
        return badRequest("Validation failed\n\n" + sentence + "\n");
    }

    /** There is no such thing. */
    static ApiException notFound() {
        return new ApiException(404, "Object Not Found", "Not Found");
    }

    /** Something that the request needs is not there. */
    static ApiException missing(String reason) {
        return new ApiException(404, "not_found", reason);
    }

    /** The user may not do that; RabbitMQ says 401 here, not 403 (TAG-03). */
    static ApiException notAuthorised(String reason) {
        return new ApiException(401, "not_authorised", reason);
    }

    int status() {
        return status;
    }

    Doc body() {
        return new Doc().with("error", error).with("reason", reason);
    }
}
