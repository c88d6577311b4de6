package dev.touchstone.broker.node;

import dev.touchstone.broker.BrokerConfig;
import dev.touchstone.broker.ResourceAlarm;
import dev.touchstone.broker.ResourceLimits;
import dev.touchstone.broker.http.LocalApi;
import dev.touchstone.broker.ledger.DiskException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers what is asked of a node: its own paths, and those of the management API for somebody who may do everything. Thread-safe. */
final class NodeCommands implements Control {
    private static final Logger LOGGER = LoggerFactory.getLogger(NodeCommands.class);
    private static final Answer DONE = new Answer(204, "");
    private static final String OWN = "/node/";

    private final Node node;
    private @Nullable LocalApi api;

    NodeCommands(Node node) {
        this.node = node;
    }

    /** The broker is another one now. */
    synchronized void forget() {
        api = null;
    }

    /** Made when it is first needed: a broker that nobody asks anything starts without it. */
    private synchronized LocalApi api() {
        LocalApi known = api;
        if (known == null) {
            known = new LocalApi(node.broker().administration());
            api = known;
        }
        return known;
    }

    @Override
    public Answer send(Request request) {
        try {
            if (request.target().startsWith(OWN)) {
                return own(request);
            } else if (!node.isRunning()) {
                return new Answer(NOT_RUNNING, "");
            }
            String body = request.body();
            LocalApi.Answer answer = api().answer(
                            request.method(),
                            request.target(),
                            request.headers(),
                            body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8));
            return new Answer(answer.status(), answer.body());
        } catch (IllegalArgumentException | DiskException e) {
            return refused(400, String.valueOf(e.getMessage()));
        } catch (RuntimeException | LinkageError e) {
            LOGGER.error("{} {} could not be answered", request.method(), request.target(), e);
            return refused(500, String.valueOf(e));
        }
    }

    private static Answer refused(int status, String reason) {
        return new Answer(status, JsonText.of(Map.of("error", "bad_request", "reason", reason)));
    }

    private Answer own(Request request) {
        String target = request.target().substring(OWN.length());
        int question = target.indexOf('?');
        Map<String, String> query = query(question < 0 ? "" : target.substring(question + 1));
        String word = question < 0 ? target : target.substring(0, question);
        return switch (word) {
            case "ping" -> new Answer(200, JsonText.of(Map.of("running", node.isRunning())));
            case "stop" -> done(node::end);
            case "stop_app" -> done(node::stopApp);
            case "start_app" -> done(node::startApp);
            case "reset" -> reset();
            case "plugins" -> plugins(query);
            default -> node.isRunning() ? ofBroker(word, query, request) : new Answer(NOT_RUNNING, "");
        };
    }

    private Answer ofBroker(String word, Map<String, String> query, Request request) {
        return switch (word) {
            case "environment" -> new Answer(200, JsonText.of(Environment.of(node)));
            case "suspend" -> done(node.broker()::suspendListeners);
            case "resume" -> done(node.broker()::resumeListeners);
            case "memory" -> limit(ResourceAlarm.MEMORY, query);
            case "authenticate" -> authenticate(request);
            case "disk" -> limit(ResourceAlarm.DISK, query);
            default -> refused(404, "the node has no " + word);
        };
    }

    /** The body is name and password with a zero between: neither is in an address, and so in no log. */
    private Answer authenticate(Request request) {
        String body = String.valueOf(request.body());
        int zero = body.indexOf('\0');
        byte[] password = body.substring(zero + 1).getBytes(StandardCharsets.UTF_8);
        boolean right =
                zero >= 0 && node.broker().administration().logIn(body.substring(0, zero), password, true) != null;
        return right ? DONE : refused(403, "wrong name or password");
    }

    private static Answer done(Runnable action) {
        action.run();
        return DONE;
    }

    private Answer reset() {
        if (node.isRunning()) {
            return refused(409, "the broker runs");
        }
        return done(node::reset);
    }

    /** So many octets, or such a part of the machine's memory. */
    private Answer limit(ResourceAlarm resource, Map<String, String> query) {
        String absolute = query.get("absolute");
        long octets = absolute == null
                ? ResourceLimits.ofMachine(Double.parseDouble(query.getOrDefault("fraction", "")))
                : Long.parseLong(absolute);
        return done(() -> node.broker().administration().resources().set(resource, octets));
    }

    private static Map<String, String> query(String text) {
        Map<String, String> query = new LinkedHashMap<>();
        for (String pair : text.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.put(
                        pair.substring(0, equals),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return query;
    }

    /** What is enabled, and with {@code enabled} in the query: that from now on, as far as it goes without a restart. */
    private Answer plugins(Map<String, String> query) {
        String wanted = query.get("enabled");
        if (wanted != null) {
            enable(new EnabledPlugins(Set.copyOf(wanted.isEmpty() ? List.of() : Arrays.asList(wanted.split(",")))));
        }
        Map<String, Object> known = new LinkedHashMap<>();
        known.put("enabled", enabled());
        known.put("running", running());
        return new Answer(200, JsonText.of(known));
    }

    /** The file's, and where there is none what was asked for in other ways. */
    private Set<String> enabled() {
        Set<String> enabled = new TreeSet<>(EnabledPlugins.of(node.config()).names());
        Path folder = node.config().data();
        if (folder == null || !Files.exists(folder.resolve(EnabledPlugins.FILE))) {
            enabled.addAll(running());
        }
        return enabled;
    }

    private void enable(EnabledPlugins wanted) {
        Path folder = node.config().data();
        if (folder == null) {
            throw new IllegalArgumentException("a broker without a data folder cannot remember plugins");
        }
        wanted.write(folder);
        BrokerConfig.Management management = wanted.management();
        boolean asIs = management == null
                ? node.management() == null
                : node.management() != null
                        && node.hasMetrics() == wanted.names().contains(EnabledPlugins.PROMETHEUS);
        if (!asIs) {
            node.manage(management);
        }
    }

    /** What works now. */
    private Set<String> running() {
        Set<String> running = new TreeSet<>();
        if (node.isRunning()) {
            running.addAll(node.broker().administration().config().plugins());
            if (node.management() != null) {
                running.add(EnabledPlugins.MANAGEMENT);
            }
            if (node.hasMetrics()) {
                running.add(EnabledPlugins.PROMETHEUS);
            }
        }
        return running;
    }
}
