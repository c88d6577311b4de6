package dev.touchstone.ci.cli;

import dev.touchstone.suite.rulebook.Rule;
import dev.touchstone.suite.rulebook.RuleBook;
import dev.touchstone.suite.rulebook.RuleExplainer;
import dev.touchstone.suite.rulebook.UnknownRuleException;
import dev.touchstone.suite.rulebook.Waivers;
import dev.touchstone.suite.run.CaseIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code touchstone explain RULE}. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description =
                "Explains a rule: what a broker must show, how it is observed, where it comes from, which cases judge it.")
public final class ExplainCommand implements Callable<Integer> {
    private static final int WIDTH = 100;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1..*", paramLabel = "RULE", description = "Rule ids, such as TTL-05.")
    private List<String> ids = new ArrayList<>();

    @Override
    public Integer call() {
        RuleBook book = RuleBook.standard();
        Waivers waivers = Waivers.standard(book);
        Map<String, List<String>> cases = CaseIndex.load().byRule();
        for (String id : ids) {
            Rule rule = find(book, id.toUpperCase(Locale.ROOT));
            spec.commandLine()
                    .getOut()
                    .println(new RuleExplainer(WIDTH)
                            .explain(rule, cases.getOrDefault(rule.id(), List.of()), waivers.of(rule.id())));
        }
        return ExitCodes.OK;
    }

    private static Rule find(RuleBook book, String id) {
        try {
            return book.rule(id);
        } catch (UnknownRuleException e) {
            throw new UserError(
                    ExitCodes.USAGE,
                    "no rule is called " + id + "; the nearest are " + String.join(", ", e.nearest())
                            + "; 'touchstone list' names them all",
                    e);
        }
    }
}
