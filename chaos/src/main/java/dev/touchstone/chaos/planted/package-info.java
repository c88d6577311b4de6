/**
 * Bugs planted on the wire of a broker that has none of them: the proof that the suite can fail. Each names the case that must kill
 * it. A {@link dev.touchstone.chaos.planted.PlantedBugTarget} owns its proxy and nothing of the target behind it.
 */
@NullMarked
package dev.touchstone.chaos.planted;

import org.jspecify.annotations.NullMarked;
