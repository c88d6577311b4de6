package dev.touchstone.suite.cases.block;

import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.RawChannel;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.NodeWide;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import dev.touchstone.suite.target.HttpAdmin;
import dev.touchstone.suite.target.ManagementClient;
import dev.touchstone.suite.target.NodeControl.Resource;
import dev.touchstone.suite.target.TargetAdmin.ConnectionFacts;
import dev.touchstone.suite.target.UnsupportedByTarget;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an alarm leaves alone, and where it shows. */
@Conformance
@Needs({Capability.NODE_CONTROL, Capability.RESOURCE_ALARMS})
class AlarmBystanderCases {
    @Test
    @Rule("BLOCK-05")
    @NodeWide
    void connectionsThatDoNotPublishGoOnAndNewOnesAreToldNothing(Lab lab) {
        Alarmed publisher = Alarmed.publisher(lab);
        publisher.publish("one").publish("two").publish("three").expectAcks(1, 3, 0);
        RawChannel old = RawChannel.open(lab);
        lab.node().raiseAlarm(Resource.MEMORY);
        useWithoutPublishing(old, publisher.queue(), lab.name("by-old"), "one");
        RawChannel fresh = RawChannel.open(lab);
        useWithoutPublishing(fresh, publisher.queue(), lab.name("by-new"), "two");
        RawChannel consumer = RawChannel.open(lab);
        consumer.consume(publisher.queue(), "c");
        RawChannel.Message third = consumer.deliver();
        Expect.equal("body at a consumer", "three", third.text());
        consumer.ack(third.tag(), false).barrier();
        fresh.publish(publisher.queue(), "the first publish of a new connection");
        fresh.dialogue().expect(0, "connection.blocked");
        lab.node().clearAlarm(Resource.MEMORY);
        fresh.dialogue().expect(0, "connection.unblocked");
        Expect.equal(
                "body of what was held back",
                "the first publish of a new connection",
                consumer.deliver().text());
    }

    /** Every step expects its answer next, so that a notification would be a finding. */
    private static void useWithoutPublishing(RawChannel channel, String queue, String own, String body) {
        channel.declare(own);
        RawChannel.Message message = channel.get(queue);
        Expect.equal("body by get", body, message.text());
        channel.ack(message.tag(), false).barrier();
        channel.deleteQueue(own);
    }

    @Test
    @Rule("BLOCK-07")
    @Needs({Capability.ADMIN, Capability.OBJECT_LISTS})
    @NodeWide
    void aConnectionIsBlockingUnderAnAlarmAndBlockedOnceItPublishes(Lab lab) {
        Alarmed publisher = Alarmed.named(lab, lab.name("publisher"));
        Alarmed other = Alarmed.named(lab, lab.name("other"));
        lab.node().raiseAlarm(Resource.MEMORY);
        publisher.publish("one");
        publisher.expectBlocked("low on memory");
        other.ask().expectAcks(1, 0, 1);
        String publishing = listed(lab, "publisher");
        String idle = listed(lab, "other");
        // The broker brings its list up to date every five seconds.
        awaitState(lab, publishing, "blocked");
        awaitState(lab, idle, "blocking");
        other.expectSilence();
        lab.node().clearAlarm(Resource.MEMORY);
        publisher.expectUnblocked();
    }

    /** The broker's name of the connection whose own name ends so. */
    private static String listed(Lab lab, String hint) {
        String[] found = {""};
        lab.await("a connection named " + hint + " in the list", Duration.ofMillis(200), () -> {
            Optional<ConnectionFacts> one = lab.admin().connections().stream()
                    .filter(facts -> facts.userProvidedName().endsWith(hint))
                    .findFirst();
            one.ifPresent(facts -> found[0] = facts.name());
            return one.isPresent();
        });
        return found[0];
    }

    private static void awaitState(Lab lab, String connection, String state) {
        lab.await(
                "state " + state + " of " + connection,
                Duration.ofMillis(200),
                () -> lab.admin().connectionState(connection).equals(Optional.of(state)));
    }

    @Test
    @Rule("BLOCK-08")
    @Needs({Capability.ADMIN, Capability.MANAGEMENT_HTTP})
    @NodeWide
    void theHealthChecksNameTheAlarmAndAPublishByHttpIsNotBlocked(Lab lab) {
        if (!(lab.admin() instanceof HttpAdmin admin)) {
            throw new UnsupportedByTarget(Capability.MANAGEMENT_HTTP);
        }
        RawChannel channel = RawChannel.open(lab);
        String queue = channel.declare(lab.name("q"));
        expectHealthy(admin.http());
        lab.node().raiseAlarm(Resource.MEMORY);
        for (String check : new String[] {"alarms", "local-alarms"}) {
            ManagementClient.Answer answer = health(admin.http(), check);
            Expect.equal("status of the check " + check, 503, answer.status());
            for (String part : new String[] {"\"node\":\"", "\"resource\":\"memory\""}) {
                Expect.that(answer.body().contains(part), part + " in the check " + check, answer::body);
            }
        }
        String message = "{\"properties\":{},\"routing_key\":\"" + queue
                + "\",\"payload\":\"by http\",\"payload_encoding\":\"string\"}";
        String published = admin.http()
                .send("POST", "/api/exchanges/%2F/amq.default/publish", message, Map.of())
                .orFail(200);
        Expect.that(published.replace(" ", "").contains("\"routed\":true"), "routed: true", () -> published);
        Expect.equal("body", "by http", channel.get(queue, true).text());
        lab.node().clearAlarm(Resource.MEMORY);
        expectHealthy(admin.http());
    }

    private static void expectHealthy(ManagementClient http) {
        for (String check : new String[] {"alarms", "local-alarms"}) {
            Expect.equal(
                    "status of the check " + check + " without an alarm",
                    200,
                    health(http, check).status());
        }
    }

    private static ManagementClient.Answer health(ManagementClient http, String check) {
        return http.send("GET", "/api/health/checks/" + check, "", Map.of());
    }
}
