package dev.touchstone.suite.fingerprint;

import dev.touchstone.suite.lab.Journal;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.LabSettings;
import dev.touchstone.suite.probe.MalformedWireData;
import dev.touchstone.suite.run.clean.RunPrefix;
import dev.touchstone.suite.target.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a broker answered.
 *
 * @param answers by the id of the question, in the order in which they are asked
 */
public record Fingerprint(Map<String, String> answers) {
    /** The answer where a broker did not even let the question be put, or answered with what no question expects. */
    public static final String OTHERWISE = "another course";

    /** Longer than any broker waits before it closes what it does not like (three seconds, RabbitMQ). */
    private static final Duration PATIENCE = Duration.ofSeconds(6);

    public Fingerprint {
        answers = Collections.unmodifiableMap(new LinkedHashMap<>(answers));
    }

    /** What is asked, by id, in words. */
    public static Map<String, String> questions() {
        Map<String, String> texts = new LinkedHashMap<>();
        all().forEach(question -> texts.put(question.id(), question.text()));
        return texts;
    }

    /**
     * Asks a broker everything; takes some seconds. What it makes there it removes again; its names have the shape that the command
     * {@code clean} knows.
     *
     * @param prefix what every name begins with
     */
    public static Fingerprint take(Target target, RunPrefix prefix) {
        Map<String, String> answers = new LinkedHashMap<>();
        int number = 0;
        for (Question question : all()) {
            LabSettings settings = new LabSettings(
                    prefix.text() + number++ + "-", Optional.empty(), PATIENCE, "fingerprint", false, Journal.NONE);
            try (Lab lab = new Lab(target, settings)) {
                answers.put(question.id(), answer(question, lab));
            }
        }
        return new Fingerprint(answers);
    }

    private static String answer(Question question, Lab lab) {
        try {
            return question.asked().in(lab);
        } catch (AssertionError | IOException | MalformedWireData e) {
            return OTHERWISE;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the question " + question.id() + " cannot be put", e);
        }
    }

    private static List<Question> all() {
        List<Question> all = new ArrayList<>(ConnectionQuestions.all());
        all.addAll(DeclareQuestions.all());
        all.addAll(MessageQuestions.all());
        return all;
    }
}
