package dev.touchstone.suite.cases.patterns;

import com.rabbitmq.client.Channel;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Inbox;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.Refusals;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Rule;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pattern "publish/subscribe": every subscriber has a queue of its own and gets a copy of everything. */
@Conformance
class PublishSubscribeCases {
    @Test
    @Rule({"EXCH-FANOUT-01", "EXCH-FANOUT-02", "QUEUE-02", "QUEUE-11"})
    void everySubscriberGetsACopyOfWhatIsPublishedWhileItListens(Lab lab) throws Exception {
        Channel publisher = lab.channel();
        String logs = lab.exchange(publisher, "fanout");
        lab.publish(publisher, logs, "", "heard by nobody");

        Channel screen = lab.channel();
        String screenQueue = screen.queueDeclare().getQueue();
        screen.queueBind(screenQueue, logs, "");
        Inbox shown = lab.consume(screen, screenQueue, true);
        lab.publish(publisher, logs, "", "first");
        Expect.equal("shown on the screen", "first", Inbox.text(shown.next()));

        Channel disk = lab.channel();
        String diskQueue = disk.queueDeclare().getQueue();
        disk.queueBind(diskQueue, logs, "");
        Inbox written = lab.consume(disk, diskQueue, true);
        lab.publish(publisher, logs, "ignored by a fanout", "second");
        lab.publish(publisher, logs, "", "third");
        Expect.equal("shown on the screen", List.of("second", "third"), shown.bodies(2));
        Expect.equal("written to disk", List.of("second", "third"), written.bodies(2));

        screen.getConnection().close();
        Expect.equal(
                "the queue of a subscriber that left",
                404,
                Refusals.codeOfQueue(publisher.getConnection(), screenQueue));
        lab.publish(publisher, logs, "", "fourth");
        Expect.equal("written to disk", "fourth", Inbox.text(written.next()));
    }
}
