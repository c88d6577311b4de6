package dev.touchstone.reports.html;

import dev.touchstone.reports.view.SafeText;
import gg.jte.Content;
import gg.jte.TemplateOutput;
import gg.jte.html.escape.Escape;

/** A text with parts in backquotes; they become {@code <code>}, everything is escaped. */
final class Rich implements Content {
    private final String[] parts;

    Rich(String text) {
        this.parts = SafeText.line(text).split("`", -1);
    }

    /** Odd parts stand between backquotes; a last one that nothing closes is plain. */
    @Override
    public void writeTo(TemplateOutput output) {
        for (int i = 0; i < parts.length; i++) {
            boolean code = i % 2 == 1 && i < parts.length - 1;
            if (code) {
                output.writeContent("<code>");
            } else if (i % 2 == 1) {
                output.writeContent("`");
            }
            Escape.htmlContent(parts[i], output);
            if (code) {
                output.writeContent("</code>");
            }
        }
    }
}
