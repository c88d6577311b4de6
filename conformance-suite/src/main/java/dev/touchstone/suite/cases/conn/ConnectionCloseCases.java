package dev.touchstone.suite.cases.conn;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import dev.touchstone.suite.lab.Dialogue;
import dev.touchstone.suite.lab.Handshake;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.rule.Timed;
import dev.touchstone.suite.target.Capability;
import dev.touchstone.suite.target.Endpoint;
import dev.touchstone.suite.target.TargetAdmin.Permissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code connection.close} from either side: what is done before close-ok, and what is ignored after the broker's close. */
@Conformance
class ConnectionCloseCases {
    @Test
    @Rule("CONN-21")
    void closeOkComesAfterTheExclusiveQueuesAreGone(Lab lab) {
        Dialogue dialogue = lab.dialChannel();
        List<String> queues = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            queues.add(lab.name("exclusive"));
            dialogue.call(1, declare(queues.get(i), true), "queue.declare-ok");
        }
        Channel other = lab.channel();
        lab.expectChannelClose(other, 405, 50, 10, () -> other.queueDeclarePassive(queues.get(0)));
        Dialogue witness = lab.dialChannel();
        dialogue.closeConnection();
        for (String queue : queues) {
            witness.probe()
                    .send(
                            1,
                            new AMQP.Queue.Declare.Builder()
                                    .queue(queue)
                                    .passive()
                                    .build());
            witness.expectChannelClose(1, 404, 50, 10);
            witness.openChannel(1);
        }
    }

    @Test
    @Rule("CONN-21")
    void whatWasSentBeforeCloseIsDoneBeforeCloseOk(Lab lab) throws Exception {
        Channel other = lab.channel();
        String queue = lab.queue(other);
        Dialogue dialogue = lab.dialChannel().openChannel(2);
        for (int i = 0; i < 100; i++) {
            dialogue.probe().publish(1 + i % 2, "", queue, (byte) i);
        }
        dialogue.closeConnection();
        lab.awaitDepth(other, queue, 100);
    }

    @Test
    @Rule("CONN-22")
    void closeOkMakesTheBrokerDropTheSocketAtOnce(Lab lab) {
        Dialogue dialogue = lab.dialOpen();
        provoke(dialogue);
        dialogue.probe().send(0, new AMQP.Connection.CloseOk.Builder().build());
        dialogue.expectEnd(Duration.ZERO, Duration.ofSeconds(2));
    }

    @Test
    @Timed
    @Rule("CONN-22")
    void afterItsCloseTheBrokerDiscardsAllAndDropsTheSocketWhenTheHeartbeatTimeIsOver(Lab lab) {
        String queue = lab.name("q");
        Dialogue dialogue = lab.dial().open(lab.handshake().withHeartbeat(2)).openChannel(1);
        provoke(dialogue);
        dialogue.probe().send(1, declare(queue, false));
        dialogue.probe().send(0, new AMQP.Channel.Open.Builder().build());
        // Twice the heartbeat time would be the end by HB-02.
        dialogue.expectEnd(Duration.ofMillis(1500), Duration.ofMillis(3500));
        Channel other = lab.channel();
        lab.expectChannelClose(other, 404, 50, 10, () -> other.queueDeclarePassive(queue));
    }

    @Test
    @Timed
    @Rule("CONN-22")
    void withoutHeartbeatsTheBrokerWaitsLongerForCloseOk(Lab lab) {
        Dialogue dialogue = lab.dialChannel();
        provoke(dialogue);
        dialogue.probe().send(1, new AMQP.Basic.Qos.Builder().build());
        dialogue.expectSilence(Duration.ofSeconds(5));
        dialogue.probe().send(0, new AMQP.Connection.CloseOk.Builder().build());
        dialogue.expectEnd(Duration.ZERO, lab.patience());
    }

    @Test
    @Needs(Capability.ADMIN)
    @Rule("CONN-24")
    void takingThePermissionsAwayLeavesOpenConnectionsAlone(Lab lab) {
        Endpoint user = lab.user(Permissions.ALL);
        Dialogue dialogue = lab.dial().open(Handshake.of(user)).openChannel(1);
        lab.admin().clearPermissions(user.user(), user.virtualHost());
        dialogue.expectSilence(Duration.ofSeconds(1));
        dialogue.barrier(1);
        dialogue.openChannel(2);
    }

    /** Makes the broker close: 504 for a second open. */
    private static void provoke(Dialogue dialogue) {
        dialogue.connectionOpen("/");
        dialogue.expect(0, "connection.close");
    }

    private static AMQP.Queue.Declare declare(String queue, boolean exclusive) {
        return new AMQP.Queue.Declare.Builder()
                .queue(queue)
                .exclusive(exclusive)
                .build();
    }
}
