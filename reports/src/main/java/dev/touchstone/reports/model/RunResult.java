package dev.touchstone.reports.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One run against one target: what a certificate is made of. Make one with {@link #builder(TargetInfo)}.
 *
 * @param schema always {@link #SCHEMA}
 * @param toolVersion version of Touchstone that judged
 * @param startedAt when the run began, ISO 8601, UTC, whole milliseconds
 * @param durationMillis how long it took, in milliseconds
 * @param target who was judged
 * @param profile name of the profile whose deviations were accepted; empty for none
 * @param seed seed of everything that was generated; empty where nothing was
 * @param partial whether cases that were selected did not run to their end
 * @param partialReason why, for example {@code interrupted}; empty unless partial
 * @param summary cases by verdict
 * @param coverage rules by status
 * @param cases what ran, in the order of the book
 * @param rules every rule of the book, in its order
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonPropertyOrder({
    "schema",
    "toolVersion",
    "startedAt",
    "durationMillis",
    "target",
    "profile",
    "seed",
    "partial",
    "partialReason",
    "summary",
    "coverage",
    "cases",
    "rules"
})
public record RunResult(
        String schema,
        String toolVersion,
        String startedAt,
        long durationMillis,
        TargetInfo target,
        @JsonInclude(Include.NON_EMPTY) String profile,
        @JsonInclude(Include.NON_EMPTY) String seed,
        boolean partial,
        @JsonInclude(Include.NON_EMPTY) String partialReason,
        Summary summary,
        Coverage coverage,
        List<CaseResult> cases,
        List<RuleResult> rules) {
    /** Name and version of the format. A reader refuses every other one. */
    public static final String SCHEMA = "touchstone/certificate/1";

    public RunResult {
        if (!SCHEMA.equals(schema)) {
            throw new IllegalArgumentException("This is no result of schema " + SCHEMA + ", it says " + schema);
        }
        if (target == null) {
            throw new IllegalArgumentException("A result has no target");
        }
        toolVersion = Texts.orEmpty(toolVersion);
        startedAt =
                Instant.parse(Texts.required("time of the start", startedAt)).toString();
        profile = Texts.orEmpty(profile);
        seed = Texts.orEmpty(seed);
        partialReason = Texts.orEmpty(partialReason);
        cases = cases == null ? List.of() : List.copyOf(cases);
        rules = rules == null ? List.of() : List.copyOf(rules);
        summary = summary == null ? Summary.of(cases) : summary;
        coverage = coverage == null ? Coverage.of(rules) : coverage;
    }

    /** Starts a result of a run that began at the epoch, has no cases and knows no rules. */
    public static Builder builder(TargetInfo target) {
        return new Builder(target);
    }

    /** Collects a run and computes what follows from it; for one thread. */
    public static final class Builder {
        private final TargetInfo target;
        private String toolVersion = "";
        private Instant startedAt = Instant.EPOCH;
        private long durationMillis;
        private String profile = "";
        private String seed = "";
        private @Nullable String partialReason;
        private final List<CaseResult> cases = new ArrayList<>();
        private final List<RuleResult> book = new ArrayList<>();

        private Builder(TargetInfo target) {
            this.target = target;
        }

        /** Version of Touchstone. */
        public Builder toolVersion(String version) {
            toolVersion = version;
            return this;
        }

        /** When the run began and how many milliseconds it took. */
        public Builder time(Instant start, long tookMillis) {
            startedAt = start;
            durationMillis = tookMillis;
            return this;
        }

        /** Name of the profile. */
        public Builder profile(String name) {
            profile = name;
            return this;
        }

        /** Seed of the run. */
        public Builder seed(String text) {
            seed = text;
            return this;
        }

        /** Says that not everything ran, and why. */
        public Builder partial(String reason) {
            partialReason = reason;
            return this;
        }

        /** Adds results, in any order. */
        public Builder cases(List<CaseResult> results) {
            cases.addAll(results);
            return this;
        }

        /**
         * Adds a rule of the book; rules keep the order of these calls.
         *
         * @param rule the rule
         * @param knownCases ids of all cases that name it, also of those that did not run
         * @param waiver why it has no case, or empty
         */
        public Builder rule(RuleInfo rule, List<String> knownCases, String waiver) {
            book.add(new RuleResult(rule, knownCases, null, waiver));
            return this;
        }

        /** The result, its cases in the order of the book whatever order they ran in. */
        public RunResult build() {
            Map<String, List<CaseResult>> byRule = new HashMap<>();
            cases.forEach(result -> result.rules()
                    .forEach(id ->
                            byRule.computeIfAbsent(id, key -> new ArrayList<>()).add(result)));
            Map<String, Integer> places = new HashMap<>();
            List<RuleResult> judged = new ArrayList<>();
            for (RuleResult known : book) {
                String id = known.rule().id();
                places.putIfAbsent(id, places.size());
                judged.add(judge(known, byRule.getOrDefault(id, List.of())));
            }
            List<CaseResult> sorted = new ArrayList<>(cases);
            sorted.sort(
                    Comparator.comparingInt((CaseResult result) -> places.getOrDefault(result.rule(), places.size()))
                            .thenComparing(CaseResult::id));
            return new RunResult(
                    SCHEMA,
                    toolVersion,
                    startedAt.truncatedTo(ChronoUnit.MILLIS).toString(),
                    durationMillis,
                    target,
                    profile,
                    seed,
                    partialReason != null,
                    partialReason == null ? "" : partialReason,
                    Summary.of(sorted),
                    Coverage.of(judged),
                    sorted,
                    judged);
        }

        /** A case that ran belongs to its rule also where the book did not list it. */
        private static RuleResult judge(RuleResult known, List<CaseResult> ran) {
            Set<String> ids = new LinkedHashSet<>(known.cases());
            ran.forEach(result -> ids.add(result.id()));
            return RuleResult.judge(known.rule(), List.copyOf(ids), known.waiver(), ran);
        }
    }
}
