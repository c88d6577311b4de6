package dev.touchstone.ci.kill;

import dev.touchstone.chaos.planted.PlantedBug;
import dev.touchstone.chaos.planted.PlantedBugTarget;
import dev.touchstone.chaos.planted.PlantedBugs;
import dev.touchstone.ci.kill.variant.Variant;
import dev.touchstone.ci.kill.variant.Variants;
import dev.touchstone.ci.target.EmbeddedTarget;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All planted bugs, those on the wire and those inside. */
public final class Bugs {
    private static final List<Bug> ALL = Stream.concat(
                    PlantedBugs.all().stream().map(Bugs::onTheWire),
                    Variants.all().stream().map(Bugs::inside))
            .sorted(Comparator.comparing(Bug::kind).thenComparing(Bug::name))
            .toList();

    private Bugs() {}

    /** All of them by kind and name. */
    public static List<Bug> all() {
        return ALL;
    }

    /** The bug of that name. */
    public static Optional<Bug> named(String name) {
        return ALL.stream().filter(bug -> bug.name().equals(name)).findFirst();
    }

    private static Bug onTheWire(PlantedBug bug) {
        return new Bug(
                bug.id(),
                Bug.Kind.WIRE,
                bug.description(),
                List.of(bug.rule()),
                () -> PlantedBugTarget.owning(new EmbeddedTarget(), bug));
    }

    private static Bug inside(Variant variant) {
        return new Bug(
                variant.name(),
                Bug.Kind.SEMANTIC,
                variant.sentence(),
                variant.rules(),
                () -> new EmbeddedTarget(
                        "embedded with " + variant.name(), variant.parts().get()));
    }
}
