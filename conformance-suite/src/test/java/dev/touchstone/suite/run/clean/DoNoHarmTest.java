package dev.touchstone.suite.run.clean;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.touchstone.reports.json.JsonReport;
import dev.touchstone.reports.model.CaseResult;
import dev.touchstone.reports.model.RunResult;
import dev.touchstone.reports.model.TargetInfo;
import dev.touchstone.reports.model.Verdict;
import dev.touchstone.suite.lab.Journal;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.LabSettings;
import dev.touchstone.suite.profile.Profiles;
import dev.touchstone.suite.rulebook.RuleBook;
import dev.touchstone.suite.run.CaseIndex;
import dev.touchstone.suite.run.CaseInfo;
import dev.touchstone.suite.run.RunListener;
import dev.touchstone.suite.run.RunOptions;
import dev.touchstone.suite.run.Runner;
import dev.touchstone.suite.target.AmqpTarget;
import dev.touchstone.suite.target.Endpoint;
import dev.touchstone.suite.target.HttpAdmin;
import dev.touchstone.suite.target.Target;
import dev.touchstone.suite.target.rabbitmq.Oracle;
import dev.touchstone.suite.target.rabbitmq.RabbitNodeTarget;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A RabbitMQ with somebody's queues, messages, users and policies is the same after a run as before, however the run ended. */
@Tag("oracle")
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class DoNoHarmTest {
    private static final RuleBook BOOK = RuleBook.standard();
    private static RabbitNodeTarget node;
    private static HttpAdmin admin;
    private static Bystander bystander;

    @TempDir
    private Path state;

    private String before = "";

    @BeforeAll
    @Timeout(value = 120, unit = TimeUnit.SECONDS)
    static void start() throws Exception {
        node = Oracle.start();
        admin = (HttpAdmin) node.admin().orElseThrow();
        bystander = new Bystander(admin, node.endpoint());
        bystander.moveIn();
    }

    @AfterAll
    static void stop() {
        if (node != null) {
            node.close();
        }
    }

    @BeforeEach
    void look() throws Exception {
        before = bystander.look();
    }

    static RunOptions options(String... filter) {
        RunOptions all = RunOptions.defaults(1);
        return new RunOptions(
                List.of(filter), List.of(), List.of(), 8, all.patience(), all.deadline(), 1, 5, false, false);
    }

    private Target asStranger() {
        return new AmqpTarget("node", node.endpoint(), Optional.of(admin));
    }

    private Target asShopkeeper() {
        Endpoint shop =
                node.endpoint().withUser(Bystander.USER, Bystander.PASSWORD).withVirtualHost("shop");
        return new AmqpTarget("shop", shop, Optional.empty());
    }

    private Runner runner() {
        return new Runner(BOOK, CaseIndex.load(), List.of(), state);
    }

    private List<CaseResult> run(Runner runner, Target target, RunOptions options, RunListener listener) {
        String prefix = RunPrefix.fresh(Instant.now(), System.nanoTime()).text();
        return runner.run(target, options, Profiles.builtIn(BOOK).named("rabbitmq-3"), prefix, listener);
    }

    private void assertNothingHappened() throws Exception {
        assertThat(bystander.look()).isEqualTo(before);
        assertThat(journals()).isZero();
    }

    private long journals() throws Exception {
        try (Stream<Path> files = Files.list(state)) {
            return files.count();
        }
    }

    @Test
    void aWholeRunLeavesNothing() throws Exception {
        List<CaseResult> results =
                run(runner(), asStranger(), options("AUTH*", "EXCH*", "QUEUE*"), new RunListener() {});
        assertThat(results)
                .extracting(CaseResult::verdict)
                .contains(Verdict.PASS)
                .doesNotContain(Verdict.ERROR);
        assertNothingHappened();
    }

    @Test
    void aUserWhoMayNotMakeVirtualHostsGetsAReportAndNothingIsLeft() throws Exception {
        List<CaseResult> results =
                run(runner(), asShopkeeper(), options("EXCH*", "QUEUE*", "BIND*"), new RunListener() {});
        assertThat(results.stream().filter(result -> result.verdict() == Verdict.PASS))
                .hasSizeGreaterThan(20);
        assertThat(results).extracting(CaseResult::verdict).doesNotContain(Verdict.ERROR);
        assertNothingHappened();
    }

    @Test
    void aRunThatIsStoppedClearsUp() throws Exception {
        for (Target target : List.of(asStranger(), asShopkeeper())) {
            Runner runner = runner();
            AtomicInteger seen = new AtomicInteger();
            int planned = runner.select(options("EXCH*", "QUEUE*")).size();
            List<CaseResult> results = run(runner, target, options("EXCH*", "QUEUE*"), new RunListener() {
                @Override
                public void finished(CaseInfo info, CaseResult result) {
                    if (seen.incrementAndGet() == 5) {
                        runner.stop();
                    }
                }
            });
            assertThat(results).hasSizeBetween(5, planned - 1);
            assertNothingHappened();
        }
    }

    @Test
    void whatAKilledRunLeavesIsCleaned() throws Exception {
        int there = admin.virtualHosts().size();
        Process victim = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        VictimRun.class.getName(),
                        Integer.toString(node.endpoint().port()),
                        Integer.toString(admin.http().port()),
                        state.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            // One held virtual host and one of the run itself, beside those that were there.
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> admin.virtualHosts().size() > there + 1);
        } finally {
            victim.destroyForcibly().waitFor();
        }
        assertThat(bystander.look()).isNotEqualTo(before);
        Cleaner.Report report = new Cleaner(state, Clock.systemUTC()).clean(asStranger(), false);
        assertThat(report.left()).isEmpty();
        assertThat(report.removed()).hasSizeGreaterThan(2).anyMatch(line -> line.startsWith("user "));
        assertNothingHappened();
    }

    @Test
    void namesOfAKilledRunInASharedVirtualHostAreCleanedByTheirUser() throws Exception {
        RunPrefix prefix = RunPrefix.fresh(Instant.now(), 7);
        Target shop = asShopkeeper();
        try (RunJournal journal = RunJournal.begin(state, shop.endpoint(), prefix)) {
            Lab lab = lab(shop, prefix, journal);
            lab.queue(lab.channel());
            lab.exchange(lab.channel(), "fanout");
            journal.keep();
        }
        Path file;
        try (Stream<Path> files = Files.list(state)) {
            file = files.findFirst().orElseThrow();
        }
        Files.writeString(file, Files.readString(file).replaceAll("process .*", "process 1 1"));
        Cleaner.Report report = new Cleaner(state, Clock.systemUTC()).clean(shop, false);
        assertThat(report.removed()).hasSize(2);
        assertNothingHappened();
    }

    @Test
    void noPasswordIsInTranscriptsAndResults() throws Exception {
        RunPrefix prefix = RunPrefix.fresh(Instant.now(), 8);
        try (Lab lab = lab(asShopkeeper(), prefix, Journal.NONE)) {
            lab.channel();
            lab.connect(lab.endpoint(), factory -> factory.setSaslConfig(mechanisms -> new AmqPlain()));
            lab.dialChannel();
            assertThat(String.join("\n", lab.log().lines()))
                    .contains("connection.start-ok", "channel.open-ok")
                    .doesNotContain(Bystander.PASSWORD, hex(Bystander.PASSWORD));
        }
        List<CaseResult> results = run(runner(), asShopkeeper(), options("QUEUE*", "AUTH*"), new RunListener() {});
        RunResult result = RunResult.builder(
                        TargetInfo.of("shop", asShopkeeper().endpoint().toString()))
                .time(Instant.now(), 1)
                .profile("rabbitmq-3")
                .seed("1")
                .cases(results)
                .build();
        assertThat(JsonReport.render(result)).doesNotContain(Bystander.PASSWORD);
        assertThat(new ObjectMapper().readTree(JsonReport.render(result)).isObject())
                .isTrue();
        assertNothingHappened();
    }

    static Lab lab(Target target, RunPrefix prefix, Journal journal) {
        return new Lab(
                target,
                new LabSettings(prefix + "1-", Optional.empty(), Duration.ofSeconds(10), "rabbitmq-3", true, journal));
    }

    private static String hex(String text) {
        return java.util.HexFormat.of().formatHex(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** The official client has no AMQPLAIN of its own; its response is a table without its length. */
    private static final class AmqPlain implements com.rabbitmq.client.SaslMechanism {
        @Override
        public String getName() {
            return "AMQPLAIN";
        }

        @Override
        public com.rabbitmq.client.LongString handleChallenge(
                com.rabbitmq.client.LongString challenge, String user, String password) {
            StringBuilder response = new StringBuilder();
            field(response, "LOGIN", user);
            field(response, "PASSWORD", password);
            return com.rabbitmq.client.impl.LongStringHelper.asLongString(
                    response.toString().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        }

        private static void field(StringBuilder out, String name, String value) {
            out.append((char) name.length()).append(name).append("S\0\0\0");
            out.append((char) value.length()).append(value);
        }
    }
}
