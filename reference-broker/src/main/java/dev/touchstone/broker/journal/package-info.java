/**
 * What the broker keeps beside messages: users and virtual hosts in one file, the durable topology of each virtual host in another. Each file is a list of
 * commands; reading it from begin to end gives what is there. Pure: files come in as a {@link dev.touchstone.broker.ledger.Disk}.
 */
@NullMarked
package dev.touchstone.broker.journal;

import org.jspecify.annotations.NullMarked;
