package dev.touchstone.suite.cases.tag;

import com.fasterxml.jackson.databind.JsonNode;
import dev.touchstone.suite.lab.Dialogue;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Handshake;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.ManagementBench;
import dev.touchstone.suite.probe.FieldValue;
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

/** Users as they are made and tagged, and whose connections they may see and close. */
@Conformance
@Needs({Capability.ADMIN, Capability.MANAGEMENT_HTTP})
class UserTagCases {
    @Test
    @Rule("TAG-10")
    void tagsAddUpAndUnknownOnesAreKept(Lab lab) {
        Roles roles = Roles.of(lab, "monitoring", "policymaker", "custom");
        roles.administrator()
                .at("users", roles.user().user())
                .get()
                .expectAt("/tags", List.of("monitoring", "policymaker", "custom"));
        roles.ask("GET whoami").expectAt("/tags", List.of("monitoring", "policymaker", "custom"));
        roles.may(
                "GET nodes",
                "PUT policies/HOME/p {\"pattern\":\"x\",\"definition\":{\"max-length\":1}}",
                "DELETE policies/HOME/p");
        roles.mayNot("GET users", "GET definitions");
        Roles.of(lab, "custom").mayNot("GET overview", "GET whoami");
    }

    @Test
    @Rule("TAG-10")
    void tagsGrantNothingOverAmqpButImpersonation(Lab lab) {
        Endpoint administrator = lab.user(Permissions.NONE, "administrator");
        Dialogue dialogue = lab.dial().open(Handshake.of(administrator)).openChannel(1);
        dialogue.probe()
                .send(
                        1,
                        new com.rabbitmq.client.AMQP.Queue.Declare.Builder()
                                .queue(lab.name("q"))
                                .build());
        dialogue.expectChannelClose(1, 403, 50, 10);
        publishAs(lab, lab.user(Permissions.ALL, "administrator")).expectChannelClose(1, 406, 60, 40);
        publishAs(lab, lab.user(Permissions.ALL, "impersonator")).barrier(1);
    }

    /** A publish whose user-id is somebody else's. */
    private static Dialogue publishAs(Lab lab, Endpoint user) {
        Dialogue dialogue = lab.dial().open(Handshake.of(user)).openChannel(1);
        dialogue.probe()
                .send(
                        1,
                        new com.rabbitmq.client.AMQP.Basic.Publish.Builder()
                                .exchange("amq.direct")
                                .routingKey("k")
                                .build());
        dialogue.probe()
                .sendHeader(
                        1,
                        new com.rabbitmq.client.AMQP.BasicProperties.Builder()
                                .userId("somebody-else")
                                .build(),
                        0);
        return dialogue;
    }

    @Test
    @Rule("TAG-11")
    void makingAUserNeedsTags(Lab lab) {
        ManagementBench http = ManagementBench.of(lab);
        String name = lab.userName();
        http.at("users", name).put(Map.of("password", "x")).expectBad("tags_not_present");
        http.at("users", name).get().expect(404);
        http.at("users", name)
                .put(Map.of("password", "x", "tags", "management"))
                .expect(201);
        http.at("users", name)
                .put(Map.of("password", "y", "tags", "management"))
                .expect(204);
        ManagementBench own = http.as(lab.endpoint().withUser(name, "y"));
        own.at("whoami").get().expect(200);
        JsonNode shown = http.at("users", name).get().json();
        String copy = lab.userName();
        http.at("users", copy)
                .put(Map.of("password_hash", shown.path("password_hash"), "tags", "management"))
                .expect(201);
        http.as(lab.endpoint().withUser(copy, "y"))
                .at("whoami")
                .get()
                .expect(200)
                .expectAt("/name", copy);
    }

    @Test
    @Rule("TAG-11")
    void aUserWithNeitherPasswordNorHashCannotLogIn(Lab lab) {
        ManagementBench http = ManagementBench.of(lab);
        for (Map<String, String> body :
                List.of(Map.of("tags", "management"), Map.of("tags", "management", "password_hash", ""))) {
            String name = lab.userName();
            http.at("users", name).put(body).expect(201);
            lab.admin().setPermissions(name, lab.endpoint().virtualHost(), Permissions.ALL);
            for (String password : List.of("", "guest")) {
                Endpoint user = lab.endpoint().withUser(name, password);
                http.as(user).at("whoami").get().expect(401);
                Dialogue dialogue = lab.dial();
                dialogue.start();
                dialogue.startOk(Handshake.of(user)).expectConnectionClose(403);
            }
        }
    }

    @Test
    @Rule({"TAG-09", "TAG-05"})
    void usersSeeAndCloseTheirOwnConnectionsOnly(Lab lab) {
        Roles roles = Roles.of(lab, "management");
        Named own = Named.open(lab, roles.user());
        Named foreign = Named.open(lab, lab.endpoint());
        String ownName = own.listed(roles.http());
        String foreignName = foreign.listed(roles.administrator());
        List<String> seen = roles.ask("GET connections").column("name");
        Expect.equal("connections seen", List.of(ownName), seen);
        roles.http().at("connections", foreignName).get().expect(401);
        roles.http().at("connections", foreignName).delete().expect(401);
        roles.http().at("connections", ownName).delete().expect(204);
        own.dialogue().expectConnectionClose(320);
        foreign.dialogue().barrier(1);
    }

    @Test
    @Rule({"TAG-07", "TAG-09"})
    void monitoringSeesEverybodysConnectionsButClosesNone(Lab lab) {
        Roles roles = Roles.of(lab, "monitoring");
        Named foreign = Named.open(lab, lab.endpoint());
        String name = foreign.listed(roles.http());
        roles.http()
                .at("connections", name)
                .get()
                .expect(200)
                .expectAt("/user", lab.endpoint().user());
        roles.http().at("connections", name, "channels").get().expect(200);
        roles.http().at("connections", name).delete().expect(401);
        foreign.dialogue().barrier(1);
        Roles administrator = Roles.of(lab, "administrator");
        administrator.http().at("connections", name).delete().expect(204);
        MethodFields close = foreign.dialogue().expectConnectionClose(320);
        lab.expectText("Closed via management plugin", close.text("reply-text"));
    }

    /** A connection with one channel, and a name by which it is found in the list. */
    private record Named(String name, Dialogue dialogue) {
        static Named open(Lab lab, Endpoint as) {
            String name = lab.name("connection");
            Handshake hello = Handshake.of(as)
                    .withProperties(Handshake.properties("authentication_failure_close")
                            .with("connection_name", FieldValue.string(name)));
            return new Named(name, lab.dial(as).open(hello).openChannel(1));
        }

        /** Its name in the broker, once it is listed. */
        String listed(ManagementBench http) {
            JsonNode list = http.at("connections")
                    .await("a connection named " + name, all -> !find(all).isEmpty());
            return find(list);
        }

        private String find(JsonNode list) {
            for (JsonNode connection : list) {
                if (connection.path("user_provided_name").asText().equals(name)) {
                    return connection.path("name").asText();
                }
            }
            return "";
        }
    }
}
