package dev.touchstone.broker.conf;

import dev.touchstone.broker.BrokerConfig.Address;
import dev.touchstone.broker.BrokerConfig.Identity;
import dev.touchstone.broker.BrokerConfig.Management;
import org.jspecify.annotations.Nullable;

/** The listeners of management and metrics. One of them is switched on by a key with its port or its address. */
record ManagementKeys(Values values) {
    private static final int HTTP_PORT = 15_672;
    private static final int HTTPS_PORT = 15_671;
    private static final int METRICS_PORT = 15_692;
    private static final String OLD = "management.listener.";

    @Nullable
    Management on(@Nullable Management base) {
        Management before = base == null ? new Management(-1, -1) : base;
        boolean oldIsTls = values.flag(OLD + "ssl", false);
        Address old = address(OLD, oldIsTls ? HTTPS_PORT : HTTP_PORT, Address.NONE);
        Identity oldIdentity = new TlsKeys(values, OLD + "ssl_opts.").identity();
        Identity newIdentity = new TlsKeys(values, "management.ssl.").identity();
        Identity identity = newIdentity != null ? newIdentity : oldIdentity;
        Address http = address("management.tcp.", HTTP_PORT, !oldIsTls && old.isWanted() ? old : before.http());
        Address https = address("management.ssl.", HTTPS_PORT, oldIsTls && old.isWanted() ? old : before.https());
        Address metrics = address("prometheus.tcp.", METRICS_PORT, before.metrics());
        if (https.isWanted() && identity == null && before.identity() == null) {
            throw new IllegalArgumentException(
                    "management over HTTPS needs management.ssl.certfile and management.ssl.keyfile");
        }
        return http.isWanted() || https.isWanted() || metrics.isWanted()
                ? new Management(http, https, identity == null ? before.identity() : identity, metrics)
                : null;
    }

    private Address address(String prefix, int usualPort, Address otherwise) {
        if (!values.has(prefix + "port") && !values.has(prefix + "ip")) {
            return otherwise;
        }
        return new Address(values.text(prefix + "ip", Conf.EVERYWHERE), (int)
                values.number(prefix + "port", usualPort, 0, 65_535));
    }
}
