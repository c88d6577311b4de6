package dev.touchstone.reports;

import dev.touchstone.reports.model.CaseResult;
import dev.touchstone.reports.model.ConnectionEnd;
import dev.touchstone.reports.model.Level;
import dev.touchstone.reports.model.RuleInfo;
import dev.touchstone.reports.model.RunResult;
import dev.touchstone.reports.model.TargetInfo;
import dev.touchstone.reports.model.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Runs to render: an ordinary one, and those that break renderers. */
public final class Samples {
    /** All that a broker could put into a name or a reply text to break a terminal, XML, HTML, Markdown or a reader's eyes. */
    public static final String HOSTILE =
            "\u001b[31m\u0000\u0007</pre></script><script>alert(1)</script><img src=x onerror=alert(2)>"
                    + "&amp;\"'`|*_[x](javascript:alert(3))]]>-->\u202Edesrever\uFFFE\uD800 ```\r\n# heading\n| a | b |\t@all https://evil.example";

    private Samples() {}

    /** One case of every verdict, a rule of every status, one case of two rules. */
    public static RunResult ordinary() {
        return RunResult.builder(rabbit())
                .toolVersion("0.1.0")
                .time(Instant.parse("2026-11-22T14:15:09.120456Z"), 48_213)
                .profile("rabbitmq-3")
                .seed("4711")
                .cases(List.of(
                        unsupported(),
                        failed(),
                        CaseResult.builder("QUEUE-01/declareAnswersWithCounts", "QUEUE-01")
                                .millis(12)
                                .connectionEnd(ConnectionEnd.of(ConnectionEnd.Kind.CLEAN_CLOSE))
                                .build(),
                        simple("QUEUE-01/namesMayBeLong", "QUEUE-01", Verdict.NON_STRICT),
                        simple("QUEUE-02/b", "QUEUE-02", Verdict.INFO).toBuilder()
                                .detail("30 octets")
                                .build(),
                        simple("HB-01/a", "HB-01", Verdict.INCONCLUSIVE).toBuilder()
                                .expected("EOF after 2 to 3 intervals", "connection.close 320")
                                .detail("The machine lagged 240 ms")
                                .build(),
                        simple("HB-02/a", "HB-02", Verdict.ERROR).toBuilder()
                                .detail("java.lang.NullPointerException\n\tat x.Y.z(Y.java:1)")
                                .build(),
                        declared("QUEUE-03/a", Verdict.DEVIATION),
                        declared("QUEUE-03/b", Verdict.UNEXPECTED_PASS)))
                .rule(rule("HB-01", "HB", "Heartbeats", Level.AMQP_BINDING), List.of("HB-01/a"), "")
                .rule(rule("HB-02", "HB", "Heartbeats", Level.DOCUMENTED_BINDING), List.of("HB-02/a"), "")
                .rule(
                        rule("QUEUE-01", "QUEUE", "Queues", Level.AMQP_BINDING),
                        List.of("QUEUE-01/declareAnswersWithCounts"),
                        "")
                .rule(
                        rule("QUEUE-02", "QUEUE", "Queues", Level.IMPLEMENTATION),
                        List.of("QUEUE-02/b", "QUEUE-02/left-out"),
                        "")
                .rule(rule("QUEUE-03", "QUEUE", "Queues", Level.QUIRK), List.of(), "")
                .rule(rule("QUEUE-08", "QUEUE", "Queues", Level.AMQP_BINDING), List.of(), "")
                .rule(rule("QUEUE-09", "QUEUE", "Queues", Level.AMQP_BINDING), List.of(), "")
                .rule(rule("E2E-01", "E2E", "Exchange-to-exchange bindings", Level.DOCUMENTED_BINDING), List.of(), "")
                .rule(rule("HA-01", "HA", "Mirrored queues", Level.DOCUMENTED_BINDING), List.of(), "Needs three nodes")
                .rule(rule("HA-02", "HA", "Mirrored queues", Level.DOCUMENTED_BINDING), List.of("HA-02/a"), "")
                .rule(rule("HA-03", "HA", "Mirrored queues", Level.DOCUMENTED_BINDING), List.of(), "")
                .build();
    }

    /** Two rules, two passes. */
    public static RunResult clean() {
        return RunResult.builder(rabbit())
                .cases(List.of(simple("HB-01/a", "HB-01", Verdict.PASS), simple("HB-02/a", "HB-02", Verdict.PASS)))
                .rule(rule("HB-01", "HB", "Heartbeats", Level.AMQP_BINDING), List.of(), "")
                .rule(rule("HB-02", "HB", "Heartbeats", Level.AMQP_BINDING), List.of(), "")
                .build();
    }

    /** No cases, no rules. */
    public static RunResult empty() {
        return RunResult.builder(TargetInfo.of("embedded", "")).build();
    }

    /** Cut short after one pass. */
    public static RunResult partial() {
        return RunResult.builder(TargetInfo.of("embedded", ""))
                .cases(List.of(simple("HB-01/a", "HB-01", Verdict.PASS)))
                .rule(rule("HB-01", "HB", "Heartbeats", Level.AMQP_BINDING), List.of(), "")
                .partial("interrupted")
                .build();
    }

    /** Every text is hostile, also those that a broker does not choose. */
    public static RunResult hostile() {
        CaseResult failed = CaseResult.builder("QUEUE-08/" + HOSTILE, "QUEUE-08")
                .rules(List.of("QUEUE-08", HOSTILE))
                .verdict(Verdict.FAIL)
                .title(HOSTILE)
                .expected(HOSTILE, HOSTILE)
                .actual(HOSTILE)
                .detail(HOSTILE)
                .deviationReason(HOSTILE)
                .seed(HOSTILE)
                .connectionEnd(ConnectionEnd.closedByPeer(504, HOSTILE))
                .transcript(List.of(HOSTILE, "plain"))
                .build();
        CaseResult stray = simple(HOSTILE + "/x", HOSTILE, Verdict.UNSUPPORTED).toBuilder()
                .detail(HOSTILE)
                .build();
        TargetInfo target = new TargetInfo(
                "tcp " + HOSTILE.replace("@", "").replace("://", ""),
                "",
                HOSTILE,
                HOSTILE,
                HOSTILE,
                new TreeMap<>(Map.of(HOSTILE, true)));
        return RunResult.builder(target)
                .toolVersion(HOSTILE)
                .profile(HOSTILE)
                .seed(HOSTILE)
                .partial(HOSTILE)
                .cases(List.of(failed, stray))
                .rule(
                        new RuleInfo("QUEUE-08", "QUEUE", HOSTILE, Level.QUIRK, HOSTILE, HOSTILE, HOSTILE, HOSTILE),
                        List.of(HOSTILE),
                        HOSTILE)
                .rule(
                        new RuleInfo("X" + HOSTILE, HOSTILE, HOSTILE, Level.QUIRK, HOSTILE, HOSTILE, HOSTILE, HOSTILE),
                        List.of(),
                        HOSTILE)
                .build();
    }

    /** 600 rules in 40 areas, two cases each, every tenth failed with a transcript of 100 lines. */
    public static RunResult big() {
        RunResult.Builder run = RunResult.builder(rabbit()).time(Instant.parse("2026-01-01T00:00:00Z"), 119_999);
        List<CaseResult> cases = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            String area = "AREA" + i / 15;
            String id = String.format("%s-%02d", area, i % 15 + 1);
            run.rule(
                    rule(
                            id,
                            area,
                            "Area number " + i / 15,
                            List.of(Level.values()).get(i % 4)),
                    List.of(id + "/a", id + "/b"),
                    "");
            cases.add(simple(id + "/b", id, Verdict.PASS));
            CaseResult first = simple(id + "/a", id, i % 10 == 0 ? Verdict.FAIL : Verdict.PASS);
            cases.add(
                    i % 10 == 0
                            ? first.toBuilder()
                                    .actual("nothing")
                                    .transcript(lines(100))
                                    .build()
                            : first);
        }
        return run.cases(cases).build();
    }

    /** All of them. */
    public static List<RunResult> all() {
        return List.of(ordinary(), clean(), empty(), partial(), hostile(), big());
    }

    /** A case without any text. */
    public static CaseResult simple(String id, String rule, Verdict verdict) {
        return CaseResult.builder(id, rule).verdict(verdict).millis(3).build();
    }

    /** A transcript of so many lines. */
    public static List<String> lines(int count) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lines.add(String.format("%10.3f  C>S  1  basic.publish  delivery %d", i / 10.0, i));
        }
        return lines;
    }

    private static TargetInfo rabbit() {
        return TargetInfo.of("command:rabbitmq", "amqp://127.0.0.1:41233/")
                .withServer("RabbitMQ", "3.10.8", "Erlang/OTP 25.2.3")
                .withCapabilities(Map.of("basic.nack", true, "delayed-message", false));
    }

    private static RuleInfo rule(String id, String area, String title, Level level) {
        return new RuleInfo(
                id,
                area,
                title,
                level,
                "Passive declare of `missing` → CH 404",
                "passive declare",
                "spec; d:queues",
                "3✔ 4=");
    }

    private static CaseResult failed() {
        return CaseResult.builder("QUEUE-08/passiveDeclareOfAMissingQueueIs404", "QUEUE-08")
                .rules(List.of("QUEUE-08", "QUEUE-09"))
                .title("Passive declare of a missing queue closes the channel")
                .verdict(Verdict.FAIL)
                .millis(1_234)
                .expected("channel.close 404 NOT_FOUND")
                .actual("channel.close 406 PRECONDITION_FAILED")
                .connectionEnd(ConnectionEnd.closedByPeer(504, "CHANNEL_ERROR - expected 'channel.open'"))
                .transcript(List.of(
                        "     0.000  C>S  1  queue.declare   passive=1", "     0.400  S>C  1  channel.close   406"))
                .build();
    }

    private static CaseResult unsupported() {
        return simple("E2E-01/bind", "E2E-01", Verdict.UNSUPPORTED).toBuilder()
                .detail("no capability exchange_exchange_bindings")
                .build();
    }

    private static CaseResult declared(String id, Verdict verdict) {
        return simple(id, "QUEUE-03", verdict).toBuilder()
                .deviationReason("errata, section 7")
                .build();
    }
}
