package dev.touchstone.reports.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run says about one rule of the book. In JSON the parts of the rule stand beside the others.
 *
 * @param rule the rule
 * @param cases ids of all cases of the book that judge it, whether they ran or not
 * @param verdict the worst verdict of those that ran; null where none did
 * @param waiver why there is no case; empty where there is one, or where nobody gave a reason
 */
@JsonIgnoreProperties(value = "status", allowGetters = true, ignoreUnknown = true)
public record RuleResult(
        @JsonUnwrapped RuleInfo rule,
        List<String> cases,
        @JsonInclude(Include.NON_NULL) @Nullable Verdict verdict,
        @JsonInclude(Include.NON_EMPTY) String waiver) {
    /** Where a rule stands. */
    public enum Status {
        /** At least one case ran. */
        JUDGED("judged"),
        /** It has cases; none of them ran. */
        NOT_RUN("not run"),
        /** It has no case, and a written reason. */
        WAIVED("waived"),
        /** It has neither. */
        UNCOVERED("uncovered");

        private final String label;

        Status(String label) {
            this.label = label;
        }

        /** Words for people. */
        public String label() {
            return label;
        }
    }

    public RuleResult {
        if (rule == null) {
            throw new IllegalArgumentException("A rule result has no rule");
        }
        cases = Texts.lines(cases);
        waiver = Texts.orEmpty(waiver);
    }

    /**
     * Judges a rule by those cases that name it.
     *
     * @param rule the rule
     * @param known ids of all cases of the book that name it
     * @param waiver why it has none, or empty
     * @param ran results of the run, of any rules
     */
    public static RuleResult judge(RuleInfo rule, List<String> known, String waiver, Collection<CaseResult> ran) {
        Verdict worst = ran.stream()
                .filter(result -> result.rules().contains(rule.id()))
                .map(CaseResult::verdict)
                .reduce(Verdict::worst)
                .orElse(null);
        return new RuleResult(rule, known, worst, waiver);
    }

    /** Where the rule stands. */
    @JsonProperty("status")
    public Status status() {
        if (verdict != null) {
            return Status.JUDGED;
        }
        if (!cases.isEmpty()) {
            return Status.NOT_RUN;
        }
        return waiver.isBlank() ? Status.UNCOVERED : Status.WAIVED;
    }
}
