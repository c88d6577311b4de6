package dev.touchstone.suite.run;

import dev.touchstone.suite.lab.Journal;
import dev.touchstone.suite.run.clean.RunJournal;
import dev.touchstone.suite.run.clean.RunPrefix;
import dev.touchstone.suite.target.AdminException;
import dev.touchstone.suite.target.Capability;
import dev.touchstone.suite.target.Target;
import dev.touchstone.suite.target.TargetAdmin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a run works on its target: a virtual host of its own, where the target lets us make one, and the journal of what is made
 * outside it. Closing removes the virtual host and, if all is gone, the journal.
 */
final class Workplace implements AutoCloseable {
    private final Target target;
    private final Optional<RunJournal> journal;
    private final Optional<String> virtualHost;

    private Workplace(Target target, Optional<RunJournal> journal, Optional<String> virtualHost) {
        this.target = target;
        this.journal = journal;
        this.virtualHost = virtualHost;
    }

    static Workplace prepare(Target target, String prefix, Path stateFolder) {
        Optional<RunJournal> journal =
                target.outlivesTheRun() ? beginJournal(target, prefix, stateFolder) : Optional.empty();
        Optional<String> virtualHost = target.capabilities().contains(Capability.ADMIN)
                ? makeVirtualHost(target, prefix + "vhost", journal)
                : Optional.empty();
        return new Workplace(target, journal, virtualHost);
    }

    /** A home that cannot be written must not stop a run: its names can still be found by their prefix. */
    private static Optional<RunJournal> beginJournal(Target target, String prefix, Path stateFolder) {
        try {
            return Optional.of(RunJournal.begin(stateFolder, target.endpoint(), new RunPrefix(prefix)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> makeVirtualHost(Target target, String name, Optional<RunJournal> journal) {
        TargetAdmin admin = target.admin().orElseThrow();
        journal.ifPresent(open -> open.willMake(Journal.Kind.VHOST, "", name));
        try {
            admin.addVirtualHost(name);
        } catch (AdminException e) {
            return Optional.empty();
        }
        try {
            admin.setPermissions(target.endpoint().user(), name, TargetAdmin.Permissions.ALL);
            return Optional.of(name);
        } catch (AdminException e) {
            admin.deleteVirtualHost(name);
            return Optional.empty();
        }
    }

    Optional<String> virtualHost() {
        return virtualHost;
    }

    Journal journal() {
        return journal.map(open -> (Journal) open).orElse(Journal.NONE);
    }

    /** What cannot be removed stays in the journal; results must not be lost over it. */
    @Override
    public void close() {
        try {
            virtualHost.ifPresent(name -> target.admin().orElseThrow().deleteVirtualHost(name));
        } catch (AdminException e) {
            journal().keep();
        }
        try {
            if (journal.isPresent()) {
                journal.get().close();
            }
        } catch (IOException e) {
            // The file stays, and the next cleaning finds nothing under its names.
            return;
        }
    }
}
