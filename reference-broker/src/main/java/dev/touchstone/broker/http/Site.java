package dev.touchstone.broker.http;

import dev.touchstone.broker.Administration;
import dev.touchstone.broker.auth.Access;
import dev.touchstone.broker.auth.AuthStore;
import dev.touchstone.broker.connection.VhostRoom;
import dev.touchstone.broker.dialect.Dialect;
import dev.touchstone.broker.vhost.Caller;
import dev.touchstone.broker.wire.ChannelException;
import dev.touchstone.broker.wire.ConnectionException;
import dev.touchstone.broker.wire.ProtocolException;
import dev.touchstone.broker.wire.ReplyCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What all resources work with: the broker, what is in it, how fast it runs. */
record Site(Administration broker, Census census, Sampler sampler, Login login, Recent recent) {
    /** The name of the only node that there is. */
    static final String NODE = "touchstone@localhost";

    /** Something that a client of AMQP could do too, on the loop of the virtual host. */
    interface Task<T> {
        T run(VhostRoom room, Caller caller) throws ProtocolException;
    }

    private record Outcome<T>(@Nullable T value, @Nullable ApiException refusal) {}

    static Site of(Administration broker) {
        Census census = new Census(broker);
        return new Site(
                broker,
                census,
                new Sampler(broker, census, Site::nowMillis),
                new Login(broker),
                new Recent(System::nanoTime));
    }

    /** A virtual host that the user may look into. */
    VhostRoom seen(Call call) {
        return seen(call, call.at("vhost"));
    }

    private VhostRoom seen(Call call, String vhost) {
        VhostRoom room = broker.room(vhost);
        if (room == null && call.who().isMonitor()) {
            throw ApiException.notFound();
        }
        call.who().mustSee(vhost);
        return room(vhost);
    }

    /** The virtual host that the path names, or all that lists show to this user. */
    List<VhostRoom> allSeen(Call call) {
        String vhost = call.maybeAt("vhost");
        return vhost == null
                ? broker.rooms().stream()
                        .filter(room -> call.who().sees(room.name()))
                        .toList()
                : List.of(seen(call, vhost));
    }

    /** A virtual host that must be there. */
    VhostRoom room(String name) {
        VhostRoom room = broker.room(name);
        if (room == null) {
            throw ApiException.notFound();
        }
        return room;
    }

    Dialect dialect() {
        return broker.config().dialect();
    }

    /** Does something as the user's client would, with what follows from a refusal (TAG-08). */
    <T> T asClient(Call call, Task<T> task) {
        String vhost = call.at("vhost");
        VhostRoom room = broker.room(vhost);
        if (room == null && call.who().isMonitor()) {
            throw ApiException.missing("vhost_not_found");
        }
        call.who().mustEnter(vhost);
        return run(call.who().access(vhost), room(vhost), task);
    }

    /** Does something in a virtual host in the name of a user. */
    <T> T run(String user, VhostRoom room, Task<T> task) {
        return run(broker.users(), user, room, task);
    }

    /** Does something in the name of a user whose permissions stand in {@code users}. */
    <T> T run(AuthStore users, String user, VhostRoom room, Task<T> task) {
        return run(users.access(user, room.name(), dialect()), room, task);
    }

    private <T> T run(Access access, VhostRoom room, Task<T> task) {
        Caller caller = new Caller(new Object(), access);
        Outcome<T> outcome = broker.ask(room, here -> outcome(here, caller, task));
        if (outcome.value == null) {
            throw outcome.refusal == null ? ApiException.notFound() : outcome.refusal;
        }
        return outcome.value;
    }

    private static <T> Outcome<T> outcome(VhostRoom room, Caller caller, Task<T> task) {
        try {
            return new Outcome<>(task.run(room, caller), null);
        } catch (ProtocolException e) {
            return new Outcome<>(null, refusal(e));
        } catch (ApiException e) {
            return new Outcome<>(null, e);
        }
    }

    private static ApiException refusal(ProtocolException e) {
        ReplyCode code = e instanceof ChannelException soft
                ? soft.code()
                : e instanceof ConnectionException hard ? hard.code() : ReplyCode.SYNTAX_ERROR;
        String text = String.valueOf(e.getMessage());
        String reason =
                text.startsWith(code.text("")) ? text.substring(code.text("").length()) : text;
        return switch (code) {
            case ACCESS_REFUSED -> ApiException.notAuthorised("Access refused.");
            case NOT_FOUND -> ApiException.missing(reason);
            default -> ApiException.badRequest(reason);
        };
    }

    /** Seconds and milliseconds since 1970 by the wall clock. */
    static long nowMillis() {
        return System.currentTimeMillis();
    }
}
