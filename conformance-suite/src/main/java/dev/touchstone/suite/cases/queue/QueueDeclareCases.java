package dev.touchstone.suite.cases.queue;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.Refusals;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Rule;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** {@code queue.declare}: what declare-ok says, and which names there are. */
@Conformance
class QueueDeclareCases {
    @Test
    @Rule("QUEUE-01")
    void declareOkCountsReadyMessagesAndNotUnacknowledgedOnes(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String queue = lab.name("q");
        AMQP.Queue.DeclareOk fresh = channel.queueDeclare(queue, false, false, false, Map.of());
        Expect.equal("name in declare-ok", queue, fresh.getQueue());
        Expect.equal("message count of a fresh queue", 0, fresh.getMessageCount());
        Expect.equal("consumer count of a fresh queue", 0, fresh.getConsumerCount());
        for (String body : new String[] {"one", "two", "three"}) {
            lab.publish(channel, "", queue, body);
        }
        lab.awaitDepth(channel, queue, 3);
        GetResponse unacked = Expect.present("a message", channel.basicGet(queue, false));
        Expect.equal("messages left, said by get-ok", 2, unacked.getMessageCount());
        AMQP.Queue.DeclareOk again = channel.queueDeclare(queue, false, false, false, Map.of());
        Expect.equal("message count with 2 ready and 1 unacknowledged", 2, again.getMessageCount());
        Expect.equal("consumer count after a get", 0, again.getConsumerCount());
    }

    @Test
    @Rule("QUEUE-01")
    void declareOkCountsTheConsumersOfAllConnections(Lab lab) throws Exception {
        Channel here = lab.channel();
        Channel there = lab.channel();
        String queue = lab.queue(here);
        here.basicQos(1);
        lab.consume(here, queue, false);
        lab.consume(here, queue, true);
        lab.consume(there, queue, false);
        AMQP.Queue.DeclareOk found = here.queueDeclare(queue, false, false, false, Map.of());
        Expect.equal("consumer count, two here and one on another connection", 3, found.getConsumerCount());
    }

    @Test
    @Rule("QUEUE-02")
    void anEmptyNameGivesAServerNamedQueue(Lab lab) throws Exception {
        Channel channel = lab.channel();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            String name = channel.queueDeclare("", false, true, false, Map.of()).getQueue();
            Expect.that(
                    name.matches("amq\\.gen-[A-Za-z0-9_-]{22}"),
                    "a name of amq.gen- and 22 URL-safe characters",
                    () -> name);
            names.add(name);
        }
        Expect.equal("number of different names among 20", 20, names.size());
        String one = names.iterator().next();
        lab.publish(channel, "", one, "to a server-named queue");
        lab.awaitDepth(channel, one, 1);
    }

    @Test
    @Rule("QUEUE-03")
    void namesThatStartWithAmqAreReserved(Lab lab) {
        Connection connection = lab.connect();
        for (String name : new String[] {"amq.", "amq.mine", "amq.gen-mine"}) {
            Channel channel = lab.channel(connection);
            AMQP.Channel.Close close = Refusals.expect(
                    "queue.declare " + name,
                    403,
                    "50.10",
                    () -> channel.queueDeclare(name, false, true, false, Map.of()));
            lab.expectText("queue name '" + name + "' contains reserved prefix 'amq.*'", close.getReplyText());
        }
        Channel channel = lab.channel(connection);
        Expect.equal(
                "reply to a name that only resembles a reserved one",
                true,
                Refusals.closeAfter(() -> channel.queueDeclare("amqx" + lab.name("q"), false, true, false, Map.of()))
                        .isEmpty());
    }

    @Test
    @Rule("QUEUE-03")
    void aServerNamedQueueCanBeDeclaredAgainPassivelyOnly(Lab lab) throws Exception {
        Connection connection = lab.connect();
        Channel channel = lab.channel(connection);
        String name = channel.queueDeclare("", false, true, false, Map.of()).getQueue();
        Expect.equal("name", name, channel.queueDeclarePassive(name).getQueue());
        Refusals.expect(
                "an active declare of an existing server-named queue",
                403,
                "50.10",
                () -> channel.queueDeclare(name, false, true, false, Map.of()));
        Expect.equal("the queue after the refusal", 200, Refusals.codeOfQueue(connection, name));
    }

    @Test
    @Rule("QUEUE-23")
    void longUnicodeBlankAndSlashedNamesWork(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String base = lab.name("n");
        String longest = base + "x".repeat(255 - base.length());
        String longestInTwos = base + "x".repeat((255 - base.length()) % 2) + "é".repeat((255 - base.length()) / 2);
        for (String name : new String[] {
            longest, longestInTwos, base + " with blanks ", base + "/with/slashes", base + "日本-ü", base + "\t\"'\\%&?*#"
        }) {
            String declared =
                    channel.queueDeclare(name, false, true, false, Map.of()).getQueue();
            Expect.equal("name in declare-ok", name, declared);
            lab.publish(channel, "", name, "to " + name);
            Expect.equal("body", "to " + name, lab.get(channel, name));
        }
    }

    @Test
    @Rule({"QUEUE-23", "EXCH-15"})
    void carriageReturnsAndLineFeedsAreTakenOutOfANameAtDeclare(Lab lab) throws Exception {
        Channel channel = lab.channel();
        String name = lab.name("n");
        String declared = channel.queueDeclare("\r" + name + "\r\nend\n", false, true, false, Map.of())
                .getQueue();
        Expect.equal("name in declare-ok", name + "end", declared);
        Expect.equal(
                "name in declare-ok of a passive declare",
                name + "end",
                channel.queueDeclarePassive(name + "end").getQueue());
    }
}
