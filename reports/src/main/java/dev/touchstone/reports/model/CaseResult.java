package dev.touchstone.reports.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What one case found. Make one with {@link #builder(String, String)}.
 *
 * @param id stable and unique in a run, for example {@code QUEUE-08/passiveDeclareOfAMissingQueueIs404}
 * @param rule the first rule that the case judges
 * @param rules all rules that the case judges, the first one included
 * @param title a sentence: the behaviour
 * @param verdict the verdict
 * @param millis how long the case took, in milliseconds, 0 or more
 * @param expected every acceptable outcome, one per entry
 * @param actual what came instead; empty where the expectation was met
 * @param detail why: reason of an UNSUPPORTED or INCONCLUSIVE, stack trace of an ERROR, value of an INFO
 * @param connectionEnd the second verdict
 * @param deviationReason the profile's reason, for DEVIATION and UNEXPECTED_PASS
 * @param seed seed that repeats a generated case; empty where nothing was generated
 * @param transcript the decoded wire, one frame per line
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record CaseResult(
        String id,
        String rule,
        List<String> rules,
        String title,
        Verdict verdict,
        long millis,
        @JsonInclude(Include.NON_EMPTY) List<String> expected,
        @JsonInclude(Include.NON_EMPTY) String actual,
        @JsonInclude(Include.NON_EMPTY) String detail,
        ConnectionEnd connectionEnd,
        @JsonInclude(Include.NON_EMPTY) String deviationReason,
        @JsonInclude(Include.NON_EMPTY) String seed,
        @JsonInclude(Include.NON_EMPTY) List<String> transcript) {
    public CaseResult {
        id = Texts.required("id of a case", id);
        rule = Texts.required("rule of case " + id, rule);
        rules = withFirst(rule, Texts.lines(rules));
        title = Texts.orEmpty(title);
        if (verdict == null) {
            throw new IllegalArgumentException("Case " + id + " has no verdict");
        }
        if (millis < 0) {
            throw new IllegalArgumentException("Case " + id + " took " + millis + " ms");
        }
        expected = Texts.lines(expected);
        actual = Texts.orEmpty(actual);
        detail = Texts.orEmpty(detail);
        connectionEnd = connectionEnd == null ? ConnectionEnd.NONE : connectionEnd;
        deviationReason = Texts.orEmpty(deviationReason);
        seed = Texts.orEmpty(seed);
        transcript = Texts.lines(transcript);
    }

    private static List<String> withFirst(String rule, List<String> rules) {
        Set<String> all = new LinkedHashSet<>();
        all.add(rule);
        all.addAll(rules);
        return List.copyOf(all);
    }

    /** The part of the id behind the rule, for narrow places: {@code passiveDeclareOfAMissingQueueIs404}. */
    public String shortName() {
        int slash = id.indexOf('/');
        return slash < 0 ? id : id.substring(slash + 1);
    }

    /**
     * Starts a PASS without any text.
     *
     * @param id id of the case
     * @param rule the first rule that it judges
     */
    public static Builder builder(String id, String rule) {
        return new Builder(id, rule);
    }

    /** A copy to change: for a verdict that a profile turns into DEVIATION. */
    public Builder toBuilder() {
        Builder copy = new Builder(id, rule);
        copy.rules = rules;
        copy.title = title;
        copy.verdict = verdict;
        copy.millis = millis;
        copy.expected = expected;
        copy.actual = actual;
        copy.detail = detail;
        copy.connectionEnd = connectionEnd;
        copy.deviationReason = deviationReason;
        copy.seed = seed;
        copy.transcript = transcript;
        return copy;
    }

    /** Collects the parts of a {@link CaseResult}; for one thread. */
    public static final class Builder {
        private final String id;
        private final String rule;
        private List<String> rules = List.of();
        private String title = "";
        private Verdict verdict = Verdict.PASS;
        private long millis;
        private List<String> expected = List.of();
        private String actual = "";
        private String detail = "";
        private ConnectionEnd connectionEnd = ConnectionEnd.NONE;
        private String deviationReason = "";
        private String seed = "";
        private List<String> transcript = List.of();

        private Builder(String id, String rule) {
            this.id = id;
            this.rule = rule;
        }

        /** All rules; the first one need not be repeated. */
        public Builder rules(List<String> all) {
            rules = all;
            return this;
        }

        /** The behaviour as a sentence. */
        public Builder title(String sentence) {
            title = sentence;
            return this;
        }

        /** The verdict. */
        public Builder verdict(Verdict found) {
            verdict = found;
            return this;
        }

        /** Milliseconds that the case took. */
        public Builder millis(long taken) {
            millis = taken;
            return this;
        }

        /** Every acceptable outcome. */
        public Builder expected(List<String> outcomes) {
            expected = outcomes;
            return this;
        }

        /** Every acceptable outcome. */
        public Builder expected(String... outcomes) {
            return expected(List.of(outcomes));
        }

        /** What came. */
        public Builder actual(String outcome) {
            actual = outcome;
            return this;
        }

        /** Reason, stack trace or value. */
        public Builder detail(String text) {
            detail = text;
            return this;
        }

        /** How the connection ended. */
        public Builder connectionEnd(ConnectionEnd end) {
            connectionEnd = end;
            return this;
        }

        /** Why the profile declares a deviation. */
        public Builder deviationReason(String reason) {
            deviationReason = reason;
            return this;
        }

        /** The seed that repeats the case. */
        public Builder seed(String text) {
            seed = text;
            return this;
        }

        /** The decoded wire, one frame per line. */
        public Builder transcript(List<String> lines) {
            transcript = lines;
            return this;
        }

        /**
         * The result.
         *
         * @throws IllegalArgumentException if id or rule are blank, or the time is negative
         */
        public CaseResult build() {
            return new CaseResult(
                    id,
                    rule,
                    rules,
                    title,
                    verdict,
                    millis,
                    expected,
                    actual,
                    detail,
                    connectionEnd,
                    deviationReason,
                    seed,
                    transcript);
        }
    }
}
