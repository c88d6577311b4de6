package dev.touchstone.reports.html;

import dev.touchstone.reports.model.RunResult;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;

/**
 * The certificate as one self-contained HTML page: readable without script, searchable with it, printable, light and dark. A policy
 * inside the page forbids every script and style but its own, so that not even a flaw in escaping lets a broker's bytes run.
 */
public final class HtmlReport {
    private static final String TEMPLATES = "dev.touchstone.reports.html.templates";

    private HtmlReport() {}

    /** The page, to be stored as UTF-8. */
    public static String render(RunResult run) {
        TemplateEngine engine =
                TemplateEngine.createPrecompiled(null, ContentType.Html, HtmlReport.class.getClassLoader(), TEMPLATES);
        StringOutput out = new StringOutput(1 << 18);
        engine.render("certificate.jte", Page.of(run), out);
        return out.toString();
    }
}
