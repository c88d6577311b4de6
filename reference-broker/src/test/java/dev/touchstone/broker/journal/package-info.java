/** Tests of the journals on the simulated disk. */
@NullMarked
package dev.touchstone.broker.journal;

import org.jspecify.annotations.NullMarked;
