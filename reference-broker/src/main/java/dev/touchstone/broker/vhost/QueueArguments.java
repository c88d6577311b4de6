package dev.touchstone.broker.vhost;

import dev.touchstone.broker.exchange.Terms;
import dev.touchstone.broker.queue.Overflow;
import dev.touchstone.broker.queue.QueueType;
import dev.touchstone.broker.wire.ChannelException;
import dev.touchstone.broker.wire.ConnectionException;
import dev.touchstone.broker.wire.FieldTable;
import dev.touchstone.broker.wire.FieldValue;
import dev.touchstone.broker.wire.ProtocolException;
import dev.touchstone.broker.wire.ReplyCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What arguments queues and their consumers accept, and the refusals for the others (QUEUE-19 to QUEUE-22, CONS-07). */
final class QueueArguments {
    private static final Set<String> LOCATORS = Set.of("min-masters", "client-local", "random");
    /** The arguments that a redeclaration must repeat, in the order in which they are compared. */
    static final List<String> COMPARED = List.of(
            "x-expires",
            "x-message-ttl",
            "x-dead-letter-exchange",
            "x-dead-letter-routing-key",
            "x-dead-letter-strategy",
            "x-max-length",
            "x-max-length-bytes",
            "x-max-in-memory-length",
            "x-max-in-memory-bytes",
            "x-max-priority",
            "x-overflow",
            "x-queue-mode",
            "x-queue-version",
            "x-single-active-consumer",
            "x-queue-type",
            "x-quorum-initial-group-size",
            "x-delivery-limit",
            "x-queue-leader-locator",
            "x-queue-master-locator");

    private static final String QUEUE_TYPE = "x-queue-type";

    /** Ten years: a longer time to live is refused. */
    private static final long MAX_TTL_MILLIS = 315_360_000_000L;

    /** Arguments that exist, but not for queues of this type. */
    private static final Map<QueueType, Set<String>> FOREIGN = Map.of(
            QueueType.CLASSIC,
            Set.of(
                    "x-dead-letter-strategy",
                    "x-max-in-memory-length",
                    "x-max-in-memory-bytes",
                    "x-quorum-initial-group-size",
                    "x-delivery-limit",
                    "x-queue-leader-locator",
                    "x-max-age",
                    "x-stream-max-segment-size-bytes",
                    "x-initial-cluster-size"),
            QueueType.QUORUM,
            Set.of(
                    "x-max-priority",
                    "x-queue-mode",
                    "x-queue-version",
                    "x-queue-master-locator",
                    "x-max-age",
                    "x-stream-max-segment-size-bytes",
                    "x-initial-cluster-size"));

    private static final Map<QueueType, Set<String>> FOREIGN_TO_CONSUMERS = Map.of(
            QueueType.CLASSIC,
            Set.of("x-stream-offset"),
            QueueType.QUORUM,
            Set.of("x-stream-offset", "x-cancel-on-ha-failover"));

    private static final Set<String> STRATEGIES = Set.of("at-most-once", "at-least-once");
    private static final Set<String> LEADER_LOCATORS = Set.of("client-local", "balanced", "least-leaders", "random");

    private static final Map<String, Check> DECLARE_CHECKS = declareChecks();

    /** Finds what is wrong with a value, as the refusal prints it, or null. */
    private interface Check {
        @Nullable
        String problem(FieldValue value, FieldTable all);
    }

    private QueueArguments() {}

    private static Map<String, Check> declareChecks() {
        Map<String, Check> checks = new LinkedHashMap<>();
        checks.put("x-expires", (value, all) -> isZero(value) ? "{value_zero,0}" : ttlProblem(value));
        checks.put("x-message-ttl", (value, all) -> ttlProblem(value));
        checks.put("x-dead-letter-exchange", (value, all) -> textProblem(value));
        checks.put("x-dead-letter-routing-key", QueueArguments::deadLetterKeyProblem);
        checks.put("x-max-length", (value, all) -> countProblem(value));
        checks.put("x-max-length-bytes", (value, all) -> countProblem(value));
        checks.put("x-max-priority", (value, all) -> priorityProblem(value));
        checks.put("x-overflow", (value, all) -> overflowProblem(value));
        checks.put("x-queue-mode", (value, all) -> modeProblem(value));
        checks.put("x-queue-version", (value, all) -> versionProblem(value));
        checks.put("x-single-active-consumer", (value, all) -> boolProblem(value));
        checks.put("x-dead-letter-strategy", (value, all) -> wordProblem(value, STRATEGIES, "invalid_dlx_strategy"));
        checks.put("x-max-in-memory-length", (value, all) -> countProblem(value));
        checks.put("x-max-in-memory-bytes", (value, all) -> countProblem(value));
        checks.put(
                "x-quorum-initial-group-size", (value, all) -> isZero(value) ? "{value_zero,0}" : countProblem(value));
        checks.put(
                "x-queue-leader-locator",
                (value, all) -> wordProblem(value, LEADER_LOCATORS, "invalid_queue_locator_arg"));
        return checks;
    }

    /**
     * Refuses a type for a queue that the server names: an unknown one costs the whole connection (QUEUE-22), with a name of the client's own it is an
     * invalid argument like others; known ones but classic need a name (QUORUM-01).
     */
    static void checkTypeOfUnnamed(FieldTable arguments) throws ProtocolException {
        FieldValue value = arguments.get(QUEUE_TYPE);
        if (value == null) {
            return;
        }
        QueueType type = value instanceof FieldValue.Text ? QueueType.named(value.toString()) : null;
        if (type == null) {
            throw ConnectionException.internal();
        }
        if (type != QueueType.CLASSIC) {
            throw Refusals.precondition("Cannot declare a server-named queue for type " + type.moduleName());
        }
    }

    /** The arguments with the type of the queue, which is classic if nobody says otherwise. */
    static FieldTable withType(FieldTable arguments) {
        return arguments.contains(QUEUE_TYPE) ? arguments : arguments.with(QUEUE_TYPE, FieldValue.Text.of("classic"));
    }

    /** Refuses values that a new queue cannot have; returns its type. {@code resource} is the queue as the refusal names it. */
    static QueueType checkDeclare(String resource, FieldTable arguments) throws ProtocolException {
        FieldValue wanted = arguments.get(QUEUE_TYPE);
        String typeProblem = wanted == null ? null : typeProblem(wanted);
        if (typeProblem != null) {
            throw invalid(QUEUE_TYPE, resource, typeProblem);
        }
        QueueType named = wanted == null ? null : QueueType.named(wanted.toString());
        QueueType type = named == null ? QueueType.CLASSIC : named;
        if (type == QueueType.STREAM) {
            throw new ConnectionException(ReplyCode.NOT_IMPLEMENTED, "queue type stream");
        }
        Set<String> foreign = FOREIGN.getOrDefault(type, Set.of());
        for (Map.Entry<String, Check> entry : DECLARE_CHECKS.entrySet()) {
            FieldValue value = foreign.contains(entry.getKey()) ? null : arguments.get(entry.getKey());
            String problem = value == null ? null : entry.getValue().problem(value, arguments);
            if (problem != null) {
                throw invalid(entry.getKey(), resource, problem);
            }
        }
        checkForeign(resource, type, arguments, FOREIGN);
        return type;
    }

    /**
     * An exclusive queue stays where its connection is, so any value is accepted (QUEUE-20); for others an unknown strategy was seen to crash
     * RabbitMQ's queue, which costs the connection.
     */
    static void checkLocator(FieldTable arguments) throws ProtocolException {
        FieldValue locator = arguments.get("x-queue-master-locator");
        if (locator != null && !LOCATORS.contains(locator.toString())) {
            throw ConnectionException.internal();
        }
    }

    /** Refuses values that a consumer of such a queue cannot have. */
    static void checkConsume(String resource, QueueType type, FieldTable arguments) throws ProtocolException {
        FieldValue credit = arguments.get("x-credit");
        if (credit != null
                && !(credit instanceof FieldValue.Nested nested
                        && !nested.table().contains("credit"))) {
            // Seen on 3.10.8, for what only its own plugins may send.
            throw ConnectionException.internal();
        }
        checkForeign(resource, type, arguments, FOREIGN_TO_CONSUMERS);
        FieldValue priority = arguments.get("x-priority");
        String problem = priority == null ? null : integerProblem(priority);
        if (problem != null) {
            throw invalid("x-priority", resource, problem);
        }
        FieldValue failover = arguments.get("x-cancel-on-ha-failover");
        problem = failover == null ? null : boolProblem(failover);
        if (problem != null) {
            throw invalid("x-cancel-on-ha-failover", resource, problem);
        }
    }

    private static void checkForeign(
            String resource, QueueType type, FieldTable arguments, Map<QueueType, Set<String>> foreign)
            throws ChannelException {
        Set<String> names = foreign.getOrDefault(type, Set.of());
        for (FieldTable.Entry entry : arguments.entries()) {
            if (names.contains(entry.name())) {
                throw Refusals.precondition(
                        "invalid arg '" + entry.name() + "' for " + resource + " of queue type " + type.moduleName());
            }
        }
    }

    private static ChannelException invalid(String name, String resource, String problem) {
        return Refusals.precondition("invalid arg '" + name + "' for " + resource + ": " + problem);
    }

    private static boolean isZero(FieldValue value) {
        return value instanceof FieldValue.Int number && number.value() == 0;
    }

    private static @Nullable String integerProblem(FieldValue value) {
        return value instanceof FieldValue.Int ? null : "\"expected integer, got " + Terms.typeName(value) + "\"";
    }

    private static @Nullable String ttlProblem(FieldValue value) {
        String problem = countProblem(value);
        if (problem == null && value instanceof FieldValue.Int number && number.value() > MAX_TTL_MILLIS) {
            return "{value_too_large," + number.value() + "}";
        }
        return problem;
    }

    private static @Nullable String countProblem(FieldValue value) {
        if (value instanceof FieldValue.Int number && number.value() < 0) {
            return "{value_negative," + number.value() + "}";
        }
        return integerProblem(value);
    }

    private static @Nullable String priorityProblem(FieldValue value) {
        String problem = countProblem(value);
        if (problem == null && value instanceof FieldValue.Int number && number.value() > 255) {
            return "{max_value_exceeded," + number.value() + "}";
        }
        return problem;
    }

    private static @Nullable String versionProblem(FieldValue value) {
        String problem = countProblem(value);
        if (problem == null && value instanceof FieldValue.Int number && number.value() != 1 && number.value() != 2) {
            return "\"unsupported queue version '" + number.value() + "'\"";
        }
        return problem;
    }

    private static @Nullable String textProblem(FieldValue value) {
        return value instanceof FieldValue.Text ? null : unacceptable(value);
    }

    private static @Nullable String deadLetterKeyProblem(FieldValue value, FieldTable all) {
        String problem = textProblem(value);
        return problem == null && !all.contains("x-dead-letter-exchange") ? "routing_key_but_no_dlx_defined" : problem;
    }

    private static @Nullable String overflowProblem(FieldValue value) {
        String problem = textProblem(value);
        return problem == null && Overflow.named(value.toString()) == null ? "invalid_overflow" : problem;
    }

    private static @Nullable String wordProblem(FieldValue value, Set<String> words, String otherwise) {
        String problem = textProblem(value);
        return problem == null && !words.contains(value.toString()) ? otherwise : problem;
    }

    private static @Nullable String modeProblem(FieldValue value) {
        String problem = textProblem(value);
        if (problem == null
                && !value.toString().equals("default")
                && !value.toString().equals("lazy")) {
            return "\"unsupported queue mode '" + value + "'\"";
        }
        return problem;
    }

    private static @Nullable String typeProblem(FieldValue value) {
        String problem = textProblem(value);
        return problem == null && QueueType.named(value.toString()) == null
                ? "\"unsupported queue type '" + value + "'\""
                : problem;
    }

    private static @Nullable String boolProblem(FieldValue value) {
        return value instanceof FieldValue.Bool ? null : unacceptable(value);
    }

    private static String unacceptable(FieldValue value) {
        return "{unacceptable_type," + Terms.typeName(value) + "}";
    }
}
