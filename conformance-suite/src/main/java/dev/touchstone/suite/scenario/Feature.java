package dev.touchstone.suite.scenario;

import java.util.EnumSet;
import java.util.Random;
import java.util.Set;

/** What a scenario may use. Each draws its own handful, so that rare things meet often in some of them. */
enum Feature {
    CONFIRMS(50),
    TRANSACTIONS(25),
    PRIORITIES(30),
    LIMITS(40),
    DEAD_LETTERS(35),
    EXPIRY(4),
    EXCLUSIVE(20),
    NO_WAIT(20),
    SERVER_NAMED(20),
    AUTO_DELETE(25),
    EXCHANGE_BINDINGS(25),
    ALTERNATES(25),
    TOPICS(40),
    HEADERS(30),
    POLICIES(8),
    SENDER_SELECTED(20),
    MANDATORY(40),
    PERSISTENT(15),
    CONSUMER_PRIORITIES(15),
    SINGLE_ACTIVE(15),
    CUTS(30),
    ERRORS(40);

    private final int percent;

    Feature(int percent) {
        this.percent = percent;
    }

    static Set<Feature> draw(Random random) {
        Set<Feature> drawn = EnumSet.noneOf(Feature.class);
        for (Feature feature : values()) {
            if (random.nextInt(100) < feature.percent) {
                drawn.add(feature);
            }
        }
        return drawn;
    }
}
