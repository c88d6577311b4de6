package dev.touchstone.suite.cases.perm;

import static dev.touchstone.suite.cases.perm.Guarded.only;
import static dev.touchstone.suite.cases.perm.Guarded.p;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import dev.touchstone.suite.lab.Handshake;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.target.Capability;
import dev.touchstone.suite.target.TargetAdmin.Permissions;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which method needs which permission on which object: exactly these suffice, and without any of them it is refused. */
@Conformance
@Needs(Capability.ADMIN)
class MethodPermissionCases {
    private static final String NONE = "";

    @Test
    @Rule("PERM-02")
    void threeEmptyExpressionsStillLetTheUserIn(Lab lab) {
        lab.dial().open(Handshake.of(lab.user(Permissions.NONE))).openChannel(1).barrier(1);
    }

    @Test
    @Rule("PERM-03")
    void declaringAQueueNeedsConfigureAlsoIfItExists(Lab lab) throws Exception {
        Guarded guarded = Guarded.in(lab);
        String existing = lab.queue(lab.channel());
        for (String queue : new String[] {existing, lab.name("new")}) {
            Guarded.Act declare = channel -> channel.queueDeclare(queue, false, false, false, Map.of());
            guarded.refuses("queue.declare", "50.10", "queue '" + queue + "'", p(NONE, ".*", ".*"), declare);
            guarded.allows("queue.declare", only(queue), NONE, NONE, declare);
        }
    }

    @Test
    @Rule("PERM-03")
    @Needs({Capability.ADMIN, Capability.DEAD_LETTERING})
    void aDeadLetterExchangeNeedsReadOnTheNewQueueAndWriteOnTheExchange(Lab lab) {
        Guarded guarded = Guarded.in(lab);
        String queue = lab.name("q");
        String configure = only(queue);
        Guarded.Act declare = channel ->
                channel.queueDeclare(queue, false, false, false, Map.of("x-dead-letter-exchange", "amq.fanout"));
        guarded.refuses("declare", "50.10", "queue '" + queue + "'", p(configure, only("amq.fanout"), NONE), declare);
        guarded.refuses("declare", "50.10", "exchange 'amq.fanout'", p(configure, NONE, only(queue)), declare);
        guarded.allows("a declare with a dead-letter exchange", configure, only("amq.fanout"), only(queue), declare);
        guarded.allows("the same once more", configure, NONE, NONE, declare);
    }

    @Test
    @Rule("PERM-04")
    void passiveDeclaresNeedNoPermission(Lab lab) throws Exception {
        Guarded guarded = Guarded.in(lab);
        String queue = lab.queue(lab.channel());
        guarded.allows("a passive queue.declare", NONE, NONE, NONE, channel -> channel.queueDeclarePassive(queue));
        guarded.allows(
                "a passive exchange.declare", NONE, NONE, NONE, channel -> channel.exchangeDeclarePassive("amq.topic"));
    }

    @Test
    @Rule("PERM-05")
    void deletingNeedsConfigure(Lab lab) throws Exception {
        Guarded guarded = Guarded.in(lab);
        Channel owner = lab.channel();
        String queue = lab.queue(owner);
        String exchange = lab.exchange(owner, "direct");
        guarded.refuses(
                "queue.delete", "50.40", "queue '" + queue + "'", p(NONE, ".*", ".*"), c -> c.queueDelete(queue));
        guarded.refuses(
                "exchange.delete",
                "40.20",
                "exchange '" + exchange + "'",
                p(NONE, ".*", ".*"),
                c -> c.exchangeDelete(exchange));
        guarded.allows("queue.delete", only(queue), NONE, NONE, c -> c.queueDelete(queue));
        guarded.allows("exchange.delete", only(exchange), NONE, NONE, c -> c.exchangeDelete(exchange));
    }

    @Test
    @Rule("PERM-06")
    void declaringAnExchangeNeedsConfigure(Lab lab) {
        Guarded guarded = Guarded.in(lab);
        String exchange = lab.name("x");
        Guarded.Act declare = channel -> channel.exchangeDeclare(exchange, "direct");
        guarded.refuses("exchange.declare", "40.10", "exchange '" + exchange + "'", p(NONE, ".*", ".*"), declare);
        guarded.allows("exchange.declare", only(exchange), NONE, NONE, declare);
    }

    @Test
    @Rule("PERM-06")
    @Needs({Capability.ADMIN, Capability.ALTERNATE_EXCHANGE})
    void anAlternateExchangeNeedsReadOnTheNewOneAndWriteOnTheAlternate(Lab lab) {
        Guarded guarded = Guarded.in(lab);
        String name = lab.name("x");
        String configure = only(name);
        Guarded.Act declare = channel ->
                channel.exchangeDeclare(name, "direct", false, false, Map.of("alternate-exchange", "amq.fanout"));
        guarded.refuses("declare", "40.10", "exchange '" + name + "'", p(configure, only("amq.fanout"), NONE), declare);
        guarded.refuses("declare", "40.10", "exchange 'amq.fanout'", p(configure, NONE, only(name)), declare);
        guarded.allows("a declare with an alternate", configure, only("amq.fanout"), only(name), declare);
    }

    @Test
    @Rule("PERM-07")
    void bindingAQueueNeedsWriteOnItAndThenReadOnTheExchange(Lab lab) throws Exception {
        Guarded guarded = Guarded.in(lab);
        String queue = lab.queue(lab.channel());
        Map<String, Guarded.Act> acts = Map.of(
                "50.20", channel -> channel.queueBind(queue, "amq.direct", "k"),
                "50.50", channel -> channel.queueUnbind(queue, "amq.direct", "k"));
        acts.forEach((method, act) -> {
            guarded.refuses("bind", method, "queue '" + queue + "'", p(".*", NONE, NONE), act);
            guarded.refuses("bind", method, "queue '" + queue + "'", p(".*", NONE, ".*"), act);
            guarded.refuses("bind", method, "exchange 'amq.direct'", p(".*", ".*", NONE), act);
            guarded.allows("method " + method, NONE, only(queue), only("amq.direct"), act);
        });
    }

    @Test
    @Rule("PERM-08")
    void bindingAnExchangeNeedsWriteOnTheDestinationAndReadOnTheSource(Lab lab) throws Exception {
        Guarded guarded = Guarded.in(lab);
        String destination = lab.exchange(lab.channel(), "fanout");
        Map<String, Guarded.Act> acts = Map.of(
                "40.30", channel -> channel.exchangeBind(destination, "amq.direct", "k"),
                "40.40", channel -> channel.exchangeUnbind(destination, "amq.direct", "k"));
        acts.forEach((method, act) -> {
            guarded.refuses("bind", method, "exchange '" + destination + "'", p(".*", NONE, ".*"), act);
            guarded.refuses("bind", method, "exchange 'amq.direct'", p(".*", ".*", NONE), act);
            guarded.allows("method " + method, NONE, only(destination), only("amq.direct"), act);
        });
    }

    @Test
    @Rule("PERM-09")
    void publishingNeedsWriteOnTheExchange(Lab lab) {
        Guarded guarded = Guarded.in(lab);
        Guarded.Act publish = channel -> {
            channel.basicPublish("amq.direct", "k", new AMQP.BasicProperties(), new byte[0]);
            channel.basicQos(1);
        };
        guarded.refuses("basic.publish", "60.40", "exchange 'amq.direct'", p(".*", only("amq.fanout"), ".*"), publish);
        guarded.allows("basic.publish", NONE, only("amq.direct"), NONE, publish);
    }

    @Test
    @Rule("PERM-10")
    void gettingConsumingAndPurgingNeedReadOnTheQueue(Lab lab) throws Exception {
        Guarded guarded = Guarded.in(lab);
        String queue = lab.queue(lab.channel());
        Map<String, Guarded.Act> acts = Map.of(
                "60.70", channel -> channel.basicGet(queue, true),
                "60.20", channel -> lab.consume(channel, queue, true),
                "50.30", channel -> channel.queuePurge(queue));
        acts.forEach((method, act) -> {
            guarded.refuses("reading", method, "queue '" + queue + "'", p(".*", ".*", only("other")), act);
            guarded.allows("method " + method, NONE, NONE, only(queue), act);
        });
    }

    @Test
    @Rule("PERM-11")
    void serverNamedQueuesAreCheckedWithTheirGeneratedName(Lab lab) {
        Guarded guarded = Guarded.in(lab);
        Guarded.Act declare = channel -> channel.queueDeclare();
        guarded.allows("a declare without a name", "^amq\\.gen", NONE, NONE, declare);
        guarded.refuses("a declare without a name", "50.10", "queue 'amq.gen", p("^$", ".*", ".*"), declare);
    }
}
