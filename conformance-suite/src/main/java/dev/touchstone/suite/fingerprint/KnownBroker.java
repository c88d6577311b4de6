package dev.touchstone.suite.fingerprint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A broker that was really run, and how it answered.
 *
 * @param product as it calls itself
 * @param version as it calls itself
 * @param taken the day, ISO 8601
 * @param fingerprint its answers
 */
public record KnownBroker(String product, String version, String taken, Fingerprint fingerprint) {
    private static final String RESOURCE = "known.json";

    /** One question that two brokers answered differently. */
    public record Difference(String question, String here, String there) {}

    /**
     * How near a fingerprint is to a broker that is known.
     *
     * @param differences the questions answered differently; their number is the distance
     * @param compared how many questions both were asked
     */
    public record Resemblance(KnownBroker broker, List<Difference> differences, int compared) {
        public int distance() {
            return differences.size();
        }

        /** Whether it may be called the same behaviour: nine of ten answers are. */
        public boolean isNear() {
            return compared > 0 && distance() * 10 <= compared;
        }
    }

    /** Product and version. */
    public String name() {
        return product + " " + version;
    }

    /** All brokers whose answers are kept in this jar. */
    public static List<KnownBroker> all() {
        try (InputStream in = KnownBroker.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + RESOURCE);
            }
            List<KnownBroker> brokers = new ArrayList<>();
            for (JsonNode broker : JsonMapper.builder().build().readTree(in).path("brokers")) {
                brokers.add(read(broker));
            }
            return List.copyOf(brokers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KnownBroker read(JsonNode broker) {
        Map<String, String> answers = new LinkedHashMap<>();
        broker.path("answers")
                .properties()
                .forEach(
                        answer -> answers.put(answer.getKey(), answer.getValue().asText()));
        return new KnownBroker(
                broker.path("product").asText(),
                broker.path("version").asText(),
                broker.path("taken").asText(),
                new Fingerprint(answers));
    }

    /** These brokers by how near they are, the nearest first; questions that only one side was asked do not count. */
    public static List<Resemblance> nearest(Fingerprint asked, List<KnownBroker> known) {
        return known.stream()
                .map(broker -> broker.resemblance(asked))
                .sorted(Comparator.comparingInt(Resemblance::distance))
                .toList();
    }

    private Resemblance resemblance(Fingerprint asked) {
        List<Difference> differences = new ArrayList<>();
        int compared = 0;
        for (Map.Entry<String, String> answer : asked.answers().entrySet()) {
            String theirs = fingerprint.answers().get(answer.getKey());
            if (theirs != null) {
                compared++;
                if (!theirs.equals(answer.getValue())) {
                    differences.add(new Difference(answer.getKey(), answer.getValue(), theirs));
                }
            }
        }
        return new Resemblance(this, List.copyOf(differences), compared);
    }
}
