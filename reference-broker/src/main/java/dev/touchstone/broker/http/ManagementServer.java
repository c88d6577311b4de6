package dev.touchstone.broker.http;

import dev.touchstone.broker.Administration;
import dev.touchstone.broker.BrokerConfig;
import dev.touchstone.broker.TlsMaterial;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sockets of the management API. Answers are made on worker threads, which may wait for the loops of virtual hosts. */
public final class ManagementServer implements AutoCloseable {
    /** Bodies above it are refused; definitions of a large broker fit in. */
    static final int MAX_BODY_OCTETS = 20_000_000;

    private static final Logger LOGGER = LoggerFactory.getLogger(ManagementServer.class);
    private static final int MAX_LINE_OCTETS = 8_192;
    private static final int MAX_HEADER_OCTETS = 16_384;
    private static final int WORKERS = 4;
    private static final long WAIT_SECONDS = 10;
    private static final int IDLE_SECONDS = 60;

    private final Vertx vertx;
    private final Api api;
    private final BrokerConfig config;
    private final List<Socket> sockets = new ArrayList<>();

    /**
     * A socket that listens.
     *
     * @param protocol as listings name it
     * @param scheme of its addresses
     */
    private record Socket(String protocol, String scheme, String host, HttpServer server) {
        URI uri() {
            String address = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
            return URI.create(scheme + "://" + (address.contains(":") ? "[" + address + "]" : address) + ":"
                    + server.actualPort());
        }
    }

    private ManagementServer(Administration broker, BrokerConfig.Management wanted) {
        config = broker.config();
        api = new Api(broker);
        vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(WORKERS)
                .setInternalBlockingPoolSize(1)
                .setUseDaemonThread(true)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        try {
            listen("http", wanted.http(), null, api::answer);
            listen("https", wanted.https(), wanted.identity(), api::answer);
            listen("http/prometheus", wanted.metrics(), null, api::metrics);
        } catch (RuntimeException e) {
            vertx.close();
            throw e;
        }
        vertx.setPeriodic(
                0,
                Sampler.INTERVAL_MILLIS,
                timer -> vertx.executeBlocking(
                        () -> {
                            api.sample();
                            return timer;
                        },
                        false));
    }

    /**
     * Starts it; it listens when this returns.
     *
     * @throws IllegalStateException if the port cannot be had
     */
    public static ManagementServer start(Administration broker, BrokerConfig.Management wanted) {
        return new ManagementServer(broker, wanted);
    }

    private void listen(
            String protocol,
            BrokerConfig.Address address,
            BrokerConfig.@Nullable Identity identity,
            Function<Call.Request, Reply> answers) {
        if (!address.isWanted()) {
            return;
        }
        Router router = Router.router(vertx);
        router.route().handler(BodyHandler.create(false).setBodyLimit(MAX_BODY_OCTETS));
        router.route().handler(context -> answer(context, answers)).failureHandler(ManagementServer::fail);
        String host = address.host().isEmpty() ? config.host() : address.host();
        HttpServerOptions options = new HttpServerOptions()
                .setMaxInitialLineLength(MAX_LINE_OCTETS)
                .setMaxHeaderSize(MAX_HEADER_OCTETS)
                .setIdleTimeout(IDLE_SECONDS)
                .setHost(host)
                .setPort(address.port());
        if (identity != null) {
            secure(options, TlsMaterial.of(identity));
        }
        HttpServer server = await(
                vertx.createHttpServer(options).requestHandler(router).listen().toCompletionStage(), address.port());
        sockets.add(new Socket(protocol, identity == null ? "http" : "https", host, server));
    }

    private static void secure(HttpServerOptions options, TlsMaterial material) {
        if (!material.rules().versions().isEmpty()) {
            options.setEnabledSecureTransportProtocols(
                    new LinkedHashSet<>(material.rules().versions()));
        }
        material.rules().ciphers().forEach(options::addEnabledCipherSuite);
        options.setSsl(true).setKeyCertOptions(KeyCertOptions.wrap(material.keys()));
        if (material.clients() != null) {
            options.setTrustOptions(TrustOptions.wrap(material.clients()))
                    .setClientAuth(material.required() ? ClientAuth.REQUIRED : ClientAuth.REQUEST);
        }
    }

    private static <T> T await(java.util.concurrent.CompletionStage<T> stage, int port) {
        try {
            return stage.toCompletableFuture().get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while management starts", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("management cannot listen on port " + port + ": " + e, e);
        }
    }

    private void answer(RoutingContext context, Function<Call.Request, Reply> answers) {
        Call.Request request = request(context);
        vertx.executeBlocking(() -> answers.apply(request), false)
                .onSuccess(reply -> send(context.response(), reply))
                .onFailure(context::fail);
    }

    private static Call.Request request(RoutingContext context) {
        HttpServerRequest request = context.request();
        Map<String, String> headers = new HashMap<>();
        request.headers().forEach((name, value) -> headers.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
        Buffer body = context.body().buffer();
        SocketAddress peer = request.remoteAddress();
        return new Call.Request(
                request.method().name(),
                request.path(),
                request.query(),
                headers,
                body == null ? new byte[0] : body.getBytes(),
                isLoopback(peer),
                peer == null ? "?" : peer.hostAddress());
    }

    /** The address is one in numbers: nothing is looked up. */
    private static boolean isLoopback(SocketAddress peer) {
        try {
            return peer != null && InetAddress.getByName(peer.hostAddress()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static void send(HttpServerResponse response, Reply reply) {
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(reply.status());
        reply.headers().forEach(response::putHeader);
        response.putHeader("x-content-type-options", "nosniff");
        response.putHeader("x-frame-options", "SAMEORIGIN");
        response.end(Buffer.buffer(reply.body()));
    }

    private static void fail(RoutingContext context) {
        int status = context.statusCode();
        if (status < 400 || status >= 500) {
            LOGGER.error("a request could not be answered", context.failure());
            status = 500;
        }
        String reason = status == 413
                ? "Exceeded HTTP request body size limit"
                : status < 500 ? "the request cannot be read" : "a fault of the broker, see its log";
        send(
                context.response(),
                Reply.json(
                        status, ApiException.of(status, "bad_request", reason).body()));
    }

    /** The first address of what it listens on, such as {@code http://127.0.0.1:15672}. */
    public URI uri() {
        return uris().get(0);
    }

    /** The addresses of the API over HTTP, over HTTPS, and of the metrics, those of them that there are. */
    public List<URI> uris() {
        return sockets.stream().map(Socket::uri).toList();
    }

    /** What it listens on. */
    public List<Administration.ListenerInfo> listeners() {
        return sockets.stream()
                .map(socket -> new Administration.ListenerInfo(
                        socket.protocol(), socket.host(), socket.server().actualPort()))
                .toList();
    }

    /** Stops listening and ends its threads. */
    @Override
    public void close() {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOGGER.warn("management did not end in time", e);
        }
    }
}
