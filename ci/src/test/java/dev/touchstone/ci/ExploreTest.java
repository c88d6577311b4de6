package dev.touchstone.ci;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.chaos.planted.PlantedBug;
import dev.touchstone.chaos.planted.PlantedBugTarget;
import dev.touchstone.chaos.planted.PlantedBugs;
import dev.touchstone.ci.target.EmbeddedTarget;
import dev.touchstone.suite.model.Chooser;
import dev.touchstone.suite.model.Model;
import dev.touchstone.suite.model.Outcome;
import dev.touchstone.suite.scenario.Corpus;
import dev.touchstone.suite.scenario.Differ;
import dev.touchstone.suite.scenario.Discovery;
import dev.touchstone.suite.scenario.Divergence;
import dev.touchstone.suite.scenario.Explorer;
import dev.touchstone.suite.scenario.Stages;
import dev.touchstone.suite.script.Script;
import dev.touchstone.suite.script.ScriptPlayer;
import dev.touchstone.suite.script.Stage;
import dev.touchstone.suite.script.Step;
import dev.touchstone.suite.script.Verb;
import dev.touchstone.suite.target.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scenarios can fail: a bug that is planted is found, and what finds it is made small. */
class ExploreTest {
    private static Explorer explore(Target target, long tries, Supplier<Model> models) {
        try (Stages stages = new Stages(target)) {
            Explorer explorer = new Explorer(
                    stages,
                    new Explorer.Settings(
                            1, tries, 60, Duration.ofSeconds(60), 2, Duration.ofSeconds(10), Duration.ofSeconds(30)),
                    models,
                    found -> {});
            explorer.run();
            return explorer;
        }
    }

    @Test
    @Timeout(120)
    void ourBrokerDoesWhatTheModelSays() {
        try (EmbeddedTarget broker = new EmbeddedTarget()) {
            Explorer explorer = explore(broker, 60, Model::new);
            assertThat(explorer.discoveries())
                    .extracting(one -> one.script().print())
                    .isEmpty();
            assertThat(explorer.scenarios()).isEqualTo(60);
            assertThat(explorer.coverage().actions()).isGreaterThan(2000);
        }
    }

    @Timeout(120)
    @ParameterizedTest
    @ValueSource(strings = {"reject-never-requeues", "multiple-ack-settles-one", "prefetch-ignored"})
    void aWrongModelIsFoundOutAndShrunk(String mistake) {
        try (EmbeddedTarget broker = new EmbeddedTarget()) {
            Explorer explorer = explore(broker, 20, () -> new WrongModel(mistake));
            assertThat(explorer.discoveries()).isNotEmpty().anySatisfy(found -> {
                assertThat(found.script().lines()).hasSizeLessThanOrEqualTo(12);
                assertThat(found.failures()).isGreaterThanOrEqualTo(9);
            });
        }
    }

    /** A broker whose frames are changed on their way. */
    @Test
    @Timeout(120)
    void aBugOnTheWireIsFoundAndShrunk() {
        PlantedBug bug = PlantedBugs.all().stream()
                .filter(one -> one.id().contains("redelivered"))
                .findFirst()
                .orElseThrow();
        try (EmbeddedTarget broker = new EmbeddedTarget();
                Target buggy = PlantedBugTarget.of(broker, bug)) {
            List<Discovery> found = explore(buggy, 20, Model::new).discoveries();
            assertThat(found).isNotEmpty();
            assertThat(found.get(0).script().lines()).hasSizeLessThanOrEqualTo(12);
        }
    }

    @Test
    @Timeout(120)
    void theCorpusPlaysAsItSaysAndTwoOfOursDoNotDiffer() {
        try (EmbeddedTarget one = new EmbeddedTarget();
                EmbeddedTarget other = new EmbeddedTarget();
                Stages stages = new Stages(one);
                Stages others = new Stages(other);
                Stage stage = stages.open(Duration.ofSeconds(10));
                Stage otherStage = others.open(Duration.ofSeconds(10))) {
            ScriptPlayer player = new ScriptPlayer(stage);
            Corpus.scripts()
                    .forEach((name, script) ->
                            assertThat(player.play(script).failure()).as(name).isEmpty());
            Differ differ = new Differ(stage, otherStage);
            for (long seed = 1; seed <= 5; seed++) {
                assertThat(differ.compare(Differ.generate(seed, 40), Set.of())).isEmpty();
            }
        }
    }

    @Test
    @Timeout(60)
    void whereTwoBrokersDifferTheFirstStepIsShown() {
        PlantedBug bug = PlantedBugs.all().stream()
                .filter(one -> one.id().contains("redelivered"))
                .findFirst()
                .orElseThrow();
        Script script = Script.parse("""
                a connect
                a.1 open
                a.1 queue.declare q
                a.1 publish "" q m1
                a.1 get q -> got m1
                a.1 nack m1 requeue
                a.1 get q -> got m1 redelivered
                a.1 queue.purge q -> ok messages=0
                """);
        try (EmbeddedTarget one = new EmbeddedTarget();
                EmbeddedTarget other = new EmbeddedTarget();
                Target buggy = PlantedBugTarget.of(other, bug);
                Stages stages = new Stages(one);
                Stages others = new Stages(buggy);
                Stage stage = stages.open(Duration.ofSeconds(1));
                Stage otherStage = others.open(Duration.ofSeconds(1))) {
            Optional<Divergence> found = new Differ(stage, otherStage).compare(script, Set.of());
            assertThat(found).isPresent();
            assertThat(found.get().script().lines()).hasSize(7);
            assertThat(found.get().rule()).isEqualTo("CONS-11");
        }
    }

    /** Takes another step than it is given, so that it expects what a broker with that bug would do. */
    private static final class WrongModel extends Model {
        private final String mistake;

        WrongModel(String mistake) {
            this.mistake = mistake;
        }

        @Override
        public Outcome take(Step step, Chooser chooser) {
            return super.take(changed(step), chooser);
        }

        private Step changed(Step step) {
            return switch (mistake) {
                case "multiple-ack-settles-one" ->
                    step.verb() == Verb.ACK && !step.operand(0).equals("#0") ? step.without("multiple") : step;
                case "prefetch-ignored" ->
                    step.verb() == Verb.QOS && !step.options().containsKey("size")
                            ? step.withOperands(List.of("0"))
                            : step;
                default -> step.verb() == Verb.REJECT ? step.without("requeue") : step;
            };
        }
    }
}
