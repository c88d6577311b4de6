/**
 * The ledger: what queues keep beyond the life of the process, and what they keep out of memory. Pure: it knows formats, counts and orders, and reaches
 * files and threads only through {@link dev.touchstone.broker.ledger.Disk} and what else an edge room implements. The format stands in
 * {@code docs/on-disk-format.md}.
 */
@NullMarked
package dev.touchstone.broker.ledger;

import org.jspecify.annotations.NullMarked;
