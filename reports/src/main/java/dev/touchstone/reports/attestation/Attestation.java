package dev.touchstone.reports.attestation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.touchstone.reports.json.JsonReport;
import dev.touchstone.reports.model.CaseResult;
import dev.touchstone.reports.model.RunResult;
import dev.touchstone.reports.model.TargetInfo;
import dev.touchstone.reports.model.Verdict;
import dev.touchstone.reports.view.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;

/**
 * A result as a signed certificate: an in-toto Statement v1 with the predicate {@code test-result/v0.1}, in a DSSE envelope.
 *
 * <p>Its subject is the broker, by what it said it is: an address has no octets that could be hashed, so the digest is that of the
 * line {@code PRODUCT/VERSION/PLATFORM}. The whole result, as {@code --json} writes it, is named with its SHA-256 among the
 * configuration, so that the file beside the certificate can be checked too.
 *
 * @param result PASSED, WARNED or FAILED
 * @param broker name of the subject
 * @param toolVersion version of Touchstone that judged
 * @param profile profile in force
 * @param startedAt when the run began, ISO 8601
 * @param resultDigest SHA-256 of the result as JSON, in hexadecimal
 * @param passed names of cases
 * @param warned names of cases
 * @param failed names of cases
 */
public record Attestation(
        Result result,
        String broker,
        String toolVersion,
        String profile,
        String startedAt,
        String resultDigest,
        List<String> passed,
        List<String> warned,
        List<String> failed) {
    public static final String PAYLOAD_TYPE = "application/vnd.in-toto+json";
    public static final String STATEMENT_TYPE = "https://in-toto.io/Statement/v1";
    public static final String PREDICATE_TYPE = "https://in-toto.io/attestation/test-result/v0.1";

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** What a run as a whole came to, in the words of the predicate. */
    public enum Result {
        /** All that was judged is as the rules say. */
        PASSED,
        /** Nothing undeclared is wrong, but there are deviations, or what is allowed and not canonical, or the run was cut short. */
        WARNED,
        /** A rule is missed, an outcome is unknown, or nothing was judged. */
        FAILED;

        static Result of(RunResult run) {
            return switch (Outcome.of(run)) {
                case CONFORMS -> run.summary().count(Verdict.NON_STRICT) > 0 ? WARNED : PASSED;
                case WITH_DEVIATIONS, STALE_PROFILE, INCOMPLETE -> WARNED;
                case FAILS, UNCLEAR, NOTHING -> FAILED;
            };
        }
    }

    /** The certificate of a run, to be stored as UTF-8. */
    public static String sign(RunResult run, PrivateKey key) {
        return Envelope.sign(PAYLOAD_TYPE, statement(run).getBytes(StandardCharsets.UTF_8), key);
    }

    /**
     * Reads a certificate and believes it only if this key signed it.
     *
     * @throws RefusedException with the reason, if it is not to be believed
     */
    public static Attestation verify(String certificate, PublicKey key) throws RefusedException {
        JsonNode statement = parse(Envelope.open(certificate, PAYLOAD_TYPE, key));
        requireType(statement, "_type", STATEMENT_TYPE);
        requireType(statement, "predicateType", PREDICATE_TYPE);
        JsonNode predicate = statement.path("predicate");
        JsonNode configuration = predicate.path("configuration").path(0);
        JsonNode facts = configuration.path("annotations");
        return new Attestation(
                result(predicate.path("result").asText()),
                statement.path("subject").path(0).path("name").asText(),
                facts.path("touchstone").asText(),
                facts.path("profile").asText(),
                facts.path("startedAt").asText(),
                configuration.path("digest").path("sha256").asText(),
                texts(predicate.path("passedTests")),
                texts(predicate.path("warnedTests")),
                texts(predicate.path("failedTests")));
    }

    /** Whether a file, by its octets, is the result that this certificate was made from. */
    public boolean isOf(byte[] resultFile) {
        return Keys.sha256(resultFile).equals(resultDigest);
    }

    private static String statement(RunResult run) {
        ObjectNode statement = MAPPER.createObjectNode();
        statement.put("_type", STATEMENT_TYPE);
        TargetInfo target = run.target();
        String identity = target.product() + "/" + target.version() + "/" + target.platform();
        ObjectNode subject = statement.putArray("subject").addObject();
        subject.put("name", target.headline());
        subject.putObject("digest").put("sha256", sha256(identity));
        statement.put("predicateType", PREDICATE_TYPE);
        predicate(run, statement.putObject("predicate"));
        try {
            return MAPPER.writeValueAsString(statement);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a statement of texts can be written", e);
        }
    }

    private static void predicate(RunResult run, ObjectNode predicate) {
        predicate.put("result", Result.of(run).name());
        ObjectNode configuration = predicate.putArray("configuration").addObject();
        configuration.put("name", "touchstone-result.json");
        configuration.put("mediaType", "application/json");
        configuration.putObject("digest").put("sha256", sha256(JsonReport.render(run)));
        ObjectNode facts = configuration.putObject("annotations");
        facts.put("schema", run.schema());
        facts.put("touchstone", run.toolVersion());
        facts.put("profile", run.profile());
        facts.put("seed", run.seed());
        facts.put("startedAt", run.startedAt());
        facts.put("target", run.target().name());
        facts.put("partial", run.partial() ? run.partialReason() : "");
        facts.put("rulesJudged", run.coverage().judged());
        facts.put("rules", run.coverage().rules());
        ArrayNode passed = predicate.putArray("passedTests");
        ArrayNode warned = predicate.putArray("warnedTests");
        ArrayNode failed = predicate.putArray("failedTests");
        for (CaseResult found : run.cases()) {
            switch (found.verdict()) {
                case PASS, INFO -> passed.add(found.id());
                case NON_STRICT, DEVIATION, UNEXPECTED_PASS -> warned.add(found.id());
                case FAIL, ERROR, INCONCLUSIVE -> failed.add(found.id());
                case UNSUPPORTED -> {
                    // A capability that is honestly absent was not tested.
                }
            }
        }
    }

    private static String sha256(String text) {
        return Keys.sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode parse(byte[] payload) throws RefusedException {
        try {
            return MAPPER.readTree(payload);
        } catch (IOException e) {
            throw new RefusedException("its signature holds, but what it signs is no JSON", e);
        }
    }

    private static void requireType(JsonNode statement, String field, String wanted) throws RefusedException {
        String found = statement.path(field).asText();
        if (!found.equals(wanted)) {
            throw new RefusedException("its signature holds, but its " + field + " is '" + found + "', and only '"
                    + wanted + "' is understood");
        }
    }

    private static Result result(String name) throws RefusedException {
        try {
            return Result.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw new RefusedException("its signature holds, but it states no result", e);
        }
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(node -> texts.add(node.asText()));
        return List.copyOf(texts);
    }
}
