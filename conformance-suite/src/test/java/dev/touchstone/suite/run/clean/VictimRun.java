package dev.touchstone.suite.run.clean;

import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.profile.Profiles;
import dev.touchstone.suite.rulebook.RuleBook;
import dev.touchstone.suite.run.CaseIndex;
import dev.touchstone.suite.run.RunListener;
import dev.touchstone.suite.run.RunOptions;
import dev.touchstone.suite.run.Runner;
import dev.touchstone.suite.target.AmqpTarget;
import dev.touchstone.suite.target.Endpoint;
import dev.touchstone.suite.target.HttpAdmin;
import dev.touchstone.suite.target.ManagementClient;
import dev.touchstone.suite.target.TargetAdmin;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A process of its own that runs cases until it is killed. It also holds a user and a virtual host all the time, so that there is
 * something to clean at whatever instant it dies. Arguments: AMQP port, management port, state folder.
 */
public final class VictimRun {
    private VictimRun() {}

    public static void main(String[] args) throws IOException {
        Endpoint endpoint =
                new Endpoint("127.0.0.1", Integer.parseInt(args[0]), "guest", "guest", "/", Optional.empty());
        HttpAdmin admin = new HttpAdmin(
                new ManagementClient(URI.create("http://127.0.0.1:" + args[1]), "guest", "guest", Optional.empty()));
        AmqpTarget target = new AmqpTarget("victim", endpoint, Optional.of(admin));
        Path state = Path.of(args[2]);
        hold(target, state);
        RuleBook book = RuleBook.standard();
        RunOptions options = DoNoHarmTest.options("AUTH*", "CONN*", "EXCH*", "QUEUE*");
        while (true) {
            new Runner(book, CaseIndex.load(), List.of(), state)
                    .run(
                            target,
                            options,
                            Profiles.builtIn(book).named("rabbitmq-3"),
                            RunPrefix.fresh(Instant.now(), System.nanoTime()).text(),
                            new RunListener() {});
        }
    }

    private static void hold(AmqpTarget target, Path state) throws IOException {
        RunPrefix prefix = RunPrefix.fresh(Instant.now(), System.nanoTime());
        Lab lab = DoNoHarmTest.lab(target, prefix, RunJournal.begin(state, target.endpoint(), prefix));
        lab.user(TargetAdmin.Permissions.NONE);
        lab.freshVirtualHost();
    }
}
