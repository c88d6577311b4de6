/**
 * A broker as a node: it can be stopped and started again inside its process, and be controlled over a local channel that needs no password. An edge room.
 * {@link dev.touchstone.broker.node.Node} is what runs; {@link dev.touchstone.broker.node.LocalChannel} is how another process of the same user finds and
 * asks it, by what the node wrote into its data folder; {@code NodeCommands} answers.
 */
@NullMarked
package dev.touchstone.broker.node;

import org.jspecify.annotations.NullMarked;
