package dev.touchstone.chaos.planted;

import dev.touchstone.chaos.proxy.Tampering;
import java.util.function.Supplier;

/**
 * A mistake that a broker could make, made by a proxy in front of one that does not make it.
 *
 * @param id short and stable, such as {@code ack-before-return}
 * @param description what the broker seems to do wrong
 * @param killedBy id of the case that must FAIL while the bug is there, as in {@code CONS-03/consumingFromAMissingQueueIs404}
 * @param tampering makes the mistake on one connection
 */
public record PlantedBug(String id, String description, String killedBy, Supplier<Tampering> tampering) {
    /** The rule that the killing case judges first. */
    public String rule() {
        return killedBy.substring(0, killedBy.indexOf('/'));
    }

    @Override
    public String toString() {
        return id;
    }
}
