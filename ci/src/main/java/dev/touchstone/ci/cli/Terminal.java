package dev.touchstone.ci.cli;

import dev.touchstone.reports.console.Style;
import java.util.Map;

/**
 * What the standard output of this process is.
 *
 * @param interactive a person looks at it: a line may be written over
 * @param colour it shows colours and nobody asked for none
 * @param columns its width
 */
public record Terminal(boolean interactive, boolean colour, int columns) {
    /** Looks at the console and at NO_COLOR, TERM, CI and COLUMNS in the environment. */
    public static Terminal ofThisProcess() {
        return of(System.getenv(), System.console() != null);
    }

    static Terminal of(Map<String, String> environment, boolean console) {
        boolean dumb = "dumb".equals(environment.get("TERM")) || environment.containsKey("CI");
        boolean noColour = !environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(console && !dumb, console && !dumb && !noColour, width(environment));
    }

    private static int width(Map<String, String> environment) {
        String columns = environment.getOrDefault("COLUMNS", "");
        return columns.matches("[1-9][0-9]{1,3}") ? Math.max(60, Integer.parseInt(columns)) : 120;
    }

    /** The style in which reports are written to it. */
    public Style style() {
        return (colour ? Style.ansi() : Style.plain()).withColumns(columns);
    }
}
