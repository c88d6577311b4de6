package dev.touchstone.suite.cases.patterns;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.MessageProperties;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Inbox;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Rule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Pattern "work queues": tasks shared by workers; each task is done by one of them, also if a worker dies. */
@Conformance
class WorkQueueCases {
    @Test
    @Rule({"CONS-06", "QUEUE-01", "CONS-12"})
    void workersTakeTurns(Lab lab) throws Exception {
        String tasks = taskQueue(lab);
        Inbox first = lab.consume(lab.channel(), tasks, true);
        Inbox second = lab.consume(lab.channel(), tasks, true);
        Channel producer = lab.channel();
        for (int i = 1; i <= 6; i++) {
            post(producer, tasks, "task " + i);
        }
        Expect.equal("tasks of the first worker", List.of("task 1", "task 3", "task 5"), first.bodies(3));
        Expect.equal("tasks of the second worker", List.of("task 2", "task 4", "task 6"), second.bodies(3));
    }

    @Test
    @Rule({"QOS-01", "QOS-09", "ACK-01", "CONS-06"})
    void fairDispatchGivesNothingToABusyWorker(Lab lab) throws Exception {
        String tasks = taskQueue(lab);
        Channel slow = lab.channel();
        Channel quick = lab.channel();
        slow.basicQos(1);
        quick.basicQos(1);
        Inbox slowTasks = lab.consume(slow, tasks, false);
        Channel producer = lab.channel();
        post(producer, tasks, "hard");
        Delivery hard = slowTasks.next();
        Inbox quickTasks = lab.consume(quick, tasks, false);
        for (int i = 1; i <= 5; i++) {
            post(producer, tasks, "easy " + i);
        }
        for (int i = 1; i <= 5; i++) {
            Delivery easy = quickTasks.next();
            Expect.equal("task of the quick worker", "easy " + i, Inbox.text(easy));
            quick.basicAck(easy.getEnvelope().getDeliveryTag(), false);
        }
        slowTasks.expectNothing();
        slow.basicAck(hard.getEnvelope().getDeliveryTag(), false);
        quick.basicCancel(quickTasks.tag());
        post(producer, tasks, "next");
        Expect.equal("task of the slow worker once it is free", "next", Inbox.text(slowTasks.next()));
    }

    @Test
    @Rule({"ACK-08", "CONS-11", "ACK-07"})
    void anotherWorkerDoesWhatADeadWorkerLeft(Lab lab) throws Exception {
        String tasks = taskQueue(lab);
        Channel mortal = lab.channel();
        Inbox lost = lab.consume(mortal, tasks, false);
        Channel producer = lab.channel();
        for (int i = 1; i <= 3; i++) {
            post(producer, tasks, "task " + i);
        }
        List<Delivery> taken = lost.take(3);
        mortal.basicAck(taken.get(0).getEnvelope().getDeliveryTag(), false);
        mortal.basicQos(0);
        mortal.getConnection().abort();
        Channel heir = lab.channel();
        Inbox found = lab.consume(heir, tasks, false);
        for (int i = 2; i <= 3; i++) {
            Delivery again = found.next();
            Expect.equal("task left behind", "task " + i, Inbox.text(again));
            Expect.equal("redelivered", true, again.getEnvelope().isRedeliver());
            heir.basicAck(again.getEnvelope().getDeliveryTag(), false);
        }
        found.expectNothing();
        heir.getConnection().close();
        Expect.equal("tasks left", 0, lab.depth(producer, tasks));
    }

    private static String taskQueue(Lab lab) throws IOException {
        return lab.channel()
                .queueDeclare(lab.name("tasks"), true, false, false, Map.of())
                .getQueue();
    }

    private static void post(Channel producer, String tasks, String task) throws IOException {
        producer.basicPublish(
                "", tasks, MessageProperties.PERSISTENT_TEXT_PLAIN, task.getBytes(StandardCharsets.UTF_8));
    }
}
