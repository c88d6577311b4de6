package dev.touchstone.ci.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.touchstone.suite.rulebook.Rule;
import dev.touchstone.suite.rulebook.RuleBook;
import dev.touchstone.suite.rulebook.Waiver;
import dev.touchstone.suite.rulebook.Waivers;
import dev.touchstone.suite.run.CaseIndex;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code touchstone list}: every rule with its cases. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists every rule of the rule book with the cases that judge it.")
public final class ListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "AREA", description = "Areas, such as TTL; default: all.")
    private List<String> areas = new ArrayList<>();

    @Option(names = "--json", description = "An array of objects: id, area, level, behaviour, cases, waiver.")
    private boolean json;

    @Option(names = "--uncovered", description = "Only rules that have no case.")
    private boolean uncovered;

    @Override
    public Integer call() throws JsonProcessingException {
        RuleBook book = RuleBook.standard();
        Waivers waivers = Waivers.standard(book);
        Map<String, List<String>> cases = CaseIndex.load().byRule();
        List<Rule> rules = new ArrayList<>();
        for (Rule rule : book) {
            boolean listed = areas.isEmpty()
                    || areas.stream()
                            .anyMatch(area -> area.equalsIgnoreCase(rule.area().id()));
            if (listed && !(uncovered && cases.containsKey(rule.id()))) {
                rules.add(rule);
            }
        }
        if (rules.isEmpty() && !areas.isEmpty() && !uncovered) {
            throw new UserError(
                    ExitCodes.USAGE,
                    "no area is called " + String.join(" or ", areas) + "; 'touchstone list' names them all");
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            printJson(out, rules, cases, waivers);
        } else {
            printTable(out, rules, cases, waivers);
        }
        return ExitCodes.OK;
    }

    private static void printJson(PrintWriter out, List<Rule> rules, Map<String, List<String>> cases, Waivers waivers)
            throws JsonProcessingException {
        List<Map<String, Object>> objects = new ArrayList<>();
        for (Rule rule : rules) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("id", rule.id());
            object.put("area", rule.area().id());
            object.put("level", rule.level().symbol());
            object.put("behaviour", rule.behaviour());
            object.put("source", rule.source());
            object.put("cases", cases.getOrDefault(rule.id(), List.of()));
            object.put("waiver", waivers.of(rule.id()).map(Waiver::missing).orElse(null));
            objects.add(object);
        }
        out.println(
                new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(objects));
    }

    private static void printTable(
            PrintWriter out, List<Rule> rules, Map<String, List<String>> cases, Waivers waivers) {
        String area = "";
        int covered = 0;
        for (Rule rule : rules) {
            if (!rule.area().id().equals(area)) {
                area = rule.area().id();
                out.printf("%n%s  %s%n", area, rule.areaTitle());
            }
            List<String> own = cases.getOrDefault(rule.id(), List.of());
            covered += own.isEmpty() ? 0 : 1;
            String state = !own.isEmpty()
                    ? own.size() + (own.size() == 1 ? " case" : " cases")
                    : waivers.of(rule.id())
                            .map(waiver -> "waived: " + waiver.missing())
                            .orElse("uncovered");
            out.printf(
                    Locale.ROOT,
                    "  %-16s %-2s  %-9s  %s%n",
                    rule.id(),
                    rule.level().symbol(),
                    state,
                    rule.behaviour());
        }
        out.printf("%n%d rules, %d with cases%n", rules.size(), covered);
    }
}
