package dev.touchstone.bench;

import dev.touchstone.broker.exchange.Binding;
import dev.touchstone.broker.exchange.Destination;
import dev.touchstone.broker.exchange.Exchange;
import dev.touchstone.broker.exchange.ExchangeSettings;
import dev.touchstone.broker.exchange.ExchangeType;
import dev.touchstone.broker.wire.FieldTable;

/** A destination that is only a name. */
final class Place extends Destination {
    Place(String name) {
        super(name);
    }

    @Override
    public String kind() {
        return "queue";
    }

    static Exchange exchange(ExchangeType type) {
        return new Exchange(new ExchangeSettings("x", type, false, false, false, FieldTable.EMPTY));
    }

    void bindTo(Exchange source, String key, FieldTable arguments) {
        source.bind(new Binding(source, this, key, arguments));
    }
}
