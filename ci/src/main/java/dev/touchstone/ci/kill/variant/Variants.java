package dev.touchstone.ci.kill.variant;

import java.util.List;
import java.util.stream.Stream;

/** All brokers that are wrong in one thing inside, as data. */
public final class Variants {
    private static final List<Variant> ALL = Stream.of(
                    ExchangeBugs.all(),
                    OrderBugs.all(),
                    DeathBugs.all(),
                    ConsumerBugs.all(),
                    KeepingBugs.all(),
                    AccessBugs.all())
            .flatMap(List::stream)
            .toList();

    private Variants() {}

    /** All of them, each with a name of its own. */
    public static List<Variant> all() {
        return ALL;
    }
}
