package dev.touchstone.ci.cli;

import dev.touchstone.suite.scenario.Discovery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the commands that play scripts share: budgets and files. */
final class ScriptFiles {
    private static final Pattern BUDGET = Pattern.compile("([0-9]{1,6})(ms|s|m|h)");

    private ScriptFiles() {}

    /** 90s, 30m, 2h. */
    static Duration budget(String text) {
        Matcher matcher = BUDGET.matcher(text);
        UserError.check(matcher.matches(), "--budget takes a time such as 90s, 30m or 2h, not " + text);
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }

    /** Writes the script of a discovery into a folder that is made if it is not there. */
    static Path write(Path folder, Discovery discovery) {
        Path file = folder.resolve(discovery.slug() + ".script");
        try {
            Files.createDirectories(folder);
            Files.writeString(file, discovery.script().print());
            return file;
        } catch (IOException e) {
            throw new UserError(ExitCodes.USAGE, "cannot write " + file + ": " + e.getMessage(), e);
        }
    }
}
