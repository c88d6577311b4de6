package dev.touchstone.suite.run.clean;

import dev.touchstone.suite.lab.Journal.Kind;
import dev.touchstone.suite.target.AdminException;
import dev.touchstone.suite.target.Capability;
import dev.touchstone.suite.target.Target;
import dev.touchstone.suite.target.TargetAdmin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Removes what dead runs left on a target: what their journals name and, where the target can be administered, every virtual
 * host, user, queue and exchange whose name has the whole shape of a generated one. What belongs to a run that lives on this
 * machine stays, and so does what may belong to one that lives elsewhere: no journal here knows it, and it is younger than an
 * hour.
 */
public final class Cleaner {
    /** Runs take minutes; what is this old has no run any more. */
    public static final Duration SURELY_DEAD = Duration.ofHours(1);

    private final Path stateFolder;
    private final Clock clock;

    public Cleaner(Path stateFolder, Clock clock) {
        this.stateFolder = stateFolder;
        this.clock = clock;
    }

    /**
     * What came of it, one line of words for each thing.
     *
     * @param left what is still there, with the reason
     */
    public record Report(List<String> removed, List<String> left) {
        public Report {
            removed = List.copyOf(removed);
            left = List.copyOf(left);
        }
    }

    /**
     * Removes.
     *
     * @param alsoYoung also what is young and unknown to the journals of this machine
     */
    public Report clean(Target target, boolean alsoYoung) {
        return new Work(target, alsoYoung).run();
    }

    /** One cleaning. */
    private final class Work {
        private final Target target;
        private final boolean alsoYoung;
        private final List<DeadRuns.Found> journals;
        private final List<String> removed = new ArrayList<>();
        private final List<String> left = new ArrayList<>();
        private final Map<String, Set<String>> names = new TreeMap<>();

        private Work(Target target, boolean alsoYoung) {
            this.target = target;
            this.alsoYoung = alsoYoung;
            journals = DeadRuns.at(stateFolder, RunJournal.place(target.endpoint()));
        }

        private Report run() {
            Optional<TargetAdmin> admin =
                    target.capabilities().contains(Capability.ADMIN) ? target.admin() : Optional.empty();
            journals.stream().filter(journal -> !journal.alive()).forEach(journal -> note(journal, admin.isPresent()));
            try {
                admin.ifPresent(this::searchAndRemove);
            } catch (AdminException e) {
                left.add("what only administration finds: " + e.getMessage());
            }
            names.forEach(this::deleteNames);
            if (left.isEmpty()) {
                journals.stream().filter(journal -> !journal.alive()).forEach(this::forget);
            }
            return new Report(removed, left);
        }

        /** What the journal of a dead run says; users and virtual hosts are found by listing, where that is possible. */
        private void note(DeadRuns.Found journal, boolean administrable) {
            for (JournalEntry entry : journal.entries()) {
                if (RunPrefix.of(entry.name()).isEmpty()) {
                    continue;
                }
                if (entry.kind() == Kind.NAME) {
                    note(entry.virtualHost(), entry.name());
                } else if (!administrable) {
                    left.add(words(entry.kind()) + " " + entry.name() + ": only an administrator can remove it");
                }
            }
        }

        private void note(String virtualHost, String name) {
            names.computeIfAbsent(virtualHost, ignored -> new TreeSet<>()).add(name);
        }

        private void searchAndRemove(TargetAdmin admin) {
            Map<String, Boolean> verdicts = new HashMap<>();
            List<String> virtualHosts = admin.virtualHosts();
            names.keySet().retainAll(virtualHosts);
            for (String virtualHost : virtualHosts) {
                if (RunPrefix.of(virtualHost).isEmpty()) {
                    admin.queues(virtualHost).forEach(queue -> candidate(verdicts, virtualHost, queue.name()));
                    admin.exchanges(virtualHost).forEach(exchange -> candidate(verdicts, virtualHost, exchange.name()));
                } else if (isDead(verdicts, "virtual host", virtualHost)) {
                    names.remove(virtualHost);
                    remove("virtual host " + virtualHost, () -> admin.deleteVirtualHost(virtualHost));
                }
            }
            for (String user : admin.users()) {
                boolean ourselves = user.equals(target.endpoint().user());
                if (!ourselves && RunPrefix.of(user).isPresent() && isDead(verdicts, "user", user)) {
                    remove("user " + user, () -> admin.deleteUser(user));
                }
            }
        }

        private void candidate(Map<String, Boolean> verdicts, String virtualHost, String name) {
            if (RunPrefix.of(name).isPresent() && isDead(verdicts, "queue or exchange", name)) {
                note(virtualHost, name);
            }
        }

        private boolean isDead(Map<String, Boolean> verdicts, String kind, String name) {
            RunPrefix prefix = RunPrefix.of(name).orElseThrow();
            boolean dead = verdicts.computeIfAbsent(prefix.text(), ignored -> isDead(prefix));
            if (!dead) {
                left.add(kind + " " + name + ": its run lives, or may live on another machine");
            }
            return dead;
        }

        private boolean isDead(RunPrefix prefix) {
            Optional<DeadRuns.Found> journal = journals.stream()
                    .filter(found -> found.prefix().equals(prefix))
                    .findFirst();
            if (journal.isPresent()) {
                return !journal.get().alive();
            }
            return alsoYoung || prefix.began().plus(SURELY_DEAD).isBefore(clock.instant());
        }

        private void remove(String what, Runnable step) {
            try {
                step.run();
                removed.add(what);
            } catch (AdminException e) {
                left.add(what + ": " + e.getMessage());
            }
        }

        private void deleteNames(String virtualHost, Set<String> ours) {
            NamesOverAmqp.Outcome outcome =
                    NamesOverAmqp.delete(target.endpoint().withVirtualHost(virtualHost), ours);
            removed.addAll(outcome.removed());
            left.addAll(outcome.left());
        }

        private void forget(DeadRuns.Found journal) {
            try {
                Files.deleteIfExists(journal.file());
            } catch (IOException e) {
                left.add("the journal " + journal.file() + ": " + e.getMessage());
            }
        }
    }

    private static String words(Kind kind) {
        return kind == Kind.VHOST ? "virtual host" : kind == Kind.USER ? "user" : "queue or exchange";
    }
}
