package dev.touchstone.ci;

import dev.touchstone.reports.model.CaseResult;
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
import dev.touchstone.suite.target.ManagementClient;
import dev.touchstone.suite.target.Target;
import dev.touchstone.suite.target.rabbitmq.RabbitNodeTarget;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** First light: dev entry, replaced by the real command line. Args: host port mgmtPort|- filter..., or command:rabbitmq - - filter... */
public final class Touchstone {
    private Touchstone() {}

    public static void main(String[] args) {
        if (args[0].equals("command:rabbitmq")) {
            try (Target target = RabbitNodeTarget.start()) {
                run(target, args);
            }
            return;
        }
        Endpoint endpoint = new Endpoint(args[0], Integer.parseInt(args[1]), "guest", "guest", "/", Optional.empty());
        Optional<HttpAdmin> admin = args[2].equals("-")
                ? Optional.empty()
                : Optional.of(new HttpAdmin(new ManagementClient(
                        URI.create("http://" + args[0] + ":" + args[2]), "guest", "guest", Optional.empty())));
        run(new AmqpTarget(endpoint.toString(), endpoint, admin), args);
    }

    private static void run(Target target, String[] args) {
        RuleBook book = RuleBook.standard();
        RunOptions base = RunOptions.defaults(1);
        RunOptions options = new RunOptions(
                List.of(args).subList(3, args.length),
                List.of(),
                List.of(),
                base.jobs(),
                Duration.ofSeconds(5),
                base.deadline(),
                1,
                base.tries(),
                false,
                false);
        List<CaseResult> results = new Runner(book, CaseIndex.load(), List.of())
                .run(
                        target,
                        options,
                        Profiles.builtIn(book).named("rabbitmq-3"),
                        "touchstone-" + Long.toHexString(System.nanoTime()) + "-",
                        new RunListener() {
                            @Override
                            public void finished(CaseInfo info, CaseResult result) {
                                System.out.printf("%-14s %6d ms %s%n", result.verdict(), result.millis(), result.id());
                            }
                        });
        for (CaseResult result : results) {
            if (!result.verdict().name().equals("PASS")) {
                System.out.println("\n" + result.verdict() + " " + result.id() + "\n  expected " + result.expected()
                        + "\n  actual   " + result.actual() + "\n  " + result.detail());
                result.transcript().forEach(line -> System.out.println("  " + line));
            }
        }
    }
}
