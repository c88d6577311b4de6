package dev.touchstone.broker.exchange;

import dev.touchstone.broker.message.Address;
import dev.touchstone.broker.message.BasicProperties;
import dev.touchstone.broker.message.Message;
import dev.touchstone.broker.message.Property;
import dev.touchstone.broker.wire.FieldTable;
import java.util.Set;
import java.util.TreeSet;

/** An exchange with spots bound to it, to ask which of them a message reaches. */
final class Bound {
    final Exchange exchange;

    private Bound(Exchange exchange) {
        this.exchange = exchange;
    }

    static Bound of(ExchangeType type) {
        return new Bound(new Exchange(new ExchangeSettings("x", type, false, false, false, FieldTable.EMPTY)));
    }

    Binding bind(String spot, String key) {
        return bind(new Spot(spot), key, FieldTable.EMPTY);
    }

    Binding bind(Spot spot, String key, FieldTable arguments) {
        Binding binding = new Binding(exchange, spot, key, arguments);
        exchange.bind(binding);
        return binding;
    }

    Set<String> reached(String key) {
        return reached(key, FieldTable.EMPTY);
    }

    Set<String> reached(String key, FieldTable headers) {
        BasicProperties properties = BasicProperties.NONE.with(Property.HEADERS, headers);
        Message message = Message.of(Address.of("x", key), properties, new byte[0]);
        Set<String> names = new TreeSet<>();
        exchange.match(key, message, destination -> names.add(destination.name()));
        return names;
    }
}
