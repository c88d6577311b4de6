package dev.touchstone.suite.cases.tag;

import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Handshake;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.ManagementBench;
import dev.touchstone.suite.lab.QueueBench;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What each tag allows over the management API, request by request, and what it does not. */
@Conformance
@Needs({Capability.ADMIN, Capability.MANAGEMENT_HTTP})
class RoleCases {
    private static final String POLICY = " {\"pattern\":\"^nothing$\",\"definition\":{\"max-length\":1}}";
    private static final String PUBLISH =
            " {\"properties\":{},\"routing_key\":\"q\",\"payload\":\"x\",\"payload_encoding\":\"string\"}";
    private static final String GET = " {\"count\":1,\"ackmode\":\"ack_requeue_true\",\"encoding\":\"auto\"}";
    private static final String ALL = " {\"configure\":\".*\",\"write\":\".*\",\"read\":\".*\"}";

    /** What everybody may who may enter at all. */
    private static final String[] OWN_OBJECTS = {
        "GET overview",
        "GET whoami",
        "GET cluster-name",
        "GET extensions",
        "GET vhosts",
        "GET connections",
        "GET channels",
        "GET consumers",
        "GET consumers/HOME",
        "PUT queues/HOME/q {}",
        "GET queues",
        "GET queues/HOME",
        "GET queues/HOME/q",
        "PUT exchanges/HOME/x {\"type\":\"direct\"}",
        "GET exchanges",
        "GET exchanges/HOME/x",
        "POST bindings/HOME/e/x/q/q {\"routing_key\":\"k\",\"arguments\":{}}",
        "GET bindings",
        "GET bindings/HOME",
        "GET bindings/HOME/e/x/q/q",
        "GET exchanges/HOME/x/bindings/source",
        "GET queues/HOME/q/bindings",
        "POST exchanges/HOME/amq.default/publish" + PUBLISH,
        "POST queues/HOME/q/get" + GET,
        "DELETE queues/HOME/q/contents",
        "DELETE bindings/HOME/e/x/q/q/k",
        "DELETE exchanges/HOME/x",
        "DELETE queues/HOME/q",
        "GET policies",
        "GET policies/HOME",
    };

    /** Objects of a virtual host in which the user has no permission record. */
    private static final String[] FOREIGN_OBJECTS = {
        "GET queues/AWAY",
        "GET exchanges/AWAY",
        "GET exchanges/AWAY/amq.direct",
        "GET bindings/AWAY",
        "GET vhosts/AWAY/connections",
        "PUT queues/AWAY/q {}",
        "PUT exchanges/AWAY/x {\"type\":\"direct\"}",
        "POST exchanges/AWAY/amq.default/publish" + PUBLISH,
    };

    private static final String[] POLICIES = {
        "PUT policies/HOME/p" + POLICY,
        "GET policies/HOME/p",
        "DELETE policies/HOME/p",
        "GET parameters",
        "GET global-parameters",
    };

    private static final String[] NODES = {
        "GET nodes", "GET auth/attempts/NODE", "GET health/checks/alarms", "GET health/checks/local-alarms",
    };

    private static final String[] ADMINISTRATION = {
        "GET users",
        "GET users/USER",
        "GET users/USER/permissions",
        "GET users/without-permissions",
        "PUT users/USER-2 {\"password\":\"x\",\"tags\":\"administrator\"}",
        "DELETE users/USER",
        "POST users/bulk-delete {\"users\":[\"USER\"]}",
        "GET permissions",
        "GET permissions/HOME/USER",
        "PUT permissions/AWAY/USER" + ALL,
        "DELETE permissions/AWAY/USER",
        "GET topic-permissions",
        "GET definitions",
        "POST definitions {}",
        "GET vhosts/HOME",
        "GET vhosts/HOME/permissions",
        "PUT vhosts/HOME-2 {}",
        "DELETE vhosts/HOME",
        "PUT user-limits/USER/max-channels {\"value\":10}",
        "PUT vhost-limits/HOME/max-queues {\"value\":1000}",
        "DELETE vhost-limits/HOME/max-queues",
        "POST rebalance/queues",
        "PUT operator-policies/HOME/p" + POLICY,
        "DELETE operator-policies/HOME/p",
        "PUT cluster-name {\"name\":\"x\"}",
        "DELETE reset",
    };

    @Test
    @Rule("TAG-01")
    void withoutATagNothingIsAnsweredButAuth(Lab lab) {
        Roles roles = Roles.of(lab);
        for (String[] rows : List.of(OWN_OBJECTS, FOREIGN_OBJECTS, POLICIES, NODES, ADMINISTRATION)) {
            roles.mayNot(rows);
        }
        roles.ask("GET whoami").expectError(401, "not_authorised", "Not management user");
        roles.ask("GET queues/HOME").expectError(401, "not_authorised", "Not management user");
        roles.may("GET auth");
        lab.dial().open(Handshake.of(roles.user())).openChannel(1).barrier(1);
    }

    @Test
    @Rule("TAG-02")
    void badLoginsAreUnauthorised(Lab lab) {
        Roles roles = Roles.of(lab, "management");
        ManagementBench http = roles.http();
        http.at("overview").get().expect(200);
        for (String name : List.of(roles.user().user(), lab.userName())) {
            http.as(roles.user().withUser(name, "not it"))
                    .at("overview")
                    .get()
                    .expectError(401, "not_authorized", "Login failed");
        }
        ManagementBench.Reply reply = http.anonymous().at("overview").get().expect(401);
        Expect.equal("WWW-Authenticate", "Basic realm=\"RabbitMQ Management\"", reply.header("WWW-Authenticate"));
    }

    @Test
    @Rule("TAG-03")
    void anInsufficientTagIs401(Lab lab) {
        Roles roles = Roles.of(lab, "management");
        roles.ask("GET users").expect(401).expectAt("/error", "not_authorised");
        roles.ask("GET nodes").expect(401).expectAt("/error", "not_authorised");
        roles.ask("GET queues/AWAY").expect(401).expectAt("/error", "not_authorised");
    }

    @Test
    @Rule("TAG-04")
    void managementMaySeeAndUseWhatIsInItsVirtualHosts(Lab lab) {
        Roles roles = Roles.of(lab, "management");
        roles.may(OWN_OBJECTS);
        Expect.equal(
                "names of virtual hosts",
                List.of(roles.home()),
                roles.ask("GET vhosts").column("name"));
        roles.ask("GET overview").expectNoFields("", "node", "listeners", "contexts");
    }

    @Test
    @Rule("TAG-04")
    void managementUsesAmqpPermissions(Lab lab) {
        Roles roles = Roles.of(lab, "management");
        roles.may("PUT queues/HOME/q {}");
        lab.admin()
                .setPermissions(
                        roles.user().user(), roles.home(), dev.touchstone.suite.target.TargetAdmin.Permissions.NONE);
        roles.may("GET queues/HOME/q", "GET exchanges/HOME");
        roles.mayNot(
                "PUT queues/HOME/q2 {}",
                "DELETE queues/HOME/q",
                "PUT exchanges/HOME/x {\"type\":\"direct\"}",
                "POST queues/HOME/q/get" + GET);
        // Only the refused publish is told in the words of AMQP, with a code of its own.
        roles.ask("POST exchanges/HOME/amq.direct/publish" + PUBLISH).expectBad("403 ACCESS_REFUSED");
    }

    @Test
    @Rule("TAG-05")
    void managementMayNothingElse(Lab lab) {
        Roles roles = Roles.of(lab, "management");
        for (String[] rows : List.of(FOREIGN_OBJECTS, POLICIES, NODES, ADMINISTRATION)) {
            roles.mayNot(
                    without(rows, "GET policies/HOME/p", "GET health/checks/alarms", "GET health/checks/local-alarms"));
        }
    }

    /** A case of its own: from 4.0 on every user of the management API may read them. */
    @Test
    @Rule("TAG-05")
    void featureFlagsAreForAdministrators(Lab lab) {
        for (String tag : List.of("management", "policymaker", "monitoring")) {
            Roles.of(lab, tag).mayNot("GET feature-flags");
        }
    }

    @Test
    @Rule("TAG-06")
    void policymakerMayWritePoliciesAndParametersOfItsVirtualHosts(Lab lab) {
        Roles roles = Roles.of(lab, "policymaker");
        roles.may(OWN_OBJECTS);
        roles.may(POLICIES);
        roles.mayNot(FOREIGN_OBJECTS);
        roles.mayNot("PUT policies/AWAY/p" + POLICY, "DELETE policies/AWAY/p");
        roles.mayNot(without(NODES, "GET health/checks/alarms", "GET health/checks/local-alarms"));
        roles.mayNot(ADMINISTRATION);
        String name = lab.name("global");
        roles.http().at("global-parameters", name).put("{\"value\":{\"a\":1}}").expect(201);
        roles.http().at("global-parameters", name).get().expectAt("/value/a", 1);
        roles.http().at("global-parameters", name).delete().expect(204);
    }

    @Test
    @Rule("TAG-07")
    void monitoringMaySeeNodesAndAllConnections(Lab lab) {
        Roles roles = Roles.of(lab, "monitoring");
        roles.may(OWN_OBJECTS);
        roles.may("GET nodes", "GET health/checks/alarms");
        String node = roles.ask("GET overview")
                .expectFields("", "node", "listeners", "contexts")
                .json()
                .path("node")
                .asText();
        roles.may("GET nodes/" + node, "GET auth/attempts/" + node);
        List<String> names = roles.ask("GET vhosts").column("name");
        Expect.that(names.contains(roles.away()), "all virtual hosts, so " + roles.away(), names::toString);
        roles.mayNot(without(FOREIGN_OBJECTS, "GET vhosts/AWAY/connections"));
        roles.mayNot(without(ADMINISTRATION, "GET definitions"));
    }

    @Test
    @Rule("TAG-08")
    void administratorMayReadEverywhereButActsAsAnAmqpUser(Lab lab) {
        Roles roles = Roles.of(lab, "administrator");
        String queue = QueueBench.of(lab).queue("q");
        roles.may(OWN_OBJECTS);
        roles.may(POLICIES);
        roles.may(
                "GET queues/AWAY",
                "GET exchanges/AWAY",
                "GET bindings/AWAY",
                "GET users",
                "GET users/USER",
                "GET permissions",
                "GET vhosts/AWAY",
                "GET definitions",
                "GET feature-flags",
                "PUT operator-policies/AWAY/p" + POLICY,
                "DELETE operator-policies/AWAY/p",
                "PUT policies/AWAY/p" + POLICY,
                "DELETE policies/AWAY/p");
        roles.mayNot(
                "PUT queues/AWAY/q {}",
                "PUT exchanges/AWAY/x {\"type\":\"direct\"}",
                "POST exchanges/AWAY/amq.default/publish" + PUBLISH,
                // One that is there: 4.0 looks for the queue first.
                "POST queues/AWAY/" + queue + "/get" + GET);
    }

    @Test
    @Rule("TAG-12")
    void monitoringMayNotSeeDetailsOfVirtualHostsNorDefinitions(Lab lab) {
        Roles.of(lab, "monitoring")
                .mayNot("GET vhosts/HOME", "GET vhosts/AWAY", "GET vhosts/HOME/permissions", "GET definitions");
    }

    private static String[] without(String[] rows, String... exceptions) {
        List<String> except = List.of(exceptions);
        return java.util.Arrays.stream(rows)
                .filter(row -> except.stream().noneMatch(row::equals))
                .toArray(String[]::new);
    }
}
