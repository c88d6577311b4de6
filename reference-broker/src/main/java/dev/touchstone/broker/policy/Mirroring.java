package dev.touchstone.broker.policy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the ha-keys of a policy may say (POLICY-09). */
final class Mirroring {
    static final Set<String> KEYS = Set.of(
            "ha-mode",
            "ha-params",
            "ha-sync-mode",
            "ha-sync-batch-size",
            "ha-promote-on-shutdown",
            "ha-promote-on-failure");

    private Mirroring() {}

    static void check(String key, Object value, Map<String, Object> all) {
        if (!all.containsKey("ha-mode")) {
            throw new InvalidPolicy(
                    "ha-mode must be specified to specify ha-params, ha-sync-mode or ha-promote-on-shutdown");
        }
        switch (key) {
            case "ha-mode" -> checkMode(value, all.get("ha-params"));
            case "ha-sync-mode" -> either(key, value, "manual", "automatic");
            case "ha-promote-on-shutdown", "ha-promote-on-failure" -> either(key, value, "always", "when-synced");
            case "ha-sync-batch-size" -> {
                if (!(value instanceof Long size) || size < 1) {
                    throw new InvalidPolicy(
                            "ha-sync-batch-size takes an integer greater than 0, " + Settings.shown(value) + " given");
                }
            }
            default -> {
                // ha-params is judged with ha-mode.
            }
        }
    }

    private static void checkMode(Object mode, @Nullable Object params) {
        if ("all".equals(mode)) {
            if (params != null) {
                throw new InvalidPolicy("ha-mode=\"all\" does not take parameters");
            }
        } else if ("exactly".equals(mode)) {
            if (!(params instanceof Long count) || count < 1) {
                throw new InvalidPolicy("ha-mode=\"exactly\" takes an integer, " + given(params) + " given");
            }
        } else if ("nodes".equals(mode)) {
            if (!(params instanceof List<?> nodes)) {
                throw new InvalidPolicy("ha-mode=\"nodes\" takes a list, " + given(params) + " given");
            }
            if (nodes.isEmpty()) {
                throw new InvalidPolicy("ha-mode=\"nodes\" list must be non-empty");
            }
        } else {
            throw new InvalidPolicy(Settings.shown(mode) + " is not a valid ha-mode value");
        }
    }

    private static String given(@Nullable Object params) {
        return params == null ? "none" : Settings.shown(params);
    }

    private static void either(String key, Object value, String one, String other) {
        if (!value.equals(one) && !value.equals(other)) {
            throw new InvalidPolicy(
                    key + " must be \"" + one + "\" or \"" + other + "\", got " + Settings.shown(value));
        }
    }
}
