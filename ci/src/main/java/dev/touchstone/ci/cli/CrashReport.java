package dev.touchstone.ci.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.touchstone.chaos.crash.CrashResult;
import dev.touchstone.chaos.history.Anomaly;
import dev.touchstone.chaos.history.AnomalyKind;
import dev.touchstone.chaos.history.Judgement;
import dev.touchstone.reports.model.TargetInfo;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A crash run in words and as JSON. */
final class CrashReport {
    /** Grows when a field changes its meaning or goes away. */
    private static final int SCHEMA_VERSION = 1;

    private static final int EXAMPLES = 5;
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private CrashReport() {}

    static void print(CrashResult result, List<AnomalyKind> allowed, String target, PrintWriter out) {
        print(result.judgement(), out);
        List<Long> restarts = result.restartMillis().stream().sorted().toList();
        if (!restarts.isEmpty()) {
            out.printf(
                    Locale.ROOT,
                    "Restarts: %d ms in the median, %d ms at most.%n",
                    restarts.get(restarts.size() / 2),
                    restarts.get(restarts.size() - 1));
        }
        out.printf(
                "%s: %d of %d cycles. Again: touchstone chaos crash %s --cycles %d --seed %d%n",
                result.judgement().isClean(allowed) ? "PASS" : "FAIL",
                result.cyclesDone(),
                result.plan().cycles(),
                target,
                result.plan().cycles(),
                result.plan().seed());
    }

    static void print(Judgement judgement, PrintWriter out) {
        Judgement.Counts counts = judgement.counts();
        out.printf(
                "%d published, %d of them promised (confirmed or committed),%n",
                counts.published(), counts.confirmed());
        out.printf(
                "%d unknown that came and %d that did not, %d delivered, %d kills%n",
                counts.unknownSeen(), counts.unknownUnseen(), counts.delivered(), counts.kills());
        judgement.byKind().forEach((kind, number) -> out.printf("%6d  %s %s%n", number, kind, kind.meaning()));
        out.printf("%6d  duplicates, all in all%n", counts.duplicates());
        out.printf("%6d  acked outside a transaction, came back after a kill%n", counts.ackedCameBack());
        out.printf("%6d  acks committed%n", counts.committedAcks());
        for (AnomalyKind kind : AnomalyKind.values()) {
            examples(judgement, kind).forEach(anomaly -> out.println("  " + anomaly));
        }
        out.flush();
    }

    private static List<Anomaly> examples(Judgement judgement, AnomalyKind kind) {
        return judgement.anomalies().stream()
                .filter(anomaly -> anomaly.kind() == kind)
                .limit(EXAMPLES)
                .toList();
    }

    static String json(TargetInfo target, CrashResult result, List<AnomalyKind> allowed) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("schemaVersion", SCHEMA_VERSION);
        root.put("scenario", "crash");
        root.put(
                "target",
                Map.of(
                        "name",
                        target.name(),
                        "product",
                        String.valueOf(target.product()),
                        "version",
                        String.valueOf(target.version())));
        root.put("seed", result.plan().seed());
        root.put("cycles", result.plan().cycles());
        root.put("cyclesDone", result.cyclesDone());
        root.put("verdict", result.judgement().isClean(allowed) ? "PASS" : "FAIL");
        root.put("allowed", allowed);
        root.put("anomalies", anomalies(result.judgement()));
        root.put("counts", JSON.convertValue(result.judgement().counts(), Map.class));
        root.put("restartMillis", result.restartMillis());
        root.put("notes", result.notes());
        try {
            return JSON.writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a result cannot be written as JSON", e);
        }
    }

    private static List<Map<String, Object>> anomalies(Judgement judgement) {
        List<Map<String, Object>> kinds = new ArrayList<>();
        judgement.byKind().forEach((kind, number) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("code", kind.name());
            one.put("meaning", kind.meaning());
            one.put("count", number);
            one.put(
                    "examples",
                    examples(judgement, kind).stream().map(Anomaly::detail).toList());
            kinds.add(one);
        });
        return kinds;
    }
}
