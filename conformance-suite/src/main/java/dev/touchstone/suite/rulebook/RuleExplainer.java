package dev.touchstone.suite.rulebook;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Renders a rule as plain text for a terminal: the paraphrase, how to observe it, and level, source and verification in words. */
public final class RuleExplainer {
    private static final int NARROWEST = 40;
    private static final String TEXT_INDENT = "  ";
    private static final String LABEL_FORMAT = "%-10s";
    private static final String LABEL_INDENT = " ".repeat(10);

    private final int width;

    /**
     * An explainer for lines of this many characters; below 40 it uses 40. Words that are longer, such as addresses, are never broken.
     */
    public RuleExplainer(int width) {
        this.width = Math.max(width, NARROWEST);
    }

    /** The rule by itself, with a line feed at the end. */
    public String explain(Rule rule) {
        return explain(rule, List.of(), Optional.empty());
    }

    /**
     * The rule with the names of its cases and, where it is waived, the reason.
     *
     * @param cases names of the cases that judge the rule, in the words of the caller
     * @param waiver the written reason why there is none
     */
    public String explain(Rule rule, List<String> cases, Optional<Waiver> waiver) {
        List<String> lines = new ArrayList<>();
        lines.addAll(wrap(rule.id() + "  " + rule.areaTitle(), "", LABEL_INDENT));
        lines.add("");
        lines.addAll(wrap(rule.behaviour(), TEXT_INDENT, TEXT_INDENT));
        lines.add("");
        lines.add("How to observe");
        lines.addAll(wrap(rule.howToObserve(), TEXT_INDENT, TEXT_INDENT));
        lines.add("");
        labelled(lines, "Level", List.of(level(rule)));
        labelled(lines, "Source", SourceWords.of(rule.source()));
        labelled(lines, "Verified", List.of(verified(rule.verification())));
        labelled(lines, "Cases", cases);
        waiver.ifPresent(
                w -> labelled(lines, "Waived", List.of("missing: " + w.missing() + "; brought by: " + w.broughtBy())));
        List<String> legend = legend(rule.behaviour() + " " + rule.howToObserve());
        if (!legend.isEmpty()) {
            lines.add("");
            labelled(lines, "Reading", legend);
        }
        return String.join("\n", lines) + "\n";
    }

    private static String level(Rule rule) {
        String note = rule.provenance().levelNote();
        return rule.level().symbol() + ": " + rule.level().meaning() + (note.isEmpty() ? "" : " (" + note + ")");
    }

    private static String verified(Verification verification) {
        return "RabbitMQ 3.10.8: " + verification.rabbitmq3().words() + "; RabbitMQ 4.0.5: "
                + verification.rabbitmq4().words();
    }

    /** Explains the shorthand of the book, as far as this rule uses it. */
    private static List<String> legend(String text) {
        List<String> legend = new ArrayList<>();
        if (text.matches("(?s).*\\bCH [0-9]{3}.*")) {
            legend.add("CH n: the broker closes the channel with reply code n");
        }
        if (text.matches("(?s).*\\bCN [0-9]{3}.*")) {
            legend.add("CN n: the broker closes the connection with reply code n");
        }
        if (text.matches("(?s).*\\bEOF\\b.*")) {
            legend.add("EOF: the socket is closed, and no close method came");
        }
        return legend;
    }

    private void labelled(List<String> lines, String label, List<String> values) {
        String first = LABEL_FORMAT.formatted(label);
        for (String value : values) {
            lines.addAll(wrap(value, first, LABEL_INDENT));
            first = LABEL_INDENT;
        }
    }

    private List<String> wrap(String text, String firstIndent, String indent) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(firstIndent);
        boolean empty = true;
        for (String word : text.split(" ", -1)) {
            if (!empty && length(line) + 1 + length(word) > width) {
                lines.add(line.toString().stripTrailing());
                line = new StringBuilder(indent);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }

    /** Characters as a reader counts them, not UTF-16 units. */
    private static int length(CharSequence text) {
        return (int) text.codePoints().count();
    }
}
