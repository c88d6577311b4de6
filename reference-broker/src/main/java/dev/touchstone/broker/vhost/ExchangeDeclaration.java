package dev.touchstone.broker.vhost;

import dev.touchstone.broker.wire.FieldTable;

/** The fields of {@code exchange.declare}, as they came. {@code type} is the type's name. */
public record ExchangeDeclaration(
        String name,
        String type,
        boolean passive,
        boolean durable,
        boolean autoDelete,
        boolean internal,
        FieldTable arguments) {}
