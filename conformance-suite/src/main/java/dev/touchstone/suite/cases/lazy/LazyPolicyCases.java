package dev.touchstone.suite.cases.lazy;

import com.rabbitmq.client.Channel;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import dev.touchstone.suite.target.Endpoint;
import dev.touchstone.suite.target.TargetAdmin.ObjectFacts;
import dev.touchstone.suite.target.TargetAdmin.PolicySpec;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Lazy queues by policy, and the mode in force as the broker shows it. */
@Conformance
@Needs({Capability.ADMIN, Capability.POLICIES, Capability.OBJECT_LISTS})
class LazyPolicyCases {
    @Test
    @Rule({"LAZY-03", "LAZY-01", "LAZY-04"})
    void aPolicyMakesAQueueLazyAndAnotherMakesItDefaultAgain(Lab lab) throws Exception {
        Endpoint place = lab.freshVirtualHost();
        Channel channel = lab.channel(lab.connect(place));
        channel.queueDeclare("q", false, false, false, Map.of());
        lab.publishConfirmed(channel, "", "q", "before");
        setMode(lab, place, "lazy");
        lab.publishConfirmed(channel, "", "q", "under the policy");
        awaitMode(lab, place, "lazy");
        Expect.equal("first body", "before", lab.get(channel, "q"));
        Expect.equal("second body", "under the policy", lab.get(channel, "q"));
        setMode(lab, place, "default");
        awaitMode(lab, place, "default");
    }

    @Test
    @Rule("LAZY-04")
    void theModeStaysWhenThePolicyGoes(Lab lab) throws Exception {
        Endpoint place = lab.freshVirtualHost();
        setMode(lab, place, "lazy");
        Channel channel = lab.channel(lab.connect(place));
        channel.queueDeclare("q", false, false, false, Map.of());
        lab.publishConfirmed(channel, "", "q", "under the policy");
        awaitMode(lab, place, "lazy");
        lab.admin().clearPolicy(place.virtualHost(), "mode");
        lab.publishConfirmed(channel, "", "q", "after");
        lab.await(
                "the broker's list without the policy",
                every(),
                () -> facts(lab, place).facts().get("policy") == null && ready(lab, place) == 2);
        Expect.equal("mode after the policy is gone", "lazy", mode(lab, place));
    }

    private static void setMode(Lab lab, Endpoint place, String mode) {
        lab.admin()
                .setPolicy(place.virtualHost(), new PolicySpec("mode", "^q$", "queues", 0, Map.of("queue-mode", mode)));
    }

    private static Duration every() {
        return Duration.ofMillis(300);
    }

    private static void awaitMode(Lab lab, Endpoint place, String mode) {
        lab.await("backing_queue_status.mode = " + mode, every(), () -> mode.equals(mode(lab, place)));
    }

    private static ObjectFacts facts(Lab lab, Endpoint place) {
        return lab.admin().queues(place.virtualHost()).get(0);
    }

    private static int ready(Lab lab, Endpoint place) {
        return facts(lab, place).facts().get("messages_ready") instanceof Number ready ? ready.intValue() : -1;
    }

    private static String mode(Lab lab, Endpoint place) {
        return facts(lab, place).facts().get("backing_queue_status") instanceof Map<?, ?> status
                ? String.valueOf(status.get("mode"))
                : "not shown";
    }
}
