package dev.touchstone.broker.http;

import dev.touchstone.broker.auth.Access;
import dev.touchstone.broker.auth.AuthStore;
import dev.touchstone.broker.auth.Permissions;
import dev.touchstone.broker.auth.User;
import java.util.List;

/** Who asks, and what their tags let them see and change (TAG-04 to TAG-10). */
final class Requester {
    private static final String ADMINISTRATOR = "administrator";
    private static final String MONITORING = "monitoring";
    private static final String POLICYMAKER = "policymaker";
    private static final String MANAGEMENT = "management";

    /** The name of who uses the local channel, as RabbitMQ calls its command line tools. */
    private static final String LOCAL = "rmq-cli";

    private final AuthStore users;
    private final User user;
    private final boolean isLocal;

    Requester(AuthStore users, User user) {
        this(users, user, false);
    }

    private Requester(AuthStore users, User user, boolean isLocal) {
        this.users = users;
        this.user = user;
        this.isLocal = isLocal;
    }

    /** Whoever may use the local channel may do everything everywhere, and is none of the users. */
    static Requester local() {
        User nobody = new User(LOCAL, null, List.of(ADMINISTRATOR));
        AuthStore everything = new AuthStore(() -> 0);
        everything.putUser(nobody);
        return new Requester(everything, nobody, true);
    }

    String name() {
        return user.name();
    }

    List<String> tags() {
        return user.tags();
    }

    boolean isAdministrator() {
        return user.tags().contains(ADMINISTRATOR);
    }

    boolean isMonitor() {
        return isAdministrator() || user.tags().contains(MONITORING);
    }

    boolean isPolicymaker() {
        return isAdministrator() || user.tags().contains(POLICYMAKER);
    }

    /** Whether the API is for this user at all (TAG-01). */
    boolean mayManage() {
        return isMonitor() || isPolicymaker() || user.tags().contains(MANAGEMENT);
    }

    /** Whether the user has a permission record there. */
    boolean mayEnter(String vhost) {
        return isLocal || users.mayEnter(name(), vhost);
    }

    /** Whether it is one of the broker's users, who can have permissions. */
    boolean isUser() {
        return !isLocal;
    }

    /** What may be done in a virtual host as a client of AMQP would do it. */
    Access access(String vhost) {
        if (isLocal) {
            users.setPermissions(name(), vhost, Permissions.ALL);
        }
        return users.access(name(), vhost);
    }

    /** Whether lists over all virtual hosts show what is in this one. */
    boolean sees(String vhost) {
        return isMonitor() || mayEnter(vhost);
    }

    void mustAdminister() {
        if (!isAdministrator()) {
            throw ApiException.notAuthorised("Not administrator user");
        }
    }

    void mustMonitor() {
        if (!isMonitor()) {
            throw ApiException.notAuthorised("Not monitor user");
        }
    }

    void mustMakePolicies() {
        if (!isPolicymaker()) {
            throw ApiException.notAuthorised("User not authorised to access object");
        }
    }

    /** For reading what is in one virtual host: a permission record, or administrator (TAG-07, TAG-08). */
    void mustSee(String vhost) {
        if (!isAdministrator() && !mayEnter(vhost)) {
            throw ApiException.notAuthorised("User not authorised to access virtual host");
        }
    }

    /** For what is done in a virtual host as a client of AMQP would do it. */
    void mustEnter(String vhost) {
        if (!mayEnter(vhost)) {
            throw ApiException.notAuthorised("User not authorised to access virtual host");
        }
    }

    /** For what belongs to one user: themselves, or a monitor. */
    boolean seesOf(String owner) {
        return isMonitor() || name().equals(owner);
    }
}
