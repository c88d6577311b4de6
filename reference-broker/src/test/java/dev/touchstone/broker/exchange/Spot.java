package dev.touchstone.broker.exchange;

/** A destination that is only a name. */
final class Spot extends Destination {
    Spot(String name) {
        super(name);
    }

    @Override
    public String kind() {
        return "queue";
    }
}
