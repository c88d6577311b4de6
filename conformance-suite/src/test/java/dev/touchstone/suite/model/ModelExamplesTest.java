package dev.touchstone.suite.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.suite.scenario.Corpus;
import dev.touchstone.suite.script.Event;
import dev.touchstone.suite.script.Line;
import dev.touchstone.suite.script.Script;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The model against examples by hand, written as scripts. */
class ModelExamplesTest {
    private static void plays(String script) {
        plays(onAChannel(script));
    }

    private static Script onAChannel(String script) {
        return Script.parse("a connect\na.1 open\n" + script);
    }

    /** What the model says of the last step; what it says of those before does not matter. */
    private static Outcome last(String script) {
        Model model = new Model();
        List<Outcome> all = onAChannel(script).lines().stream()
                .map(line -> model.takeAll(line.step(), Chooser.FIRST))
                .toList();
        return all.get(all.size() - 1);
    }

    private static void plays(Script script) {
        Model model = new Model();
        for (Line line : script.lines()) {
            Outcome outcome = model.takeAll(line.step(), Chooser.FIRST);
            List<Event> left = new ArrayList<>(outcome.events());
            for (Event expected : line.expected()) {
                Event first = left.stream().filter(expected::allows).findFirst().orElse(null);
                assertThat(first).as("%s in %s", expected, outcome.events()).isNotNull();
                left.remove(first);
            }
            assertThat(left).as("more than %s", line).isEmpty();
        }
    }

    /** They were found on real brokers, or proven there. */
    @TestFactory
    Stream<DynamicTest> theModelSaysWhatTheScriptsOfTheCorpusSay() {
        return Corpus.scripts().entrySet().stream()
                .map(script -> DynamicTest.dynamicTest(script.getKey(), () -> plays(script.getValue())));
    }

    @Test
    void messagesComeInOrderAndReturnToTheirPlaces() {
        plays("""
                a.1 queue.declare q -> ok messages=0 consumers=0
                a.1 publish "" q m1
                a.1 publish "" q m2
                a.1 publish "" q m3
                a.1 get q -> got m1 left=2
                a.1 get q -> got m2 left=1
                a.1 nack m2 multiple requeue
                a.1 get q -> got m1 redelivered left=2
                a.1 consume q c1 -> ok; deliver c1 m2 redelivered; deliver c1 m3
                a.1 ack m3 multiple
                a.1 ack m1 -> closed 406 basic.ack
                """);
    }

    /** Found by a scenario: of two deliveries of a message only the second one was outstanding, and got the tag of the first. */
    @Test
    void tagsAreThoseOfDeliveriesThatAreOutstanding() {
        Model model = new Model();
        List<Line> lines = Script.parse("""
                a connect
                a.1 open
                a.1 queue.declare q
                a.1 queue.declare other
                a.1 publish "" q m1 bcc=[other]
                a.1 get other no-ack
                a.1 get q
                a.1 ack m1
                """).lines();
        lines.subList(0, lines.size() - 1).forEach(line -> model.takeAll(line.step(), Chooser.FIRST));

        model.retag("a.1", List.of(new Tagged("", "m1", 1), new Tagged("", "m1", 2)));

        Line ack = lines.get(lines.size() - 1);
        assertThat(model.takeAll(ack.step(), Chooser.FIRST).events()).isEmpty();
    }

    /** Seen on 3.10.8: it is still there after its time, as long as nothing else makes the queue look. */
    @Test
    void whenAMessageExpiresThatOvertookIsNotKnown() {
        Outcome last = last("""
                a.1 queue.declare q x-max-priority=1
                a.1 publish "" q m1 expiration="600000"
                a.1 publish "" q m2 priority=1 expiration="800"
                wait 1100ms
                """);

        assertThat(last.race()).isTrue();
    }

    /** Seen on 3.10.8: the delivery of the queue that is gone has the number of one of the other, which is requeued twice. */
    @Test
    void whatARecoveryDoesToTheNamesakeOfAQueueThatIsGoneIsNotKnown() {
        Outcome last = last("""
                a.1 queue.declare q
                a.1 consume q c1
                a.1 publish "" q m1
                a.1 queue.delete q
                a.1 queue.declare q
                a.1 publish "" q m2
                a.1 consume q c2
                a.1 recover requeue
                """);

        assertThat(last.race()).isTrue();
    }

    @Test
    void whetherALetterOvertakesWhatExpiresInTheSameMomentIsNotKnown() {
        Outcome last = last("""
                a.1 queue.declare q1 x-message-ttl=800 x-dead-letter-exchange="" x-dead-letter-routing-key=q2
                a.1 queue.declare q2 x-max-priority=5
                a.1 publish "" q2 m1 expiration="800"
                a.1 publish "" q1 m2 priority=1
                wait 1100ms
                """);

        assertThat(last.race()).isTrue();
    }

    /** A queue of RabbitMQ looks for the way of a letter by itself: a binding that is made just then may still catch it. */
    @Test
    void aLetterThatGoesNowhereRipplesToo() {
        Outcome last = last("""
                a.1 queue.declare q x-dead-letter-exchange=amq.fanout
                a.1 consume q c1
                a.1 publish "" q m1
                a.1 reject m1
                """);

        assertThat(last.ripple()).isTrue();
    }

    /** Seen on 3.10.8: it settles consumer by consumer, so that the first one has room alone and takes what waits. */
    @Test
    void whoGetsTheNextAfterOneAckForConsumersOfTwoPrioritiesIsNotKnown() {
        Outcome last = last("""
                a.1 queue.declare q
                a.1 qos 1
                a.1 consume q c1
                a.1 consume q c2 x-priority=5
                a.1 publish "" q m1
                a.1 publish "" q m2
                a.1 publish "" q m3
                a.1 ack m2 multiple
                """);

        assertThat(last.race()).isTrue();
    }

    @Test
    void prefetchHoldsBackAndEachSettlementLetsThrough() {
        plays("""
                a.1 queue.declare q
                a.1 qos 1
                a.1 consume q c1
                a.1 publish "" q m1 -> deliver c1 m1
                a.1 publish "" q m2
                a.1 publish "" q m3
                a.1 reject m1 requeue -> deliver c1 m1 redelivered
                a.1 ack m1 -> deliver c1 m2
                a.1 close
                a.1 open
                a.1 get q no-ack -> got m2 redelivered left=1
                """);
    }

    @Test
    void aFullQueueDropsItsHeadOrRefuses() {
        plays("""
                a.1 confirm.select
                a.1 queue.declare q2
                a.1 queue.declare q x-max-length=1 x-dead-letter-exchange="" x-dead-letter-routing-key=q2
                a.1 publish "" q m1 -> confirmed m1
                a.1 publish "" q m2 -> confirmed m2
                a.1 get q2 no-ack -> got m1 left=0 exchange="" key=q2 death=[q/maxlen/1]
                a.1 queue.declare q3 x-max-length=1 x-overflow=reject-publish
                a.1 publish "" q3 m3 -> confirmed m3
                a.1 publish "" q3 m4 mandatory -> refused m4
                a.1 publish "" nowhere m5 mandatory -> return 312 m5; confirmed m5
                """);
    }

    @Test
    void deadLettersCountAndAutomaticCyclesEnd() {
        plays("""
                a.1 queue.declare q x-dead-letter-exchange="" x-dead-letter-routing-key=q
                a.1 publish "" q m1
                a.1 get q -> got m1
                a.1 reject m1
                a.1 get q -> got m1 death=[q/rejected/1]
                a.1 reject m1
                a.1 get q no-ack -> got m1 death=[q/rejected/2]
                a.1 queue.declare t x-dead-letter-exchange="" x-dead-letter-routing-key=t
                a.1 publish "" t m2 expiration="100"
                wait 200ms
                a.1 get t -> empty
                """);
    }

    @Test
    void onlyTheHeadExpires() {
        plays("""
                a.1 queue.declare q
                a.1 publish "" q m1
                a.1 publish "" q m2 expiration="100"
                wait 500ms
                a.1 queue.declare q passive -> ok messages=2
                a.1 get q no-ack -> got m1 left=0
                a.1 queue.declare q passive -> ok messages=0
                a.1 publish "" q m3 expiration="0"
                a.1 get q -> empty
                a.1 consume q c1 no-ack
                a.1 publish "" q m4 expiration="0" -> deliver c1 m4
                """);
    }

    @Test
    void prioritiesAndLengthLimits() {
        plays("""
                a.1 queue.declare q x-max-priority=5
                a.1 publish "" q m1
                a.1 publish "" q m2 priority=9
                a.1 publish "" q m3 priority=5
                a.1 get q -> got m2
                a.1 nack m2 requeue
                a.1 get q no-ack -> got m2 redelivered
                a.1 get q no-ack -> got m3
                a.1 get q no-ack -> got m1
                """);
    }

    @Test
    void transactionsHoldBackPublishesAndSettlements() {
        plays("""
                a.1 queue.declare q
                a.1 tx.select
                a.1 publish "" q m1
                a.1 get q -> empty
                a.1 tx.commit
                a.1 get q -> got m1
                a.1 ack m1
                a.1 ack m1 -> closed 406 basic.ack
                a.1 open
                a.1 tx.commit -> closed 406 tx.commit
                a.1 open
                a.1 get q -> got m1 redelivered
                """);
    }

    @Test
    void exchangesRouteByTheirTypes() {
        plays("""
                a.1 queue.declare q
                a.1 exchange.declare t topic alternate-exchange=amq.fanout
                a.1 exchange.declare h headers
                a.1 queue.bind q t a.#
                a.1 queue.bind q h "" x-match=any h1=1 h2=two
                a.1 publish t b m1
                a.1 publish t a m2
                a.1 publish h k m3 headers={h2=two}
                a.1 publish h k m4 headers={h2=three}
                a.1 exchange.bind h amq.fanout k
                a.1 publish t b m5 headers={h1=1}
                a.1 publish nope k m6 -> closed 404 basic.publish
                a.1 open
                a.1 consume q c1 no-ack -> ok; deliver c1 m2; deliver c1 m3; deliver c1 m5
                """);
    }

    @Test
    void queuesGoWithTheirOwnersAndConsumers() {
        plays("""
                b connect
                b.1 open
                a.1 queue.declare x exclusive
                a.1 queue.declare y auto-delete
                b.1 get x -> closed 405 basic.get
                b.1 open
                b.1 consume y c1
                a.1 queue.delete y -> ok messages=0; b.1 cancelled c1
                a.1 queue.declare y auto-delete
                b.1 consume y c1
                b disconnect
                a.1 queue.declare y passive -> closed 404 queue.declare
                a disconnect
                """);
    }

    @Test
    void hardErrorsCloseTheConnection() {
        plays("""
                a.2 get q -> a connection-closed 504 basic.get
                a connect
                a.1 open
                a.1 open -> a connection-closed 504 channel.open
                a connect
                a.1 open
                a.1 recover -> a connection-closed 540 basic.recover
                """);
    }
}
