package dev.touchstone.suite.cases.tag;

import dev.touchstone.suite.lab.Finding;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.lab.ManagementBench;
import dev.touchstone.suite.target.Endpoint;
import dev.touchstone.suite.target.TargetAdmin.Permissions;
import java.util.ArrayList;
import java.util.List;

/**
 * Requests of a user with some tags: one virtual host in which the user may everything (HOME), that of the run in which it has no
 * permission record (AWAY). A row is a request such as {@code GET queues/HOME}, a body may follow after a blank.
 */
final class Roles {
    private final ManagementBench administrator;
    private final ManagementBench asking;
    private final Endpoint user;
    private final String home;
    private final String away;

    private Roles(Lab lab, String... tags) {
        home = lab.freshVirtualHost().virtualHost();
        away = lab.endpoint().virtualHost();
        user = lab.user(Permissions.ALL, tags).withVirtualHost(home);
        lab.admin().clearPermissions(user.user(), away);
        lab.admin().setPermissions(user.user(), home, Permissions.ALL);
        administrator = ManagementBench.of(lab);
        asking = administrator.as(user);
    }

    /** A user with these tags. */
    static Roles of(Lab lab, String... tags) {
        return new Roles(lab, tags);
    }

    Endpoint user() {
        return user;
    }

    String home() {
        return home;
    }

    String away() {
        return away;
    }

    /** The user's own requests. */
    ManagementBench http() {
        return asking;
    }

    /** The requests of the administrator who made the user. */
    ManagementBench administrator() {
        return administrator;
    }

    /** Asks one row and returns the answer. */
    ManagementBench.Reply ask(String row) {
        String[] words = row.split(" ", 3);
        String path = words[1].replace("HOME", ManagementBench.encode(home))
                .replace("AWAY", ManagementBench.encode(away))
                .replace("USER", ManagementBench.encode(user.user()));
        return asking.path(path).send(words[0], words.length > 2 ? words[2] : "", java.util.Map.of());
    }

    /** Expects that each is answered with a status of 200 to 299. */
    void may(String... rows) {
        expect(rows, "an answer with 2xx", status -> status / 100 == 2);
    }

    /** Expects that each is answered with 401. */
    void mayNot(String... rows) {
        expect(rows, "401", status -> status == 401);
    }

    private void expect(String[] rows, String wanted, java.util.function.IntPredicate allowed) {
        List<String> wrong = new ArrayList<>();
        for (String row : rows) {
            int status = ask(row).status();
            if (!allowed.test(status)) {
                wrong.add(row + " -> " + status);
            }
        }
        if (!wrong.isEmpty()) {
            throw new Finding(wanted + " to each of " + rows.length + " requests", wrong.toString());
        }
    }
}
