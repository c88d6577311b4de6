package dev.touchstone.broker.http;

import dev.touchstone.broker.Cors;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What answers say to browsers about pages of other sites, as RabbitMQ says it. */
record CorsHeaders(Cors cors) {
    private static final String ORIGIN = "origin";

    /** The site of a page that may use the API, or null: no page asks, or one that may not. */
    @Nullable
    String allowed(Map<String, String> headers) {
        String origin = headers.get(ORIGIN);
        return origin != null && cors.allows(origin) ? origin : null;
    }

    /** The answer with what the page's browser has to know; a question by OPTIONS is one before the real one. */
    Reply on(Call.Request request, Reply reply) {
        Reply varying = reply.headers().containsKey("vary") ? reply : reply.with("vary", ORIGIN);
        String origin = allowed(request.headers());
        if (origin == null) {
            return varying;
        }
        Reply asked = request.method().equals("OPTIONS") ? before(request, varying) : varying;
        return asked.with("access-control-allow-origin", origin).with("access-control-allow-credentials", "true");
    }

    /** With headers in question RabbitMQ forgets to say for how long the answer holds. */
    private Reply before(Call.Request request, Reply reply) {
        String methods = reply.headers().get("allow");
        String headers = request.headers().get("access-control-request-headers");
        Reply known = methods == null ? reply : reply.with("access-control-allow-methods", methods);
        return headers == null
                ? known.with("access-control-max-age", String.valueOf(cors.maxAgeSeconds()))
                : known.with("access-control-allow-headers", headers);
    }
}
