package dev.touchstone.suite.lab;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.touchstone.reports.model.ConnectionEnd;
import dev.touchstone.suite.target.AdminException;
import dev.touchstone.suite.target.Endpoint;
import dev.touchstone.suite.target.Target;
import dev.touchstone.suite.target.TargetAdmin;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** What a case opened and made; closing it closes and deletes all of that, however the case ended. */
public final class Belongings implements AutoCloseable {
    private static final SecureRandom SECRETS = new SecureRandom();

    private final Target target;
    private final Endpoint endpoint;
    private final String prefix;
    private final boolean wholeVirtualHost;
    private final Journal journal;
    private final AtomicInteger counter = new AtomicInteger();
    private final List<Connection> connections = new CopyOnWriteArrayList<>();
    private final List<Dialogue> dialogues = new CopyOnWriteArrayList<>();
    private final List<String> names = new CopyOnWriteArrayList<>();
    private final List<String> users = new CopyOnWriteArrayList<>();
    private final List<String> virtualHosts = new CopyOnWriteArrayList<>();

    /**
     * @param endpoint where this case works. If the run has a virtual host of its own, it deletes that with all that is in it
     */
    Belongings(Target target, Endpoint endpoint, LabSettings settings) {
        this.target = target;
        this.wholeVirtualHost = settings.virtualHost().isPresent();
        this.endpoint = endpoint;
        this.prefix = settings.namePrefix();
        this.journal = settings.journal();
    }

    String name(String hint) {
        String name = prefix + counter.incrementAndGet() + "-" + hint;
        names.add(name);
        if (!wholeVirtualHost) {
            journal.willMake(Journal.Kind.NAME, endpoint.virtualHost(), name);
        }
        return name;
    }

    Endpoint user(TargetAdmin admin, TargetAdmin.Permissions permissions, String... tags) {
        String user = userName();
        String password = Long.toHexString(SECRETS.nextLong()) + Long.toHexString(SECRETS.nextLong());
        admin.addUser(user, password, tags);
        admin.setPermissions(user, endpoint.virtualHost(), permissions);
        return endpoint.withUser(user, password);
    }

    Endpoint virtualHost(TargetAdmin admin) {
        String virtualHost = virtualHostName("");
        admin.addVirtualHost(virtualHost);
        admin.setPermissions(endpoint.user(), virtualHost, TargetAdmin.Permissions.ALL);
        return endpoint.withVirtualHost(virtualHost);
    }

    /** A name for a user that the case makes itself. */
    String userName() {
        String user = prefix + "user" + counter.incrementAndGet();
        users.add(user);
        journal.willMake(Journal.Kind.USER, "", user);
        return user;
    }

    /** A name for a virtual host that the case makes itself. */
    String virtualHostName(String hint) {
        String virtualHost = prefix + "vhost" + counter.incrementAndGet() + hint;
        virtualHosts.add(virtualHost);
        journal.willMake(Journal.Kind.VHOST, "", virtualHost);
        return virtualHost;
    }

    Connection keep(Connection connection) {
        connections.add(connection);
        return connection;
    }

    Dialogue keep(Dialogue dialogue) {
        dialogues.add(dialogue);
        return dialogue;
    }

    /** The second verdict: how the last raw connection of the case ended. */
    public ConnectionEnd connectionEnd() {
        return dialogues.isEmpty()
                ? ConnectionEnd.NONE
                : dialogues.get(dialogues.size() - 1).connectionEnd();
    }

    /** Drops every connection without ceremony; a case that wanted a polite close did it itself. */
    void abort() {
        dialogues.forEach(Dialogue::close);
        for (Connection connection : connections) {
            connection.abort(1000);
        }
    }

    @Override
    public void close() {
        abort();
        if (!names.isEmpty() && !wholeVirtualHost) {
            deleteNames();
        }
        target.admin().ifPresent(admin -> {
            virtualHosts.forEach(name -> orKeep(() -> admin.deleteVirtualHost(name)));
            users.forEach(name -> orKeep(() -> admin.deleteUser(name)));
        });
    }

    /** A case's end must not hide its verdict: what cannot be removed now stays in the journal. */
    private void orKeep(Runnable removal) {
        try {
            removal.run();
        } catch (AdminException e) {
            journal.keep();
        }
    }

    private void deleteNames() {
        try (Connection connection = endpoint.factory().newConnection()) {
            Channel channel = connection.createChannel();
            for (String name : names) {
                channel = delete(connection, channel, name);
            }
        } catch (IOException | TimeoutException | com.rabbitmq.client.ShutdownSignalException e) {
            // A case's end must not hide its verdict.
            journal.keep();
        }
    }

    /** Deleting what is not there is legal on RabbitMQ; a stricter broker closes the channel, then we take another. */
    private static Channel delete(Connection connection, Channel channel, String name) throws IOException {
        Channel open = channel.isOpen() ? channel : connection.createChannel();
        try {
            open.queueDelete(name);
        } catch (IOException e) {
            open = connection.createChannel();
        }
        try {
            open.exchangeDelete(name);
            return open;
        } catch (IOException e) {
            return connection.createChannel();
        }
    }
}
