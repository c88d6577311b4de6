package dev.touchstone.broker.vhost;

import dev.touchstone.broker.exchange.Terms;
import dev.touchstone.broker.queue.Overflow;
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

/** What arguments a classic queue and its consumers accept, and the refusals for the others (QUEUE-19 to QUEUE-22, CONS-07). */
final class QueueArguments {
    private static final Set<String> LOCATORS = Set.of("min-masters", "client-local", "random");
    /** The arguments that a redeclaration must repeat, in the order in which they are compared. */
    static final List<String> COMPARED = List.of(
            "x-expires",
            "x-message-ttl",
            "x-dead-letter-exchange",
            "x-dead-letter-routing-key",
            "x-max-length",
            "x-max-length-bytes",
            "x-max-priority",
            "x-overflow",
            "x-queue-mode",
            "x-queue-version",
            "x-single-active-consumer",
            "x-queue-type",
            "x-queue-master-locator");

    private static final String QUEUE_TYPE = "x-queue-type";
    private static final Set<String> TYPES = Set.of("classic", "quorum", "stream");

    /** Ten years: a longer time to live is refused. */
    private static final long MAX_TTL_MILLIS = 315_360_000_000L;

    /** Arguments that exist, but for other queue types. */
    private static final Set<String> OF_OTHER_TYPES = Set.of(
            "x-dead-letter-strategy",
            "x-max-in-memory-length",
            "x-max-in-memory-bytes",
            "x-quorum-initial-group-size",
            "x-delivery-limit",
            "x-queue-leader-locator",
            "x-max-age",
            "x-stream-max-segment-size-bytes",
            "x-initial-cluster-size");

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
        return checks;
    }

    /**
     * Refuses a type that does not exist for a queue that the server names: the whole connection goes (QUEUE-22). With a name of the client's own, it
     * is an invalid argument like others.
     */
    static void checkTypeOfUnnamed(FieldTable arguments) throws ProtocolException {
        FieldValue type = arguments.get(QUEUE_TYPE);
        if (type != null && !(type instanceof FieldValue.Text && TYPES.contains(type.toString()))) {
            throw ConnectionException.internal();
        }
    }

    /** Refuses the types that this broker does not have. */
    private static void checkSupported(FieldTable arguments) throws ProtocolException {
        String type = arguments.text(QUEUE_TYPE);
        if (type != null && !type.equals("classic")) {
            throw new ConnectionException(ReplyCode.NOT_IMPLEMENTED, "queue type " + type);
        }
    }

    /** Refuses values that a new queue cannot have. {@code resource} is the queue as the refusal names it. */
    static void checkDeclare(String resource, FieldTable arguments) throws ProtocolException {
        FieldValue type = arguments.get(QUEUE_TYPE);
        String typeProblem = type == null ? null : typeProblem(type);
        if (typeProblem != null) {
            throw invalid(QUEUE_TYPE, resource, typeProblem);
        }
        checkSupported(arguments);
        for (Map.Entry<String, Check> entry : DECLARE_CHECKS.entrySet()) {
            FieldValue value = arguments.get(entry.getKey());
            String problem = value == null ? null : entry.getValue().problem(value, arguments);
            if (problem != null) {
                throw invalid(entry.getKey(), resource, problem);
            }
        }
        for (FieldTable.Entry entry : arguments.entries()) {
            checkOwnType(entry.name(), resource, OF_OTHER_TYPES);
        }
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

    /** Refuses values that a consumer cannot have. */
    static void checkConsume(String resource, FieldTable arguments) throws ChannelException {
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
        for (FieldTable.Entry entry : arguments.entries()) {
            checkOwnType(entry.name(), resource, Set.of("x-stream-offset"));
        }
    }

    private static void checkOwnType(String name, String resource, Set<String> foreign) throws ChannelException {
        if (foreign.contains(name)) {
            throw Refusals.precondition(
                    "invalid arg '" + name + "' for " + resource + " of queue type rabbit_classic_queue");
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
        return problem == null && !TYPES.contains(value.toString())
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
