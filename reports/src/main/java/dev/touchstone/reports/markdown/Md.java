package dev.touchstone.reports.markdown;

import dev.touchstone.reports.view.SafeText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts of others inside Markdown. Public because the comparison has a Markdown form too. */
public final class Md {
    private static final Pattern MARKUP = Pattern.compile("[\\\\`*_\\[\\]|~<>&@#]|://|www\\.");

    private Md() {}

    /** One line of running text, also in a table cell or a heading: all that Markdown or HTML could take for markup or a link is escaped. */
    public static String text(String any) {
        return MARKUP.matcher(SafeText.line(any)).replaceAll(match -> Matcher.quoteReplacement(escaped(match.group())));
    }

    private static String escaped(String markup) {
        return switch (markup) {
            case "<" -> "&lt;";
            case ">" -> "&gt;";
            case "&" -> "&amp;";
            case "@" -> "&#64;";
            case "://" -> ":&#47;&#47;";
            case "www." -> "www&#46;";
            default -> "\\" + markup;
        };
    }

    /** Text inside an HTML element of the page, for example a {@code summary}. */
    public static String html(String any) {
        return SafeText.line(any)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    /** A fenced block; the fence is longer than any run of backticks within. */
    public static String fence(String safeBlock) {
        int longest = 2;
        int runLength = 0;
        for (int i = 0; i < safeBlock.length(); i++) {
            runLength = safeBlock.charAt(i) == '`' ? runLength + 1 : 0;
            longest = Math.max(longest, runLength);
        }
        String fence = "`".repeat(longest + 1);
        return fence + "text\n" + safeBlock + "\n" + fence + "\n";
    }
}
