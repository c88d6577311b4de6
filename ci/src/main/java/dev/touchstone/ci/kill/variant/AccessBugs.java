package dev.touchstone.ci.kill.variant;

import dev.touchstone.broker.BrokerParts;
import dev.touchstone.broker.auth.AuthStore;
import dev.touchstone.broker.auth.Permissions;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Brokers that let users do what they may not, or the other way round. */
final class AccessBugs {
    private static final String ANYTHING = ".*";

    private AccessBugs() {}

    static List<Variant> all() {
        return List.of(
                new Variant(
                        "write-permission-unchecked",
                        "who may use a virtual host may publish to everything in it",
                        List.of("PERM-09", "PUB-09"),
                        () -> permissions(given -> Permissions.of(given.configure(), ANYTHING, given.read()))),
                new Variant(
                        "permissions-match-whole-names",
                        "a permission holds only for names that its expression matches as a whole",
                        List.of("PERM-01"),
                        () -> permissions(given ->
                                Permissions.of(whole(given.configure()), whole(given.write()), whole(given.read())))),
                new Variant(
                        "virtual-hosts-open-to-all",
                        "who can log in may enter every virtual host",
                        List.of("CONN-16"),
                        () -> BrokerParts.standard().withUsers(salts -> new AuthStore(salts) {
                            @Override
                            public boolean mayEnter(String user, String vhost) {
                                return true;
                            }
                        })));
    }

    private static BrokerParts permissions(UnaryOperator<Permissions> change) {
        return BrokerParts.standard().withUsers(salts -> new AuthStore(salts) {
            @Override
            public @Nullable Permissions permissions(String user, String vhost) {
                Permissions given = super.permissions(user, vhost);
                return given == null ? null : change.apply(given);
            }
        });
    }

    private static String whole(String expression) {
        return expression.isEmpty() ? expression : "^(?:" + expression + ")$";
    }
}
