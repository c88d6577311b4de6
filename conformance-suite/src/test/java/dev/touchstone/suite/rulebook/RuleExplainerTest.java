package dev.touchstone.suite.rulebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RuleExplainerTest {
    private final RuleBook book = RuleBook.standard();

    @Test
    void pageForATerminal() {
        String text = new RuleExplainer(72)
                .explain(book.rule("HB-02"), List.of("HeartbeatCases.silentPeerIsDropped"), Optional.empty());

        assertThat(text).isEqualTo("""
                        HB-02  Heartbeats

                          A peer that sends nothing is dropped after two missed intervals: EOF,
                          no close frame, between 2N and 3N s after open.

                        How to observe
                          heartbeat=2, stay silent: EOF at ~6 s

                        Level     S!: MUST, by the AMQP 0-9-1 specification
                        Source    AMQP 0-9-1 specification, §4.2.7
                                  RabbitMQ documentation, page 'heartbeats':
                                  https://www.rabbitmq.com/docs/3.13/heartbeats
                        Verified  RabbitMQ 3.10.8: seen; RabbitMQ 4.0.5: seen
                        Cases     HeartbeatCases.silentPeerIsDropped

                        Reading   EOF: the socket is closed, and no close method came
                        """);
    }

    @Test
    void waiverAndNoteAreShown() {
        Waiver waiver = new Waiver("DLX-11", "dead-lettering", "queue features");

        String text = new RuleExplainer(200).explain(book.rule("DLX-11"), List.of(), Optional.of(waiver));

        assertThat(text)
                .contains("Level     D!: MUST, by RabbitMQ's documentation (on 3.x)")
                .contains("RabbitMQ 4.0.5: behaves differently")
                .contains("Waived    missing: dead-lettering; brought by: queue features")
                .doesNotContain("Cases", "Reading");
    }

    @Test
    void sourcesAreSpeltOut() {
        assertThat(SourceWords.of("rn:4.0, 4.3; err#25, #26"))
                .containsExactly(
                        "RabbitMQ release notes 4.0",
                        "RabbitMQ release notes 4.3",
                        "AMQP 0-9-1 errata, section 25",
                        "AMQP 0-9-1 errata, section 26");
        assertThat(SourceWords.of("d:ttl#caveats,dlx"))
                .containsExactly(
                        "RabbitMQ documentation, page 'ttl', part 'caveats': https://www.rabbitmq.com/docs/3.13/ttl",
                        "RabbitMQ documentation, page 'dlx': https://www.rabbitmq.com/docs/3.13/dlx");
        assertThat(SourceWords.of("gh delayed#7,#136; gh celery/kombu#1361"))
                .containsExactly(
                        "GitHub issue https://github.com/rabbitmq/rabbitmq-delayed-message-exchange/issues/7",
                        "GitHub issue https://github.com/rabbitmq/rabbitmq-delayed-message-exchange/issues/136",
                        "GitHub issue https://github.com/celery/kombu/issues/1361");
        assertThat(SourceWords.of("s:rabbit_reader (SILENT_CLOSE_DELAY 3 s); spec: channel 0 only"))
                .containsExactly(
                        "RabbitMQ 3.10.8, source file rabbit_reader.erl (SILENT_CLOSE_DELAY 3 s)",
                        "AMQP 0-9-1 specification, channel 0 only");
        assertThat(SourceWords.of("AE-02, DLX-05/06; man; man rabbitmqctl; RFC 4616; API doc"))
                .containsExactly(
                        "rule AE-02",
                        "rule DLX-05/06",
                        "manual page of the command line tool",
                        "manual page rabbitmqctl",
                        "RFC 4616",
                        "HTTP API reference of the management plugin");
    }

    @Test
    void noShorthandIsLeftInAnySource() {
        assertThat(book)
                .allSatisfy(rule -> assertThat(SourceWords.of(rule.source()))
                        .noneMatch(words -> words.matches("(?:d|s|rn):.*|err.*|gh.*|dme.*|spec.*|#.*")));
    }

    @Test
    void everyRuleFitsTheWidth() {
        RuleExplainer explainer = new RuleExplainer(60);

        assertThat(book)
                .allSatisfy(rule -> assertThat(explainer.explain(rule).lines())
                        .allSatisfy(line -> assertThat(
                                        line.length() <= 60 || !line.strip().contains(" "))
                                .as(line)
                                .isTrue()));
    }
}
