/** Tests of the ledger, on real files and on the simulated disk. */
@NullMarked
package dev.touchstone.broker.ledger;

import org.jspecify.annotations.NullMarked;
