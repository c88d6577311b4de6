/** Files of the operating system, as the ledger's {@link dev.touchstone.broker.ledger.Disk}. An edge room. */
@NullMarked
package dev.touchstone.broker.disk;

import org.jspecify.annotations.NullMarked;
