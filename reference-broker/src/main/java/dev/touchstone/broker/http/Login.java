package dev.touchstone.broker.http;

import dev.touchstone.broker.Administration;
import dev.touchstone.broker.LoginCount;
import dev.touchstone.broker.auth.User;
import dev.touchstone.broker.dialect.Dialect;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Basic authentication. Thread-safe. */
final class Login {
    private static final Logger LOGGER = LoggerFactory.getLogger(Login.class);
    private static final String BASIC = "basic ";

    private final Administration broker;
    private final LoginCount count = new LoginCount();

    Login(Administration broker) {
        this.broker = broker;
    }

    /** Who asks. */
    Requester requester(Call.Request request) {
        String header = request.headers().get("authorization");
        byte[] pair = header == null ? null : decoded(header);
        int colon = pair == null ? -1 : indexOf(pair, (byte) ':');
        if (pair == null || colon < 0) {
            throw refused();
        }
        String name = new String(pair, 0, colon, StandardCharsets.UTF_8);
        byte[] password = Arrays.copyOfRange(pair, colon + 1, pair.length);
        User user = broker.logIn(name, password, request.fromLoopback());
        if (user == null) {
            count.count(false);
            LOGGER.warn("management: a login as {} was refused, from {}", LoginCount.printable(name), request.peer());
            throw refused();
        }
        Requester requester = new Requester(broker.users(), user);
        if (!requester.mayManage()) {
            count.count(false);
            LOGGER.warn("management: user {} has no tag for it, from {}", LoginCount.printable(name), request.peer());
            throw ApiException.notAuthorised("Not management user");
        }
        count.count(true);
        return requester;
    }

    /** Spelt otherwise than the refusals of those who are known (TAG-02). */
    private ApiException refused() {
        return ApiException.of(
                401, "not_authorized", dialect() == Dialect.RABBITMQ_3 ? "Login failed" : "Not_Authorized");
    }

    private Dialect dialect() {
        return broker.config().dialect();
    }

    private static byte @Nullable [] decoded(String header) {
        if (!header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
            return null;
        }
        try {
            return Base64.getDecoder().decode(header.substring(BASIC.length()).trim());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static int indexOf(byte[] octets, byte wanted) {
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    /** How often somebody tried, and how often in vain, by each protocol. */
    List<Doc> counted() {
        return List.of(counted("http", count), counted("amqp091", broker.logins()));
    }

    private static Doc counted(String protocol, LoginCount count) {
        long failed = count.failures();
        long all = count.attempts();
        return new Doc()
                .with("protocol", protocol)
                .with("auth_attempts", all)
                .with("auth_attempts_failed", failed)
                .with("auth_attempts_succeeded", all - failed);
    }

    void forget() {
        count.forget();
        broker.logins().forget();
    }
}
