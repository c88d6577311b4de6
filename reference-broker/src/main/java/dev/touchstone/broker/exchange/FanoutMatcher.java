package dev.touchstone.broker.exchange;

import dev.touchstone.broker.message.Message;

/** Fanout: every bound destination, key and arguments ignored (EXCH-FANOUT-01). */
final class FanoutMatcher implements Matcher {
    private final DestinationBag all = new DestinationBag();

    @Override
    public void add(Binding binding) {
        all.add(binding.destination());
    }

    @Override
    public void remove(Binding binding) {
        all.remove(binding.destination());
    }

    @Override
    public void match(String routingKey, Message message, Targets targets) {
        all.giveTo(targets);
    }
}
