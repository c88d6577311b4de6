package dev.touchstone.suite.cases.perm;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.touchstone.suite.lab.Dialogue;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Handshake;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.ManagementBench;
import dev.touchstone.suite.lab.Refusals;
import dev.touchstone.suite.probe.MethodFields;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import dev.touchstone.suite.target.Endpoint;
import dev.touchstone.suite.target.TargetAdmin.Permissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How a refusal reads, when a change is felt, and what a new user may. */
@Conformance
@Needs(Capability.ADMIN)
class RefusalCases {
    @Test
    @Rule("PERM-12")
    void aRefusalClosesTheChannelWith403AndNothingElse(Lab lab) {
        Endpoint user = lab.user(Permissions.NONE);
        Dialogue dialogue = lab.dial().open(Handshake.of(user)).openChannel(1).openChannel(2);
        String queue = lab.name("q");
        dialogue.probe().send(1, new AMQP.Queue.Declare.Builder().queue(queue).build());
        MethodFields close = dialogue.expectChannelClose(1, 403, 50, 10);
        String where = " in vhost '" + user.virtualHost() + "' refused for user '" + user.user() + "'";
        lab.expectText("ACCESS_REFUSED - access to queue '" + queue + "'" + where, close.text("reply-text"));
        dialogue.barrier(2);
        dialogue.openChannel(1);
        dialogue.probe()
                .send(
                        1,
                        new AMQP.Exchange.Declare.Builder()
                                .exchange(queue)
                                .type("direct")
                                .build());
        close = dialogue.expectChannelClose(1, 403, 40, 10);
        lab.expectText("ACCESS_REFUSED - access to exchange '" + queue + "'" + where, close.text("reply-text"));
        dialogue.barrier(2);
    }

    @Test
    @Rule("PERM-13")
    void aRevocationIsSeenByANewChannel(Lab lab) throws Exception {
        Endpoint user = lab.user(Permissions.ALL);
        Connection connection = lab.connect(user);
        Channel busy = lab.channel(connection);
        lab.publishConfirmed(busy, "amq.direct", "k", "before");
        lab.admin().setPermissions(user.user(), user.virtualHost(), Permissions.NONE);
        boolean cached = Refusals.closeAfter(() -> lab.publishConfirmed(busy, "amq.direct", "k", "after"))
                .isEmpty();
        lab.remarks().note("the busy channel " + (cached ? "still publishes" : "is refused at once"));
        Channel fresh = lab.channel(connection);
        Refusals.expectOfPublish("a publish on a new channel", fresh, "amq.direct", "k");
    }

    @Test
    @Rule("PERM-16")
    @Needs({Capability.ADMIN, Capability.MANAGEMENT_HTTP})
    void anExpressionThatIsNoneIsRefused(Lab lab) {
        Endpoint user = lab.user(Permissions.ALL);
        ManagementBench http = ManagementBench.of(lab);
        ManagementBench.Resource record = http.at("permissions", user.virtualHost(), user.user());
        for (String broken : List.of("*", "(", "[a")) {
            record.put(Map.of("configure", broken, "write", "", "read", "")).expectBad("invalid_regexp");
            record.put(Map.of("configure", "", "write", broken, "read", "")).expectBad("invalid_regexp");
            record.put(Map.of("configure", "", "write", "", "read", broken)).expectBad("invalid_regexp");
            http.at("topic-permissions", user.virtualHost(), user.user())
                    .put(Map.of("exchange", "amq.topic", "write", broken, "read", ""))
                    .expectBad("invalid_regexp");
        }
        record.get().expectAt("/configure", ".*").expectAt("/read", ".*");
    }

    @Test
    @Rule("PERM-17")
    @Needs({Capability.ADMIN, Capability.MANAGEMENT_HTTP})
    void aNewUserMayNothingAnywhere(Lab lab) {
        ManagementBench http = ManagementBench.of(lab);
        Endpoint user = lab.endpoint().withUser(lab.userName(), "secret");
        http.at("users", user.user())
                .put(Map.of("password", "secret", "tags", "administrator"))
                .expect(201);
        http.at("users", user.user(), "permissions").get().expect(200).expectJson(List.of());
        Dialogue dialogue = lab.dial(user);
        Handshake hello = Handshake.of(user);
        dialogue.tuneOk(hello, dialogue.login(hello)).connectionOpen(hello.virtualHost());
        Dialogue.expectIds(dialogue.expectConnectionClose(530), 10, 40);
    }

    @Test
    @Rule("PERM-17")
    @Needs({Capability.ADMIN, Capability.MANAGEMENT_HTTP})
    void whoMakesAVirtualHostOverHttpMayEverythingInIt(Lab lab) {
        Endpoint maker = lab.user(Permissions.NONE, "administrator");
        String name = lab.virtualHostName("");
        ManagementBench http = ManagementBench.of(lab).as(maker);
        http.at("vhosts", name).put(Map.of()).expect(201);
        Map<String, String> all =
                Map.of("user", maker.user(), "vhost", name, "configure", ".*", "write", ".*", "read", ".*");
        http.at("vhosts", name, "permissions").get().expect(200).expectJson(List.of(all));
        Endpoint inside = maker.withVirtualHost(name);
        lab.dial().open(Handshake.of(inside));
        Expect.equal(
                "permissions of the maker",
                2,
                http.at("users", maker.user(), "permissions").get().json().size());
    }
}
