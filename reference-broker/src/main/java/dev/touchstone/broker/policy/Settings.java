package dev.touchstone.broker.policy;

import static java.util.Objects.requireNonNull;

import dev.touchstone.broker.dialect.Dialect;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The keys that a kind of policy may have, each with what its value must be (POLICY-06, POLICY-08, POLICY-09). */
final class Settings {
    private static final Settings OF_USERS = new Settings(users());
    private static final Settings OF_USERS_OF_4 = new Settings(usersOf4());
    private static final Settings OF_OPERATORS = new Settings(operators());
    private static final Settings OF_OPERATORS_OF_4 = new Settings(operatorsOf4());

    private final Map<String, Check> checks;

    /** What is wrong with a value goes out as {@link InvalidPolicy}. */
    private interface Check {
        void check(Object value, Map<String, Object> all);
    }

    private Settings(Map<String, Check> checks) {
        this.checks = checks;
    }

    static Settings ofUsers(Dialect dialect) {
        return dialect.hasMirrorsAndLazyQueues() ? OF_USERS : OF_USERS_OF_4;
    }

    static Settings ofOperators(Dialect dialect) {
        return dialect.hasMirrorsAndLazyQueues() ? OF_OPERATORS : OF_OPERATORS_OF_4;
    }

    void check(Map<String, Object> definition) {
        if (definition.isEmpty()) {
            throw new InvalidPolicy("no policy provided");
        }
        Map<String, Object> unknown = new TreeMap<>(definition);
        unknown.keySet().removeAll(checks.keySet());
        if (!unknown.isEmpty()) {
            throw new InvalidPolicy(unknown.entrySet().stream()
                    .map(entry -> "{<<\"" + entry.getKey() + "\">>," + shown(entry.getValue()) + "}")
                    .collect(Collectors.joining(",", "[", "] are not recognised policy settings")));
        }
        definition.forEach((key, value) -> check(key).check(value, definition));
    }

    private Check check(String key) {
        Check check = checks.get(key);
        if (check == null) {
            throw new IllegalArgumentException(key);
        }
        return check;
    }

    private static Map<String, Check> operators() {
        Map<String, Check> checks = new HashMap<>();
        checks.put("expires", atLeast(1, "queue expiry"));
        checks.put("message-ttl", atLeast(0, "message TTL"));
        checks.put("max-length", atLeast(0, "maximum length"));
        checks.put("max-length-bytes", atLeast(0, "maximum length in bytes"));
        checks.put("max-in-memory-length", atLeast(0, "maximum memory in bytes"));
        checks.put("max-in-memory-bytes", atLeast(0, "maximum memory in bytes"));
        checks.put("delivery-limit", atLeast(0, "delivery limit"));
        return checks;
    }

    private static Map<String, Check> users() {
        Map<String, Check> checks = operators();
        checks.put("alternate-exchange", text("alternate exchange name"));
        checks.put("dead-letter-exchange", text("dead letter exchange name"));
        checks.put("dead-letter-routing-key", text("dead letter routing key"));
        checks.put("dead-letter-strategy", oneOf("dead letter strategy", Set.of("at-most-once", "at-least-once")));
        checks.put("overflow", oneOf("overflow value", Set.of("drop-head", "reject-publish", "reject-publish-dlx")));
        checks.put("queue-mode", oneOf("queue-mode value", Set.of("default", "lazy")));
        checks.put("queue-version", Settings::checkVersion);
        checks.put("queue-master-locator", Settings::checkLocator);
        checks.put("queue-leader-locator", oneOf("queue leader locator value", Set.of("client-local", "balanced")));
        checks.put("initial-cluster-size", atLeast(0, "cluster size"));
        checks.put("max-age", matching("max age", "[0-9]+[YMDhms]"));
        checks.put("stream-max-segment-size-bytes", atLeast(0, "segment size"));
        Mirroring.KEYS.forEach(key -> checks.put(key, (value, all) -> Mirroring.check(key, value, all)));
        return checks;
    }

    /** Without mirrors; -1 is no limit, since there is one by default. */
    private static Map<String, Check> usersOf4() {
        Map<String, Check> checks = users();
        checks.keySet().removeAll(Mirroring.KEYS);
        checks.put("delivery-limit", atLeast(Long.MIN_VALUE, "delivery limit"));
        checks.put("target-group-size", atLeast(1, "quorum group size"));
        return checks;
    }

    private static Map<String, Check> operatorsOf4() {
        Map<String, Check> checks = operators();
        Map<String, Check> ofUsers = usersOf4();
        for (String key : List.of("delivery-limit", "overflow", "queue-version", "target-group-size")) {
            checks.put(key, requireNonNull(ofUsers.get(key)));
        }
        return checks;
    }

    private static Check atLeast(long least, String what) {
        return (value, all) -> {
            if (!(value instanceof Long number) || number < least) {
                throw invalid(value, what);
            }
        };
    }

    private static Check text(String what) {
        return (value, all) -> {
            if (!(value instanceof String)) {
                throw invalid(value, what);
            }
        };
    }

    private static Check matching(String what, String pattern) {
        return (value, all) -> {
            if (!(value instanceof String word) || !word.matches(pattern)) {
                throw invalid(value, what);
            }
        };
    }

    private static void checkVersion(Object value, Map<String, Object> all) {
        if (!value.equals(1L) && !value.equals(2L)) {
            throw invalid(value, "queue-version value");
        }
    }

    private static void checkLocator(Object value, Map<String, Object> all) {
        if (!List.of("min-masters", "client-local", "random").contains(value)) {
            throw new InvalidPolicy(shown(value) + " invalid queue-master-locator value");
        }
    }

    private static Check oneOf(String what, Set<String> words) {
        return (value, all) -> {
            if (!(value instanceof String word) || !words.contains(word)) {
                throw invalid(value, what);
            }
        };
    }

    private static InvalidPolicy invalid(Object value, String what) {
        return new InvalidPolicy(shown(value) + " is not a valid " + what);
    }

    /** A value as RabbitMQ's messages print it. */
    static String shown(Object value) {
        if (value instanceof String text) {
            return "<<\"" + text + "\">>";
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Settings::shown).collect(Collectors.joining(",", "[", "]"));
        }
        return String.valueOf(value);
    }
}
