package dev.touchstone.broker.journal;

import dev.touchstone.broker.exchange.ExchangeSettings;
import dev.touchstone.broker.exchange.ExchangeType;
import dev.touchstone.broker.queue.QueueSettings;
import dev.touchstone.broker.vhost.TopologyChange;
import dev.touchstone.broker.vhost.TopologyChange.Way;

/** Changes of a topology to entries and back. */
final class TopologyEntries {
    private static final int EXCHANGE_MADE = 1;
    private static final int EXCHANGE_GONE = 2;
    private static final int QUEUE_MADE = 3;
    private static final int QUEUE_GONE = 4;
    private static final int BOUND = 5;
    private static final int UNBOUND = 6;
    private static final int POLICY_SET = 7;
    private static final int POLICY_GONE = 8;

    private TopologyEntries() {}

    static Entry entry(TopologyChange change) {
        Entry.Writer out = new Entry.Writer();
        if (change instanceof TopologyChange.ExchangeMade made) {
            ExchangeSettings settings = made.settings();
            return out.text(settings.name())
                    .text(settings.type().typeName())
                    .flag(settings.autoDelete())
                    .flag(settings.internal())
                    .table(settings.arguments())
                    .entry(EXCHANGE_MADE);
        } else if (change instanceof TopologyChange.ExchangeGone gone) {
            return out.text(gone.name()).entry(EXCHANGE_GONE);
        } else if (change instanceof TopologyChange.QueueMade made) {
            QueueSettings settings = made.settings();
            return out.text(settings.name())
                    .number(settings.id())
                    .flag(settings.autoDelete())
                    .table(settings.arguments())
                    .entry(QUEUE_MADE);
        } else if (change instanceof TopologyChange.QueueGone gone) {
            return out.text(gone.name()).entry(QUEUE_GONE);
        } else if (change instanceof TopologyChange.Bound bound) {
            return way(out, bound.way()).entry(BOUND);
        } else if (change instanceof TopologyChange.PolicySet set) {
            return PolicyFields.write(out.flag(set.ofOperator()), set.policy()).entry(POLICY_SET);
        } else if (change instanceof TopologyChange.PolicyGone gone) {
            return out.flag(gone.ofOperator()).text(gone.name()).entry(POLICY_GONE);
        }
        return way(out, ((TopologyChange.Unbound) change).way()).entry(UNBOUND);
    }

    private static Entry.Writer way(Entry.Writer out, Way way) {
        return out.text(way.source())
                .text(way.destination())
                .flag(way.toQueue())
                .text(way.routingKey())
                .table(way.arguments());
    }

    static TopologyChange change(Entry entry) {
        Entry.Reader in = new Entry.Reader(entry);
        return switch (entry.type()) {
            case EXCHANGE_MADE ->
                new TopologyChange.ExchangeMade(
                        new ExchangeSettings(in.text(), type(in.text()), true, in.flag(), in.flag(), in.table()));
            case EXCHANGE_GONE -> new TopologyChange.ExchangeGone(in.text());
            case QUEUE_MADE -> queue(in);
            case QUEUE_GONE -> new TopologyChange.QueueGone(in.text());
            case BOUND -> new TopologyChange.Bound(way(in));
            case UNBOUND -> new TopologyChange.Unbound(way(in));
            case POLICY_SET -> policy(in);
            case POLICY_GONE -> policyGone(in);
            default -> throw new Journal.UnknownEntry(entry);
        };
    }

    private static ExchangeType type(String name) {
        ExchangeType type = ExchangeType.named(name);
        if (type == null) {
            throw new IllegalArgumentException("an exchange of type '" + name + "'");
        }
        return type;
    }

    private static TopologyChange queue(Entry.Reader in) {
        String name = in.text();
        long id = in.number();
        return new TopologyChange.QueueMade(new QueueSettings(name, true, in.flag(), null, in.table(), id));
    }

    private static TopologyChange policy(Entry.Reader in) {
        boolean ofOperator = in.flag();
        return new TopologyChange.PolicySet(PolicyFields.read(in), ofOperator);
    }

    private static TopologyChange policyGone(Entry.Reader in) {
        boolean ofOperator = in.flag();
        return new TopologyChange.PolicyGone(in.text(), ofOperator);
    }

    private static Way way(Entry.Reader in) {
        return new Way(in.text(), in.text(), in.flag(), in.text(), in.table());
    }
}
