package dev.touchstone.suite.cases.scenario;

import dev.touchstone.suite.lab.Finding;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.model.Model;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.run.LabHook;
import dev.touchstone.suite.scenario.Coverage;
import dev.touchstone.suite.scenario.Duel;
import dev.touchstone.suite.scenario.Generator;
import dev.touchstone.suite.scenario.Result;
import dev.touchstone.suite.script.Script;
import dev.touchstone.suite.script.Stage;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.Lifespan;
import net.jqwik.api.lifecycle.Store;

/** Generated scenarios against the model. {@code touchstone explore} does the same at length and makes failures small. */
@AddLifecycleHook(LabHook.class)
class ScenarioProperties {
    private static final int STEPS = 40;

    /** The stage of all tries; jqwik closes it when the property is over. */
    private record Kept(Stage stage) implements Store.CloseOnReset {
        @Override
        public void close() {
            stage.close();
        }
    }

    @Property(shrinking = ShrinkingMode.OFF)
    @Rule({"CHAN-16", "PUB-08", "ACK-07", "CONS-11", "FRAME-20"})
    void scenariosGoAsTheModelSays(@ForAll("seeds") long seed, Lab lab) {
        Stage stage = Store.getOrCreate("stage", Lifespan.PROPERTY, () -> new Kept(ScenarioStage.open(lab)))
                .get()
                .stage();
        Result result = new Duel(stage, new Model(), new Coverage()).play(new Generator(seed, STEPS, false));
        result.mismatch().ifPresent(mismatch -> {
            String script = new Script(List.of(), result.lines()).print();
            throw new Finding(
                    mismatch.expected(),
                    mismatch.came() + "; scenario 'touchstone explore --seed " + seed + " --tries 1 --steps " + STEPS
                            + "':\n" + script);
        });
    }

    @Provide
    Arbitrary<Long> seeds() {
        return Arbitraries.longs().between(1, 1L << 40).withoutEdgeCases();
    }
}
