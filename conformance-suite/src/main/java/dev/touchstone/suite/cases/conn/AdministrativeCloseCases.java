package dev.touchstone.suite.cases.conn;

import dev.touchstone.suite.lab.Dialogue;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Handshake;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.Listening;
import dev.touchstone.suite.probe.FieldValue;
import dev.touchstone.suite.probe.MethodFields;
import dev.touchstone.suite.probe.WireTable;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.NodeWide;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.AdminException;
import dev.touchstone.suite.target.Capability;
import dev.touchstone.suite.target.Endpoint;
import dev.touchstone.suite.target.HttpAdmin;
import dev.touchstone.suite.target.TargetAdmin.ConnectionFacts;
import dev.touchstone.suite.target.TargetAdmin.Permissions;
import dev.touchstone.suite.target.UnsupportedByTarget;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Connections that an administrator sees, closes or keeps out: 320 with the reason in words. */
@Conformance
class AdministrativeCloseCases {
    @Test
    @Needs({Capability.ADMIN, Capability.OBJECT_LISTS})
    @Rule("CONN-25")
    void theNameThatTheClientGaveIsListed(Lab lab) {
        String name = lab.name("connection");
        dialNamed(lab, name);
        ConnectionFacts facts = listed(lab, name);
        Expect.equal("user", lab.endpoint().user(), facts.user());
        Expect.equal("virtual host", lab.endpoint().virtualHost(), facts.virtualHost());
    }

    @Test
    @Needs({Capability.ADMIN, Capability.OBJECT_LISTS})
    @Rule("CONN-23")
    void closingAConnectionSaysTheReasonGiven(Lab lab) {
        String name = lab.name("connection");
        Dialogue dialogue = dialNamed(lab, name);
        lab.admin().closeConnection(listed(lab, name).name(), "go away");
        expectForced(lab, dialogue, "go away");
    }

    @Test
    @Needs({Capability.ADMIN, Capability.OBJECT_LISTS, Capability.MANAGEMENT_HTTP})
    @Rule("CONN-23")
    void closingAConnectionOverHttpWithoutAReasonSaysSo(Lab lab) {
        if (!(lab.admin() instanceof HttpAdmin admin)) {
            throw new UnsupportedByTarget(Capability.MANAGEMENT_HTTP);
        }
        String name = lab.name("connection");
        Dialogue dialogue = dialNamed(lab, name);
        String path = URLEncoder.encode(listed(lab, name).name(), StandardCharsets.UTF_8)
                .replace("+", "%20");
        admin.http().send("DELETE", "/api/connections/" + path, "", Map.of()).orFail(204);
        expectForced(lab, dialogue, "Closed via management plugin");
    }

    @Test
    @Needs(Capability.ADMIN)
    @Rule("CONN-23")
    void deletingAUserClosesItsConnections(Lab lab) {
        Endpoint user = lab.user(Permissions.ALL);
        Dialogue dialogue = lab.dial().open(Handshake.of(user));
        Dialogue somebodyElse = lab.dialChannel();
        lab.admin().deleteUser(user.user());
        expectForced(lab, dialogue, "user '" + user.user() + "' is deleted");
        somebodyElse.barrier(1);
    }

    @Test
    @Needs(Capability.ADMIN)
    @Rule("CONN-23")
    void deletingAVirtualHostClosesItsConnections(Lab lab) {
        Endpoint doomed = lab.freshVirtualHost();
        Dialogue dialogue = lab.dial().open(Handshake.of(doomed));
        Dialogue elsewhere = lab.dialChannel();
        lab.admin().deleteVirtualHost(doomed.virtualHost());
        MethodFields close = dialogue.expectConnectionClose(320);
        Dialogue.expectIds(close, 0, 0);
        // RabbitMQ says "is down" where the news of the stopped host overtakes that of its deletion.
        String text = close.text("reply-text");
        String end = text.endsWith("is down") ? "down" : "deleted";
        lab.expectText("CONNECTION_FORCED - vhost '" + doomed.virtualHost() + "' is " + end, text);
        elsewhere.barrier(1);
    }

    @Test
    @NodeWide
    @Needs(Capability.NODE_CONTROL)
    @Rule("CONN-23")
    void theControlCommandClosesWithItsReason(Lab lab) {
        Dialogue dialogue = lab.dialOpen();
        lab.node().control("close_all_connections", "time for tea");
        expectForced(lab, dialogue, "time for tea");
    }

    @Test
    @NodeWide
    @Needs(Capability.NODE_CONTROL)
    @Rule("CONN-23")
    void stoppingTheNodeClosesItsConnections(Lab lab) {
        Dialogue dialogue = lab.dialOpen();
        CompletableFuture<Void> stop = CompletableFuture.runAsync(lab.node()::stop);
        try {
            expectForced(lab, dialogue, "broker forced connection closure with reason 'shutdown'");
        } finally {
            stop.join();
            lab.node().start();
        }
    }

    @Test
    @NodeWide
    @Needs({Capability.NODE_CONTROL, Capability.LISTENER_CONTROL})
    @Rule("CONN-27")
    void suspendedListenersRefuseNewConnectionsOnly(Lab lab) {
        Dialogue open = lab.dialChannel();
        lab.node().suspendListeners();
        try {
            Listening.awaitRefusal(lab);
            open.barrier(1);
            open.openChannel(2);
        } finally {
            lab.node().resumeListeners();
        }
        lab.dialChannel();
        open.barrier(2);
    }

    private static Dialogue dialNamed(Lab lab, String name) {
        WireTable properties = Handshake.properties().with("connection_name", FieldValue.string(name));
        return lab.dial().open(lab.handshake().withProperties(properties));
    }

    /** The connection with that name of the client's making; the broker may list it with delay. */
    private static ConnectionFacts listed(Lab lab, String userProvidedName) {
        AtomicReference<ConnectionFacts> found = new AtomicReference<>();
        lab.await("a listed connection with user_provided_name " + userProvidedName, () -> {
            find(lab, userProvidedName).ifPresent(found::set);
            return found.get() != null;
        });
        return Expect.present("the connection", found.get());
    }

    private static Optional<ConnectionFacts> find(Lab lab, String userProvidedName) {
        try {
            return lab.admin().connections().stream()
                    .filter(facts -> facts.userProvidedName().equals(userProvidedName))
                    .findFirst();
        } catch (AdminException e) {
            // RabbitMQ answers 500 while other connections come and go under its listing; asking again is all that
            // helps.
            return Optional.empty();
        }
    }

    private static void expectForced(Lab lab, Dialogue dialogue, String reason) {
        MethodFields close = dialogue.expectConnectionClose(320);
        Dialogue.expectIds(close, 0, 0);
        lab.expectText("CONNECTION_FORCED - " + reason, close.text("reply-text"));
    }
}
