package dev.touchstone.ci.cli;

import dev.touchstone.ci.Touchstone;
import dev.touchstone.reports.model.CaseResult;
import dev.touchstone.reports.model.Level;
import dev.touchstone.reports.model.RuleInfo;
import dev.touchstone.reports.model.RunResult;
import dev.touchstone.reports.model.TargetInfo;
import dev.touchstone.suite.rulebook.Rule;
import dev.touchstone.suite.rulebook.RuleBook;
import dev.touchstone.suite.rulebook.RuleLevel;
import dev.touchstone.suite.rulebook.Waiver;
import dev.touchstone.suite.rulebook.Waivers;
import dev.touchstone.suite.run.CaseIndex;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts a certificate together: what was found, and beside it every rule of the book. */
final class Certificates {
    private final RuleBook book;
    private final Waivers waivers;
    private final CaseIndex index;

    Certificates(RuleBook book, CaseIndex index) {
        this.book = book;
        this.waivers = Waivers.standard(book);
        this.index = index;
    }

    /**
     * @param partial why not everything ran; empty where it did
     */
    RunResult assemble(TargetInfo target, Facts facts, List<CaseResult> results, Optional<String> partial) {
        RunResult.Builder result = RunResult.builder(target)
                .toolVersion(Touchstone.Version.current())
                .time(facts.started(), facts.millis())
                .profile(facts.profile())
                .seed(Long.toString(facts.seed()))
                .cases(results);
        partial.ifPresent(result::partial);
        Map<String, List<String>> cases = index.byRule();
        for (Rule rule : book) {
            String waiver = waivers.of(rule.id()).map(Waiver::missing).orElse("");
            result.rule(info(rule), cases.getOrDefault(rule.id(), List.of()), waiver);
        }
        return result.build();
    }

    /** When a run began, how long it took in milliseconds, under which profile and seed. */
    record Facts(Instant started, long millis, String profile, long seed) {}

    private static RuleInfo info(Rule rule) {
        return new RuleInfo(
                rule.id(),
                rule.area().id(),
                rule.areaTitle(),
                level(rule.level()),
                rule.behaviour(),
                rule.howToObserve(),
                rule.source(),
                "RabbitMQ 3.10.8: " + rule.verification().rabbitmq3().words() + "; RabbitMQ 4.0.5: "
                        + rule.verification().rabbitmq4().words());
    }

    private static Level level(RuleLevel level) {
        return switch (level) {
            case SPECIFICATION -> Level.AMQP_BINDING;
            case DOCUMENTATION, DERIVED -> Level.DOCUMENTED_BINDING;
            case IMPLEMENTATION -> Level.IMPLEMENTATION;
            case QUIRK -> Level.QUIRK;
        };
    }
}
