package dev.touchstone.broker.journal;

import dev.touchstone.broker.vhost.TopologyChange;
import dev.touchstone.broker.vhost.TopologyChange.PolicyGone;
import dev.touchstone.broker.vhost.TopologyChange.Way;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The durable things of a virtual host, each in the order in which they were made. */
final class TopologyState implements Journal.State {
    private final Map<String, TopologyChange> exchanges = new LinkedHashMap<>();
    private final Map<String, TopologyChange> queues = new LinkedHashMap<>();
    private final Set<Way> ways = new LinkedHashSet<>();
    private final Map<PolicyGone, TopologyChange> policies = new LinkedHashMap<>();

    @Override
    public void apply(Entry entry) {
        TopologyChange change = TopologyEntries.change(entry);
        if (change instanceof TopologyChange.ExchangeMade made) {
            exchanges.put(made.settings().name(), made);
        } else if (change instanceof TopologyChange.QueueMade made) {
            queues.put(made.settings().name(), made);
        } else if (change instanceof TopologyChange.ExchangeGone gone) {
            exchanges.remove(gone.name());
            forget(way -> way.source().equals(gone.name())
                    || !way.toQueue() && way.destination().equals(gone.name()));
        } else if (change instanceof TopologyChange.QueueGone gone) {
            queues.remove(gone.name());
            forget(way -> way.toQueue() && way.destination().equals(gone.name()));
        } else if (change instanceof TopologyChange.Bound bound) {
            ways.add(bound.way());
        } else if (change instanceof TopologyChange.Unbound unbound) {
            ways.remove(unbound.way());
        } else if (change instanceof TopologyChange.PolicySet set) {
            policies.put(new PolicyGone(set.policy().name(), set.ofOperator()), set);
        } else if (change instanceof PolicyGone gone) {
            policies.remove(gone);
        }
    }

    private void forget(Predicate<Way> gone) {
        ways.removeIf(gone);
    }

    /** What is there, in an order in which it can be made again: policies first, which the rest obeys. */
    List<TopologyChange> made() {
        List<TopologyChange> made = new ArrayList<>(policies.values());
        made.addAll(exchanges.values());
        made.addAll(queues.values());
        ways.forEach(way -> made.add(new TopologyChange.Bound(way)));
        return made;
    }

    @Override
    public List<Entry> live() {
        return made().stream().map(TopologyEntries::entry).toList();
    }
}
