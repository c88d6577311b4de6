package dev.touchstone.suite.cases.scenario;

import dev.touchstone.suite.lab.Finding;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.rule.Conformance;
import dev.touchstone.suite.rule.Rule;
import dev.touchstone.suite.scenario.Corpus;
import dev.touchstone.suite.script.ScriptPlayer;
import dev.touchstone.suite.script.Stage;
import org.junit.jupiter.api.Test;

/** The scripts that once showed something. */
@Conformance
class CorpusCases {
    @Test
    @Rule({"CHAN-16", "QUEUE-01", "TX-04", "DLX-14", "LEN-09"})
    void theScriptsOfTheCorpusPlayAsTheySay(Lab lab) {
        try (Stage stage = ScenarioStage.open(lab)) {
            ScriptPlayer player = new ScriptPlayer(stage);
            Corpus.scripts()
                    .forEach((name, script) -> player.play(script).failure().ifPresent(failure -> {
                        throw new Finding(
                                failure.mismatch().expected(),
                                failure.mismatch().came() + "; script " + name + ", line "
                                        + failure.line().number() + ": "
                                        + failure.line().step());
                    }));
        }
    }
}
