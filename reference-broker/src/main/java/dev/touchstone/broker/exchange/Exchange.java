package dev.touchstone.broker.exchange;

import dev.touchstone.broker.dialect.Dialect;
import dev.touchstone.broker.message.Message;
import dev.touchstone.broker.wire.FieldTable;
import dev.touchstone.broker.wire.ProtocolException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An exchange with its bindings. Lives on the loop of its virtual host, which alone adds and removes bindings. */
public class Exchange extends Destination {
    private final ExchangeSettings settings;
    private final Matcher matcher;
    private final Set<Binding> outgoing = new LinkedHashSet<>();
    private @Nullable String alternateByPolicy;
    private long messagesIn;
    private long messagesOut;

    /** An exchange of 3.10 without bindings. */
    public Exchange(ExchangeSettings settings) {
        this(settings, Dialect.RABBITMQ_3);
    }

    /** An exchange without bindings. */
    public Exchange(ExchangeSettings settings, Dialect dialect) {
        super(settings.name());
        this.settings = settings;
        this.matcher = settings.type().newMatcher(settings.arguments(), dialect);
    }

    /** What it was declared with. */
    public ExchangeSettings settings() {
        return settings;
    }

    @Override
    public String kind() {
        return "exchange";
    }

    /** The name of the alternate exchange, or null. The argument wins over what a policy says (AE-10). */
    public @Nullable String alternateExchange() {
        String own = settings.alternateExchange();
        return own == null ? alternateByPolicy : own;
    }

    /** A policy names an alternate exchange, or with null none does any more. */
    public void alternateByPolicy(@Nullable String exchange) {
        alternateByPolicy = exchange;
    }

    /** Refuses binding arguments that the type cannot use (HDR-12). */
    public void validate(FieldTable arguments) throws ProtocolException {
        matcher.validate(arguments);
    }

    /** Adds a binding whose source is this exchange; returns whether it is new (BIND-01). */
    public boolean bind(Binding binding) {
        if (!outgoing.add(binding)) {
            return false;
        }
        binding.destination().bound(binding);
        matcher.add(binding);
        return true;
    }

    /** Removes a binding; returns whether there was one (BIND-03, BIND-05). */
    public boolean unbind(Binding binding) {
        if (!outgoing.remove(binding)) {
            return false;
        }
        binding.destination().unbound(binding);
        matcher.remove(binding);
        return true;
    }

    /** Whether this binding exists. */
    public boolean isBound(Binding binding) {
        return outgoing.contains(binding);
    }

    /** Whether it is the source of any binding; being a destination does not count (EXCH-11). */
    public boolean isInUse() {
        return !outgoing.isEmpty();
    }

    /** The bindings that start here, as a copy, oldest first. */
    public List<Binding> outgoing() {
        return new ArrayList<>(outgoing);
    }

    /** Gives the destinations for a message with this key to {@code targets}, perhaps some twice. */
    public void match(String routingKey, Message message, Targets targets) {
        matcher.match(routingKey, message, targets);
    }

    /** A message was published here and went to so many queues. */
    public void count(int destinations) {
        messagesIn++;
        messagesOut += destinations;
    }

    /** How many messages were published here. */
    public long messagesIn() {
        return messagesIn;
    }

    /** How many messages queues got for those that were published here. */
    public long messagesOut() {
        return messagesOut;
    }

    /** Whether messages may have to wait before they are routed (DELAY-03). */
    public boolean isDelayed() {
        return settings.type() == ExchangeType.DELAYED;
    }

    /** Whether routing looks at the message's headers, so that a result holds for one message only. */
    public boolean usesHeaders() {
        return isDelayed() || matcher.usesHeaders();
    }
}
