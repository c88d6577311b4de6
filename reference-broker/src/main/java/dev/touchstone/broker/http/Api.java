package dev.touchstone.broker.http;

import dev.touchstone.broker.Administration;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole API: finds the resource that a path names, lets in who may, and turns what goes wrong into an answer (MGMT-01). Thread-safe. */
final class Api {
    private static final Logger LOGGER = LoggerFactory.getLogger(Api.class);
    private static final String ROOT = "api";

    private final Site site;
    private final Router router = new Router();
    private final Metrics metrics;
    private final CorsHeaders cors;

    Api(Administration broker) {
        site = Site.of(broker);
        cors = new CorsHeaders(broker.config().cors());
        metrics = new Metrics(site);
        PermissionsResource permissions = new PermissionsResource(site);
        PoliciesResource policies = new PoliciesResource(site);
        ParametersResource parameters = new ParametersResource(site);
        new OverviewResource(site).addTo(router);
        new NodesResource(site).addTo(router);
        new ClientsResource(site).addTo(router);
        new ExchangesResource(site).addTo(router);
        new QueuesResource(site).addTo(router);
        new MessagesResource(site).addTo(router);
        new BindingsResource(site).addTo(router);
        new VhostsResource(site).addTo(router);
        new UsersResource(site).addTo(router);
        permissions.addTo(router);
        policies.addTo(router);
        parameters.addTo(router);
        new LimitsResource(site).addTo(router);
        new DefinitionsResource(site, permissions, policies, parameters).addTo(router);
        new HealthResource(site).addTo(router);
    }

    /** Looks at all counters; to be called now and then. */
    void sample() {
        site.sampler().sample();
        site.recent().forget();
    }

    /** Answers a request for metrics; nobody has to say who they are, as with RabbitMQ. */
    Reply metrics(Call.Request request) {
        boolean perObject = request.path().equals("/metrics/per-object");
        if (!request.method().equals("GET") || !perObject && !request.path().equals("/metrics")) {
            return refused(ApiException.notFound());
        }
        return Reply.text("text/plain; version=0.0.4", metrics.text(perObject));
    }

    /** Answers a request. Waits for the loops of virtual hosts, so not to be called on one. */
    Reply answer(Call.Request request) {
        return answer(request, site.login()::requester);
    }

    /** Answers a request of whom {@code login} lets in. */
    Reply answer(Call.Request request, Function<Call.Request, Requester> login) {
        Reply reply;
        try {
            reply = find(request, login);
        } catch (ApiException e) {
            reply = refused(e);
        } catch (CompletionException e) {
            reply = e.getCause() instanceof ApiException refusal ? refused(refusal) : broken(request, e);
        } catch (RuntimeException e) {
            reply = broken(request, e);
        }
        Reply full = cors.on(request, reply);
        return request.method().equals("HEAD") ? new Reply(full.status(), full.headers(), new byte[0]) : full;
    }

    private static Reply refused(ApiException e) {
        Reply reply = Reply.json(e.status(), e.body());
        return e.status() == 401 ? reply.with("www-authenticate", "Basic realm=\"RabbitMQ Management\"") : reply;
    }

    private static Reply broken(Call.Request request, RuntimeException e) {
        LOGGER.error("{} {} could not be answered", request.method(), request.path(), e);
        return Reply.json(
                500,
                ApiException.of(500, "Internal Server Error", "a fault of the broker, see its log")
                        .body());
    }

    private Reply find(Call.Request request, Function<Call.Request, Requester> login) {
        List<String> segments = Router.segments(request.path());
        Map<String, String> query = Router.query(request.query());
        if (segments.isEmpty() || !segments.get(0).equals(ROOT)) {
            throw ApiException.notFound();
        }
        List<String> path = segments.subList(1, segments.size());
        if (path.equals(List.of("auth"))) {
            return Reply.of(new Doc()
                    .with("enable_uaa", false)
                    .with("uaa_client_id", "")
                    .with("uaa_location", ""));
        }
        Router.Found found = router.find(path);
        if (found == null) {
            throw ApiException.notFound();
        }
        Router.Path resource = found.path();
        if (request.method().equals("OPTIONS")) {
            return Reply.empty(200).with("allow", resource.allowed());
        }
        String method = request.method().equals("HEAD") ? "GET" : request.method();
        Router.Handler handler = resource.handlers().get(method);
        if (handler == null) {
            return Reply.empty(405).with("allow", resource.allowed());
        }
        checkOrigin(request);
        Requester who = login.apply(request);
        return handler.handle(new Call(request, who, found.at(), query));
    }

    /**
     * A browser says where a page came from that sends something; only pages from here, and those that were allowed by name, may change
     * anything.
     */
    private void checkOrigin(Call.Request request) {
        String origin = request.headers().get("origin");
        boolean foreign = "cross-site".equals(request.headers().get("sec-fetch-site"));
        if (origin == null && !foreign
                || cors.allowed(request.headers()) != null
                || request.method().equals("GET")
                || request.method().equals("HEAD")) {
            return;
        }
        String host = request.headers().get("host");
        if (foreign || host == null || origin == null || !host.equals(authority(origin))) {
            throw ApiException.of(403, "forbidden", "a request from the page of another site");
        }
    }

    private static @Nullable String authority(String origin) {
        try {
            return URI.create(origin).getAuthority();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
