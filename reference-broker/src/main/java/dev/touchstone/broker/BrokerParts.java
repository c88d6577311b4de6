package dev.touchstone.broker;

import dev.touchstone.broker.auth.AuthStore;
import dev.touchstone.broker.ledger.Disk;
import dev.touchstone.broker.vhost.Parts;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;

/**
 * What a broker is built of, for who embeds one and wants something else in its place.
 *
 * @param hosts makes exchanges and queues
 * @param users makes the store of users; gets a source of 32 random bits
 * @param disk gets the folder of the data, and gives what the broker shall use in its place
 */
public record BrokerParts(Parts hosts, Function<IntSupplier, AuthStore> users, UnaryOperator<Disk> disk) {
    /** What a broker is built of if nobody says anything else. */
    public static BrokerParts standard() {
        return new BrokerParts(new Parts(), AuthStore::new, folder -> folder);
    }

    /** The same with other exchanges and queues. */
    public BrokerParts withHosts(Parts others) {
        return new BrokerParts(others, users, disk);
    }

    /** The same with another store of users. */
    public BrokerParts withUsers(Function<IntSupplier, AuthStore> others) {
        return new BrokerParts(hosts, others, disk);
    }

    /** The same with another disk. */
    public BrokerParts withDisk(UnaryOperator<Disk> other) {
        return new BrokerParts(hosts, users, other);
    }
}
