package dev.touchstone.suite.cases.block;

import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Handshake;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.RawChannel;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.NodeWide;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import dev.touchstone.suite.target.NodeControl.Resource;
import org.junit.jupiter.api.Test;

/** What a connection that publishes sees of an alarm. */
@Conformance
@Needs({Capability.NODE_CONTROL, Capability.RESOURCE_ALARMS})
class BlockedPublisherCases {
    @Test
    @Rule({"BLOCK-01", "BLOCK-02", "BLOCK-03", "BLOCK-06"})
    @NodeWide
    void anAlarmStopsAConnectionAtItsFirstPublishUntilItIsCleared(Lab lab) {
        Alarmed publisher = Alarmed.publisher(lab);
        RawChannel witness = RawChannel.open(lab);
        publisher.publish("before the alarm").expectAcks(1, 1, 0);
        lab.node().raiseAlarm(Resource.MEMORY);
        publisher.ask().expectAcks(2, 1, 1);
        publisher.expectSilence();
        publisher.publish("under the alarm");
        publisher.expectBlocked("low on memory");
        publisher.publish("not told again").ask();
        publisher.expectSilence();
        Expect.equal("messages in the queue under the alarm", 1L, witness.depth(publisher.queue()));
        lab.node().clearAlarm(Resource.MEMORY);
        publisher.expectUnblocked();
        publisher.expectAcks(2, 3, 1);
        Expect.equal("messages in the queue after the alarm", 3L, witness.depth(publisher.queue()));
        lab.node().raiseAlarm(Resource.DISK);
        publisher.publish("in the next episode");
        publisher.expectBlocked("low on disk");
        lab.node().clearAlarm(Resource.DISK);
        publisher.expectUnblocked();
        publisher.expectAcks(4, 4, 0);
    }

    @Test
    @Rule("BLOCK-03")
    @NodeWide
    void aConnectionIsUnblockedOnlyWhenAllAlarmsAreGone(Lab lab) {
        Alarmed publisher = Alarmed.publisher(lab);
        lab.node().raiseAlarm(Resource.MEMORY);
        publisher.publish("one");
        publisher.expectBlocked("low on memory");
        lab.node().raiseAlarm(Resource.DISK);
        publisher.expectSilence();
        lab.node().clearAlarm(Resource.MEMORY);
        publisher.expectSilence();
        lab.node().clearAlarm(Resource.DISK);
        publisher.expectUnblocked();
        publisher.expectAcks(1, 1, 0);
    }

    @Test
    @Rule("BLOCK-04")
    @NodeWide
    void aClientThatDoesNotUnderstandBlockedIsStoppedAndResumedInSilence(Lab lab) {
        Handshake ignorant = lab.handshake().withProperties(Handshake.properties("publisher_confirms", "basic.nack"));
        Alarmed publisher = Alarmed.with(lab, ignorant);
        RawChannel witness = RawChannel.open(lab);
        lab.node().raiseAlarm(Resource.MEMORY);
        publisher.publish("one").ask();
        publisher.expectSilence();
        Expect.equal("messages in the queue under the alarm", 0L, witness.depth(publisher.queue()));
        lab.node().clearAlarm(Resource.MEMORY);
        publisher.expectAcks(1, 1, 1);
    }
}
