package dev.touchstone.broker;

import dev.touchstone.broker.auth.AuthStore;
import dev.touchstone.broker.auth.Permissions;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a broker knows when it starts.
 *
 * @param user of a new broker, with permissions on {@code virtualHost}
 * @param virtualHost of a new broker, the only one
 * @param definitions file to import at each start, or null; with one, a new broker gets neither {@code user} nor {@code virtualHost}. Needs
 *     {@code com.fasterxml.jackson.core:jackson-databind}.
 * @param clusterName null for what was set before, or the usual one
 */
public record Seed(
        FirstUser user,
        String virtualHost,
        @Nullable Path definitions,
        @Nullable String clusterName) {
    /** The user of a new broker. */
    public record FirstUser(String name, String password, List<String> tags, Permissions permissions) {
        /** Refuses who could never log in. */
        public FirstUser {
            tags = List.copyOf(tags);
            if (name.isEmpty() || password.isEmpty()) {
                throw new IllegalArgumentException("the user of a new broker needs a name and a password");
            }
        }

        /** Without the password. */
        @Override
        public String toString() {
            return "FirstUser[" + name + "]";
        }
    }

    /** The user guest, administrator, with all permissions on {@code /}. */
    public static Seed guest() {
        return new Seed(
                new FirstUser(AuthStore.GUEST, AuthStore.GUEST, List.of("administrator"), Permissions.ALL),
                "/",
                null,
                null);
    }

    /** Another user and virtual host. */
    public Seed withFirst(String name, String password, String host) {
        return new Seed(new FirstUser(name, password, user.tags(), user.permissions()), host, definitions, clusterName);
    }
}
