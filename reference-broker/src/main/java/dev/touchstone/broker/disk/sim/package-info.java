/** A disk that exists only in memory and fails as disks do: it forgets, tears, fills up and flips bits, the same way for the same seed. */
@NullMarked
package dev.touchstone.broker.disk.sim;

import org.jspecify.annotations.NullMarked;
