package dev.touchstone.suite.rulebook;

/**
 * A chapter of the rule book: the rules that stand on one page.
 *
 * @param id short name such as {@code PUB-CONFIRM}; also the name of the page
 * @param title what the area is about, in a few words
 * @param intro one sentence that says what the rules of the area decide
 */
public record Area(String id, String title, String intro) {}
