package dev.touchstone.suite.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KnownBrokerTest {
    private final KnownBroker one = broker("A", Map.of("q1", "yes", "q2", "no", "q3", "406"));
    private final KnownBroker other = broker("B", Map.of("q1", "no", "q2", "yes", "gone", "x"));

    @Test
    void theNearestIsTheOneWithTheFewestOtherAnswers() {
        Fingerprint asked = new Fingerprint(Map.of("q1", "yes", "q2", "no", "q3", "503", "new", "x"));
        List<KnownBroker.Resemblance> nearest = KnownBroker.nearest(asked, List.of(other, one));

        assertThat(nearest).extracting(found -> found.broker().product()).containsExactly("A", "B");
        assertThat(nearest.get(0).differences()).containsExactly(new KnownBroker.Difference("q3", "503", "406"));
        assertThat(nearest.get(0).compared())
                .as("questions that both were asked")
                .isEqualTo(3);
        assertThat(nearest.get(1).compared()).isEqualTo(2);
        assertThat(nearest.get(0).isNear()).isFalse();
    }

    @Test
    void theSameAnswersAreNear() {
        assertThat(KnownBroker.nearest(one.fingerprint(), List.of(one)).get(0).isNear())
                .isTrue();
    }

    @Test
    void whatIsStoredAnswersQuestionsThatAreStillAsked() {
        assertThat(KnownBroker.all()).isNotEmpty().allSatisfy(broker -> {
            assertThat(broker.fingerprint().answers().keySet())
                    .as(broker.name())
                    .containsExactlyInAnyOrderElementsOf(Fingerprint.questions().keySet());
            assertThat(broker.taken()).matches("\\d{4}-\\d{2}-\\d{2}");
        });
    }

    @Test
    void thoseThatWereRunAreKnown() {
        assertThat(KnownBroker.all())
                .extracting(KnownBroker::name)
                .contains("RabbitMQ 3.10.8", "RabbitMQ 4.0.5", "Apache Qpid Broker-J Core 10.1.0");
    }

    /** Nine answers tell 4.0.5 from 3.10.8, so that neither is taken for the other; Qpid is like nothing but itself. */
    @Test
    void aStoredBrokerIsNearToItselfOnly() {
        List<KnownBroker> foreign = KnownBroker.all().stream()
                .filter(known -> !known.product().equals("Touchstone"))
                .toList();
        assertThat(foreign).allSatisfy(broker -> {
            List<KnownBroker.Resemblance> nearest = KnownBroker.nearest(broker.fingerprint(), foreign);
            assertThat(nearest.get(0).broker()).isEqualTo(broker);
            assertThat(nearest.get(0).distance()).isZero();
            assertThat(nearest.subList(1, nearest.size())).noneMatch(KnownBroker.Resemblance::isNear);
        });
    }

    @Test
    void storedBrokersDiffer() {
        List<KnownBroker> all = KnownBroker.all();
        for (KnownBroker a : all) {
            for (KnownBroker b : all) {
                if (!a.equals(b)) {
                    assertThat(a.fingerprint().answers())
                            .as(a.name() + " and " + b.name())
                            .isNotEqualTo(b.fingerprint().answers());
                }
            }
        }
    }

    private static KnownBroker broker(String product, Map<String, String> answers) {
        return new KnownBroker(product, "1", "2026-11-22", new Fingerprint(answers));
    }
}
