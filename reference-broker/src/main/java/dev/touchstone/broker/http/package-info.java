/**
 * The management API over HTTP, with the paths, bodies and answers of RabbitMQ 3.10. An edge room that is loaded when management is asked for and not
 * before. {@link dev.touchstone.broker.http.ManagementServer} is the socket; {@code Api} finds the resource that a path names; each resource asks
 * {@link dev.touchstone.broker.Administration}, and the loops of virtual hosts by tasks that bring back immutable facts. Nothing here runs on a loop but those
 * tasks.
 */
@NullMarked
package dev.touchstone.broker.http;

import org.jspecify.annotations.NullMarked;
