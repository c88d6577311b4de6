package dev.touchstone.ci.kill.variant;

import dev.touchstone.broker.BrokerParts;
import dev.touchstone.broker.dialect.Dialect;
import dev.touchstone.broker.exchange.Binding;
import dev.touchstone.broker.exchange.Exchange;
import dev.touchstone.broker.exchange.ExchangeSettings;
import dev.touchstone.broker.exchange.ExchangeType;
import dev.touchstone.broker.exchange.Targets;
import dev.touchstone.broker.message.Message;
import dev.touchstone.broker.vhost.Parts;
import dev.touchstone.broker.wire.FieldTable;
import dev.touchstone.broker.wire.FieldValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Exchanges that route wrongly. */
final class ExchangeBugs {
    private static final String X_MATCH = "x-match";

    private ExchangeBugs() {}

    static List<Variant> all() {
        return List.of(
                new Variant(
                        "star-matches-nothing",
                        "* in a pattern also matches no word at all",
                        List.of("TOPIC-01", "TOPIC-04"),
                        () -> exchanges(settings -> settings.type() == ExchangeType.TOPIC
                                ? new LenientTopic(settings)
                                : new Exchange(settings))),
                new Variant(
                        "headers-modes-swapped",
                        "x-match any asks for all arguments, and all for any",
                        List.of("HDR-01", "HDR-02"),
                        () -> headers(mode -> mode.startsWith("any")
                                ? mode.replaceFirst("any", "all")
                                : mode.replaceFirst("all", "any"))),
                new Variant(
                        "headers-x-keys-counted",
                        "binding arguments that begin with x- are asked of the message, too",
                        List.of("HDR-04"),
                        () -> headers(mode -> mode.endsWith("-with-x") ? mode : mode + "-with-x")),
                new Variant(
                        "alternate-also-delivers",
                        "the alternate exchange gets what the exchange routes itself, too",
                        List.of("AE-01"),
                        () -> {
                            // A virtual host stays on one loop, so its exchanges see each other and nobody else's
                            // meanwhile.
                            ThreadLocal<Map<String, Exchange>> known = ThreadLocal.withInitial(HashMap::new);
                            return exchanges(settings -> {
                                Exchange made = new GenerousExchange(settings, known);
                                known.get().put(settings.name(), made);
                                return made;
                            });
                        }));
    }

    private static BrokerParts exchanges(Function<ExchangeSettings, Exchange> maker) {
        return BrokerParts.standard().withHosts(new Parts() {
            @Override
            public Exchange exchange(ExchangeSettings settings, Dialect dialect) {
                return maker.apply(settings);
            }
        });
    }

    /** Headers exchanges that take one mode of matching for another. */
    private static BrokerParts headers(UnaryOperator<String> mode) {
        return exchanges(settings ->
                settings.type() == ExchangeType.HEADERS ? new MisreadBindings(settings, mode) : new Exchange(settings));
    }

    private static final class LenientTopic extends Exchange {
        LenientTopic(ExchangeSettings settings) {
            super(settings);
        }

        @Override
        public void match(String routingKey, Message message, Targets targets) {
            List<String> key = words(routingKey);
            for (Binding binding : outgoing()) {
                if (matches(words(binding.routingKey()), key)) {
                    targets.add(binding.destination());
                }
            }
        }

        private static List<String> words(String text) {
            return text.isEmpty() ? List.of() : List.of(text.split("\\.", -1));
        }

        private static boolean matches(List<String> pattern, List<String> key) {
            if (pattern.isEmpty()) {
                return key.isEmpty();
            }
            String first = pattern.get(0);
            List<String> rest = pattern.subList(1, pattern.size());
            boolean wildcard = first.equals("*") || first.equals("#");
            if (wildcard && matches(rest, key)) {
                return true;
            }
            if (key.isEmpty()) {
                return false;
            }
            List<String> keyRest = key.subList(1, key.size());
            return (first.equals("#") && matches(pattern, keyRest))
                    || ((first.equals("*") || first.equals(key.get(0))) && matches(rest, keyRest));
        }
    }

    private static final class MisreadBindings extends Exchange {
        private final UnaryOperator<String> mode;

        MisreadBindings(ExchangeSettings settings, UnaryOperator<String> mode) {
            super(settings);
            this.mode = mode;
        }

        @Override
        public boolean bind(Binding binding) {
            return super.bind(misread(binding));
        }

        /** What comes from a client is misread once more; what comes from {@link #outgoing} was misread before. */
        @Override
        public boolean unbind(Binding binding) {
            return outgoing().contains(binding) ? super.unbind(binding) : super.unbind(misread(binding));
        }

        @Override
        public boolean isBound(Binding binding) {
            return super.isBound(misread(binding));
        }

        private Binding misread(Binding binding) {
            FieldTable arguments = binding.arguments();
            String given = arguments.text(X_MATCH);
            FieldValue read = FieldValue.Text.of(mode.apply(given == null ? "all" : given));
            return new Binding(this, binding.destination(), binding.routingKey(), arguments.with(X_MATCH, read));
        }
    }

    private static final class GenerousExchange extends Exchange {
        private final ThreadLocal<Map<String, Exchange>> known;

        GenerousExchange(ExchangeSettings settings, ThreadLocal<Map<String, Exchange>> known) {
            super(settings);
            this.known = known;
        }

        @Override
        public void match(String routingKey, Message message, Targets targets) {
            super.match(routingKey, message, targets);
            String name = alternateExchange();
            Exchange alternate = name == null ? null : known.get().get(name);
            if (alternate != null) {
                targets.add(alternate);
            }
        }
    }
}
