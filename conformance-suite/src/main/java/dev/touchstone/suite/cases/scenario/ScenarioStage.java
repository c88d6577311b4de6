package dev.touchstone.suite.cases.scenario;

import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.script.Stage;
import dev.touchstone.suite.target.Capability;
import java.util.Optional;

/** Stages for cases: in a fresh virtual host where there may be one, else under names of the lab. */
final class ScenarioStage {
    private ScenarioStage() {}

    static Stage open(Lab lab) {
        if (lab.target().capabilities().contains(Capability.ADMIN)) {
            return new Stage(lab.freshVirtualHost(), lab.target().admin(), "", lab.patience());
        }
        return new Stage(lab.endpoint(), Optional.empty(), lab.name("s") + "-", lab.patience());
    }
}
