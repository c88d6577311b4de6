package dev.touchstone.suite.rulebook;

/**
 * One behaviour that a client can see from outside. Its id never changes and is never used for another rule.
 *
 * @param id such as {@code TTL-06} or {@code EXCH-DEFAULT-01}
 * @param area the page on which the rule stands; it cannot be told from the id alone
 * @param level how binding the rule is
 * @param behaviour one paraphrased line; {@code CH nnn} and {@code CN nnn} are closes of channel and connection with that reply code
 * @param howToObserve the methods a client uses, in short
 * @param provenance source, note on the level, verification
 */
public record Rule(
        String id, Area area, RuleLevel level, String behaviour, String howToObserve, Provenance provenance) {

    /** The title of the rule's area. */
    public String areaTitle() {
        return area.title();
    }

    /** The sources in short form; see {@link Provenance#source()}. */
    public String source() {
        return provenance.source();
    }

    /** What live brokers showed. */
    public Verification verification() {
        return provenance.verification();
    }

    @Override
    public String toString() {
        return id;
    }
}
