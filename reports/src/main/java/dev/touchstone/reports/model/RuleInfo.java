package dev.touchstone.reports.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * One rule of the book.
 *
 * @param id for example {@code QUEUE-08} or {@code EXCH-DEFAULT-01}; never changes, never reused
 * @param area the area it belongs to, for example {@code QUEUE}
 * @param areaTitle the area in words, for example {@code Queues}
 * @param level how binding it is
 * @param behaviour the paraphrase: what a broker must show
 * @param howToObserve how a client sees it
 * @param source where the rule comes from
 * @param verified how and where it was seen on a real broker; empty if it was not
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RuleInfo(
        String id,
        String area,
        String areaTitle,
        Level level,
        String behaviour,
        String howToObserve,
        String source,
        String verified) {
    public RuleInfo {
        id = Texts.required("id of a rule", id);
        area = Texts.required("area of rule " + id, area);
        areaTitle = Texts.orEmpty(areaTitle);
        behaviour = Texts.orEmpty(behaviour);
        howToObserve = Texts.orEmpty(howToObserve);
        source = Texts.orEmpty(source);
        verified = Texts.orEmpty(verified);
        if (level == null) {
            throw new IllegalArgumentException("Rule " + id + " has no level");
        }
    }
}
