package dev.touchstone.suite.cases.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import dev.touchstone.suite.lab.Expect;
import dev.touchstone.suite.lab.Finding;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.ManagementBench;
import dev.touchstone.suite.target.NodeControl.Outcome;
import java.util.Arrays;
import java.util.List;

/** The command line tools of a node, each call with the exit code that it must end with. */
final class Tools {
    private final Lab lab;

    private Tools(Lab lab) {
        this.lab = lab;
    }

    static Tools of(Lab lab) {
        return new Tools(lab);
    }

    /** Expects that rabbitmqctl ends with 0; returns what it printed. */
    String ctl(String... words) {
        return expect(0, "rabbitmqctl", words);
    }

    /** Expects that rabbitmqctl ends with that code. */
    String ctl(int exit, String... words) {
        return expect(exit, "rabbitmqctl", words);
    }

    /** Expects that a tool ends with that code; returns what it printed. */
    String expect(int exit, String tool, String... words) {
        Outcome outcome = lab.node().run(tool, words);
        String command = tool + " " + String.join(" ", words);
        if (outcome.exit() != exit) {
            throw new Finding("exit code " + exit + " of " + command, outcome.exit() + ": " + outcome.output());
        }
        return outcome.output();
    }

    /** Rows of a listing without header, columns apart by tabs. */
    List<List<String>> rows(String... words) {
        String text = ctl(words);
        return text.isEmpty()
                ? List.of()
                : text.lines().map(line -> Arrays.asList(line.split("\t", -1))).toList();
    }

    /** A listing as JSON. */
    JsonNode json(String... words) {
        return ManagementBench.parseJson(ctl(words));
    }

    /** Expects that output holds a part, where texts are pinned. */
    void expectPart(String part, String output) {
        lab.expectText(part, output);
    }

    /** Expects that a list holds a row that begins with these columns. */
    static void expectRow(List<List<String>> rows, String... columns) {
        List<String> wanted = List.of(columns);
        Expect.that(
                rows.stream()
                        .anyMatch(row -> row.size() >= wanted.size()
                                && row.subList(0, wanted.size()).equals(wanted)),
                "a row " + wanted,
                rows::toString);
    }
}
