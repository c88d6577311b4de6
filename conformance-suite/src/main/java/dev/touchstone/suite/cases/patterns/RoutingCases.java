package dev.touchstone.suite.cases.patterns;

import com.rabbitmq.client.Channel;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Inbox;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pattern "routing": subscribers choose by key what they want to hear. */
@Conformance
class RoutingCases {
    @Test
    @Rule({"EXCH-DIRECT-01", "EXCH-DIRECT-02", "BIND-01", "BIND-03", "QUEUE-02"})
    void subscribersGetTheSeveritiesTheyAskedFor(Lab lab) throws Exception {
        Channel publisher = lab.channel();
        String logs = lab.exchange(publisher, "direct");

        Channel disk = lab.channel();
        String diskQueue = disk.queueDeclare().getQueue();
        disk.queueBind(diskQueue, logs, "error");
        Inbox written = lab.consume(disk, diskQueue, true);

        Channel screen = lab.channel();
        String screenQueue = screen.queueDeclare().getQueue();
        for (String severity : List.of("info", "warning", "error")) {
            screen.queueBind(screenQueue, logs, severity);
        }
        Inbox shown = lab.consume(screen, screenQueue, true);

        lab.publish(publisher, logs, "info", "started");
        lab.publish(publisher, logs, "error", "disk full");
        lab.publish(publisher, logs, "debug", "heard by nobody");
        lab.publish(publisher, logs, "warning", "disk nearly full");
        lab.publish(publisher, logs, "error", "no disk");
        Expect.equal(
                "shown on the screen", List.of("started", "disk full", "disk nearly full", "no disk"), shown.bodies(4));
        Expect.equal("written to disk", List.of("disk full", "no disk"), written.bodies(2));

        screen.queueUnbind(screenQueue, logs, "error");
        lab.publish(publisher, logs, "error", "disk gone");
        lab.publish(publisher, logs, "info", "stopped");
        Expect.equal("shown once errors are not asked for any more", "stopped", Inbox.text(shown.next()));
        Expect.equal("written to disk", "disk gone", Inbox.text(written.next()));
        written.expectNothing();
    }
}
