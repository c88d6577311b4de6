package dev.touchstone.suite.cases.perm;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.touchstone.suite.lab.Finding;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.Refusals;
import dev.touchstone.suite.target.Endpoint;
import dev.touchstone.suite.target.TargetAdmin.Permissions;
import java.util.Optional;

/** One user whose permissions change from step to step; every step has a channel of its own, because refusals are remembered. */
final class Guarded {
    private final Lab lab;
    private final Endpoint user;
    private final Connection connection;

    private Guarded(Lab lab, Endpoint user) {
        this.lab = lab;
        this.user = user;
        this.connection = lab.connect(user);
    }

    /** A fresh user in the virtual host of the run, without any permission. */
    static Guarded in(Lab lab) {
        return new Guarded(lab, lab.user(Permissions.NONE));
    }

    /** What the user does; it ends with a synchronous method. */
    @FunctionalInterface
    interface Act {
        void on(Channel channel) throws Exception;
    }

    Endpoint user() {
        return user;
    }

    /** A pattern for exactly these names. */
    static String only(String... names) {
        StringBuilder pattern = new StringBuilder("^(");
        for (String name : names) {
            pattern.append(pattern.length() > 2 ? "|" : "").append(java.util.regex.Matcher.quoteReplacement(name));
        }
        return pattern.append(")$").toString().replace(".", "\\.");
    }

    /** A channel of a user who may configure, write and read names that match. */
    Channel with(String configure, String write, String read) {
        lab.admin().setPermissions(user.user(), user.virtualHost(), new Permissions(configure, write, read));
        return lab.channel(connection);
    }

    /** Expects that these permissions suffice. */
    void allows(String what, String configure, String write, String read, Act act) {
        Channel channel = with(configure, write, read);
        Optional<AMQP.Channel.Close> close = Refusals.closeAfter(() -> {
            act.on(channel);
            channel.close();
        });
        if (close.isPresent()) {
            throw new Finding(
                    what + " with configure=" + configure + " write=" + write + " read=" + read,
                    close.get().toString());
        }
    }

    /** Expects 403 that names the method, and where texts are pinned the object, such as {@code queue 'q'}. */
    void refuses(String what, String method, String object, String[] permissions, Act act) {
        Channel channel = with(permissions[0], permissions[1], permissions[2]);
        String with = what + " with " + String.join(" / ", permissions);
        AMQP.Channel.Close close = Refusals.expect(with, 403, method, () -> act.on(channel));
        lab.expectText("access to " + object, close.getReplyText());
        lab.expectText(
                "in vhost '" + user.virtualHost() + "' refused for user '" + user.user() + "'", close.getReplyText());
    }

    /** Configure, write and read. */
    static String[] p(String configure, String write, String read) {
        return new String[] {configure, write, read};
    }
}
