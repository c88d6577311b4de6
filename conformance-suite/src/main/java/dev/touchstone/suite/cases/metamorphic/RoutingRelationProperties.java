package dev.touchstone.suite.cases.metamorphic;

import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.RoutingBench;
import dev.touchstone.suite.rule.Needs;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.run.LabHook;
import dev.touchstone.suite.target.Capability;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/** What must make no difference to where messages go. */
@AddLifecycleHook(LabHook.class)
class RoutingRelationProperties {
    /** Something that is done beside a scenario and concerns none of its messages. */
    enum Noise {
        ANOTHER_QUEUE,
        A_BINDING_TWICE,
        A_BINDING_THAT_IS_TAKEN_BACK,
        AN_EXCHANGE_WITHOUT_QUEUES
    }

    /** Words for the words of a scenario, and an end for the names of queues and of the exchange. */
    record Names(List<String> words, String end) {
        String key(String key) {
            return key.replace("a", words.get(0)).replace("b", words.get(1)).replace("A", words.get(2));
        }
    }

    @Property(tries = 15)
    @Rule({"EXCH-DIRECT-01", "QUEUE-23"})
    void otherNamesForEverythingMakeNoDifference(
            @ForAll("types") String type,
            @ForAll("scenarios") Scenario scenario,
            @ForAll("names") Names names,
            RoutingBench bench,
            Lab lab)
            throws IOException {
        List<String> queues = new ArrayList<>();
        for (int i = 0; i < Scenario.QUEUES; i++) {
            queues.add(bench.channel()
                    .queueDeclare(lab.name(names.end), false, true, false, Map.of())
                    .getQueue());
        }
        String exchange = lab.name(names.end);
        bench.channel().exchangeDeclareNoWait(exchange, type, false, false, false, Map.of());
        Scenario renamed = scenario.renamed(names::key);
        List<List<String>> plain = Stage.of(bench, type).bind(scenario).play(scenario);
        List<List<String>> other =
                new Stage(bench, exchange, queues).bind(renamed).play(renamed);
        Expect.equal("messages by queue under the names " + queues, plain, other);
        for (String queue : queues) {
            bench.channel().queueDeleteNoWait(queue, false, false);
        }
    }

    @Property(tries = 15)
    @Rule({"BIND-01", "BIND-03", "EXCH-DIRECT-02"})
    void queuesAndBindingsBesideMakeNoDifference(
            @ForAll("types") String type,
            @ForAll("scenarios") Scenario scenario,
            @ForAll("noises") List<Noise> noises,
            @ForAll("keys") String key,
            RoutingBench bench)
            throws IOException {
        List<List<String>> plain = Stage.of(bench, type).bind(scenario).play(scenario);
        Stage stage = Stage.of(bench, type);
        List<String> made = new ArrayList<>();
        for (Noise noise : noises) {
            make(noise, stage, scenario, key, bench, made);
        }
        stage.bind(scenario);
        Expect.equal("messages by queue beside " + noises + " with " + key, plain, stage.play(scenario));
        for (String exchange : made) {
            bench.channel().exchangeDeleteNoWait(exchange, false);
        }
        bench.drain(bench.spareQueue(Scenario.QUEUES));
    }

    private static void make(
            Noise noise, Stage stage, Scenario scenario, String key, RoutingBench bench, List<String> made)
            throws IOException {
        switch (noise) {
            case ANOTHER_QUEUE ->
                bench.channel().queueBindNoWait(bench.spareQueue(Scenario.QUEUES), stage.exchange(), key, Map.of());
            case A_BINDING_TWICE -> stage.bind(scenario);
            case A_BINDING_THAT_IS_TAKEN_BACK -> {
                stage.bind(0, key);
                bench.channel().queueUnbind(stage.queue(0), stage.exchange(), key);
            }
            case AN_EXCHANGE_WITHOUT_QUEUES -> {
                String empty = bench.exchangeAtOnce("fanout");
                bench.channel().exchangeBindNoWait(empty, stage.exchange(), key, Map.of());
                made.add(empty);
            }
        }
    }

    @Property(tries = 15)
    @Rule({"TOPIC-01", "EXCH-DIRECT-01"})
    void aTopicExchangeWithoutWildcardsIsADirectExchange(@ForAll("scenarios") Scenario scenario, RoutingBench bench)
            throws IOException {
        List<List<String>> direct = Stage.of(bench, "direct").bind(scenario).play(scenario);
        List<List<String>> topic = Stage.of(bench, "topic").bind(scenario).play(scenario);
        Expect.equal("messages by queue behind the topic exchange", direct, topic);
    }

    /** A binding with {@code #}, and one whose arguments ask for nothing. */
    @Property(tries = 15)
    @Rule({"EXCH-FANOUT-01", "TOPIC-02", "HDR-06"})
    void aBindingThatTakesEverythingIsThatOfAFanout(@ForAll("scenarios") Scenario scenario, RoutingBench bench)
            throws IOException {
        Scenario open = scenario.renamed(key -> "#");
        List<List<String>> fanout = Stage.of(bench, "fanout").bind(scenario).play(scenario);
        List<List<String>> topic = Stage.of(bench, "topic").bind(open).play(scenario);
        Expect.equal("messages by queue behind the topic exchange", fanout, topic);
        List<List<String>> headers = Stage.of(bench, "headers").bind(scenario).play(scenario);
        Expect.equal("messages by queue behind the headers exchange", fanout, headers);
    }

    @Property(tries = 15)
    @Rule({"AE-01", "AE-02", "RETURN-01"})
    @Needs(Capability.ALTERNATE_EXCHANGE)
    void anAlternateExchangeGetsWhatElseWouldBeReturned(
            @ForAll("types") String type, @ForAll("scenarios") Scenario scenario, RoutingBench bench, Lab lab)
            throws IOException {
        Stage plain = Stage.of(bench, type).bind(scenario);
        List<String> returned = new ArrayList<>();
        for (String key : scenario.keys()) {
            if (!bench.publish(plain.exchange(), key)) {
                returned.add(key);
            }
        }
        plain.clear();
        String spare = bench.spareQueue(Scenario.QUEUES);
        String alternate = bench.exchangeAtOnce("fanout");
        bench.channel().queueBindNoWait(spare, alternate, "", Map.of());
        String exchange = lab.name(type);
        bench.channel()
                .exchangeDeclareNoWait(exchange, type, false, false, false, Map.of("alternate-exchange", alternate));
        List<String> queues = new ArrayList<>();
        for (int i = 0; i < Scenario.QUEUES; i++) {
            bench.drain(bench.spareQueue(i));
            queues.add(bench.spareQueue(i));
        }
        Stage withAlternate = new Stage(bench, exchange, queues).bind(scenario);
        bench.publishAll(exchange, scenario.keys());
        Expect.equal("keys of what the alternate exchange got", returned, bench.drain(spare));
        withAlternate.clear();
        bench.channel().exchangeDeleteNoWait(alternate, false);
        for (String queue : queues) {
            bench.drain(queue);
        }
    }

    @Provide
    Arbitrary<String> types() {
        return Arbitraries.of("direct", "topic");
    }

    @Provide
    Arbitrary<Scenario> scenarios() {
        return Scenario.any();
    }

    @Provide
    Arbitrary<String> keys() {
        return Scenario.anyKey().map(key -> "other." + key);
    }

    @Provide
    Arbitrary<List<Noise>> noises() {
        return Arbitraries.of(Noise.class).list().ofMinSize(1).ofMaxSize(4);
    }

    @Provide
    Arbitrary<Names> names() {
        Arbitrary<List<String>> words = Arbitraries.of("x", "é日", "word", "0", "-_:", "😀", "with space", "X")
                .list()
                .uniqueElements()
                .ofSize(3);
        return Combinators.combine(words, Arbitraries.of("q", "with space", "日本", "é/ö", "a".repeat(150), "#", "*.*"))
                .as(Names::new);
    }
}
