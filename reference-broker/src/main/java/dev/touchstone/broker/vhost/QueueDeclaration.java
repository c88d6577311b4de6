package dev.touchstone.broker.vhost;

import dev.touchstone.broker.wire.FieldTable;

/** The fields of {@code queue.declare}, as they came. An empty {@code name} asks for one made by the server (QUEUE-02). */
public record QueueDeclaration(
        String name, boolean passive, boolean durable, boolean exclusive, boolean autoDelete, FieldTable arguments) {}
