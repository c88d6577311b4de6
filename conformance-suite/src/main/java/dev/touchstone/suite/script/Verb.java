package dev.touchstone.suite.script;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The words for steps: who can do them, their operands in order, their flags, and whether further arguments may follow. */
public enum Verb {
    CONNECT("connect", "connection.open", Scope.CLIENT, List.of(), Set.of(), false),
    DISCONNECT("disconnect", "connection.close", Scope.CLIENT, List.of(), Set.of(), false),
    CUT("cut", "", Scope.CLIENT, List.of(), Set.of(), false),
    OPEN("open", "channel.open", Scope.CHANNEL, List.of(), Set.of(), false),
    CLOSE("close", "channel.close", Scope.CHANNEL, List.of(), Set.of(), false),
    EXCHANGE_DECLARE(
            "exchange.declare",
            List.of("exchange", "type"),
            Set.of("passive", "durable", "auto-delete", "internal", Verb.NO_WAIT),
            true),
    EXCHANGE_DELETE("exchange.delete", List.of("exchange"), Set.of("if-unused", Verb.NO_WAIT), false),
    EXCHANGE_BIND("exchange.bind", List.of("destination", "source", "routing-key"), Set.of(Verb.NO_WAIT), true),
    EXCHANGE_UNBIND("exchange.unbind", List.of("destination", "source", "routing-key"), Set.of(Verb.NO_WAIT), true),
    QUEUE_DECLARE(
            "queue.declare",
            List.of("queue"),
            Set.of("passive", "durable", "exclusive", "auto-delete", Verb.NO_WAIT, Verb.SERVER_NAMED),
            true),
    QUEUE_DELETE("queue.delete", List.of("queue"), Set.of("if-unused", "if-empty", Verb.NO_WAIT), false),
    QUEUE_PURGE("queue.purge", List.of("queue"), Set.of(Verb.NO_WAIT), false),
    QUEUE_BIND("queue.bind", List.of("queue", "exchange", "routing-key"), Set.of(Verb.NO_WAIT), true),
    QUEUE_UNBIND("queue.unbind", List.of("queue", "exchange", "routing-key"), Set.of(), true),
    PUBLISH(
            "publish",
            "basic.publish",
            Scope.CHANNEL,
            List.of("exchange", "routing-key", "message"),
            Set.of("mandatory"),
            true),
    GET("get", "basic.get", Scope.CHANNEL, List.of("queue"), Set.of("no-ack"), false),
    CONSUME(
            "consume",
            "basic.consume",
            Scope.CHANNEL,
            List.of("queue", "consumer-tag"),
            Set.of("no-ack", "exclusive", Verb.NO_WAIT),
            true),
    CANCEL("cancel", "basic.cancel", Scope.CHANNEL, List.of("consumer-tag"), Set.of(Verb.NO_WAIT), false),
    ACK("ack", "basic.ack", Scope.CHANNEL, List.of("message"), Set.of("multiple"), false),
    NACK("nack", "basic.nack", Scope.CHANNEL, List.of("message"), Set.of("multiple", "requeue"), false),
    REJECT("reject", "basic.reject", Scope.CHANNEL, List.of("message"), Set.of("requeue"), false),
    RECOVER("recover", "basic.recover", Scope.CHANNEL, List.of(), Set.of("requeue"), false),
    QOS("qos", "basic.qos", Scope.CHANNEL, List.of("count"), Set.of("global"), true),
    CONFIRM_SELECT("confirm.select", List.of(), Set.of(Verb.NO_WAIT), false),
    TX_SELECT("tx.select", List.of(), Set.of(), false),
    TX_COMMIT("tx.commit", List.of(), Set.of(), false),
    TX_ROLLBACK("tx.rollback", List.of(), Set.of(), false),
    POLICY("policy", "", Scope.BROKER, List.of("name", "pattern"), Set.of(), true),
    CLEAR_POLICY("clear-policy", "", Scope.BROKER, List.of("name"), Set.of(), false),
    WAIT("wait", "", Scope.BROKER, List.of("time"), Set.of(), false);

    /** The flag of a method that its reply is not wanted. */
    public static final String NO_WAIT = "no-wait";

    /** The flag of a queue that the broker names; in the script it has the name that stands there. */
    public static final String SERVER_NAMED = "server-named";

    /** Who does a step. */
    public enum Scope {
        /** A connection: {@code a}. */
        CLIENT,
        /** A channel of it: {@code a.1}. */
        CHANNEL,
        /** Nobody in particular: the line begins with the verb. */
        BROKER
    }

    private final String word;
    private final String method;
    private final Scope scope;

    @SuppressWarnings("ImmutableEnumChecker") // The constructor is given immutable ones.
    private final List<String> operands;

    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<String> flags;

    private final boolean arguments;

    /** What a channel does, called like the method that it sends. */
    Verb(String method, List<String> operands, Set<String> flags, boolean arguments) {
        this(method, method, Scope.CHANNEL, operands, flags, arguments);
    }

    Verb(String word, String method, Scope scope, List<String> operands, Set<String> flags, boolean arguments) {
        this.word = word;
        this.method = method;
        this.scope = scope;
        this.operands = operands;
        this.flags = flags;
        this.arguments = arguments;
    }

    /** As it stands in a script. */
    public String word() {
        return word;
    }

    /** The method that it sends, as closes name it; empty if it sends none. */
    public String method() {
        return method;
    }

    public Scope scope() {
        return scope;
    }

    /** What its operands mean, in order. */
    public List<String> operands() {
        return operands;
    }

    public Set<String> flags() {
        return flags;
    }

    /** Whether {@code name=value} may follow. */
    public boolean takesArguments() {
        return arguments;
    }

    /** Whether the broker answers it when all is well and the answer is wanted: see {@link Step#isAnswered}. */
    boolean hasReply() {
        return switch (this) {
            case CUT, PUBLISH, ACK, NACK, REJECT, POLICY, CLEAR_POLICY, WAIT -> false;
            default -> true;
        };
    }

    /**
     * Whether the reply may be overtaken: RabbitMQ's queues answer these themselves while the channel goes on, and a channel that
     * commits takes nothing else meanwhile.
     */
    public boolean isAnsweredLate() {
        return this == CONSUME || this == CANCEL || this == TX_COMMIT;
    }

    public static Optional<Verb> of(String word) {
        return Arrays.stream(values()).filter(verb -> verb.word.equals(word)).findFirst();
    }

    /** All words, for error messages. */
    public static String words() {
        return Arrays.stream(values()).map(Verb::word).collect(Collectors.joining(", "));
    }

    /** How a line with this verb looks. */
    public String usage() {
        String who = scope == Scope.CLIENT ? "CLIENT " : scope == Scope.CHANNEL ? "CLIENT.CHANNEL " : "";
        String shown = operands.stream()
                .map(name -> " " + name.toUpperCase(java.util.Locale.ROOT))
                .collect(Collectors.joining());
        String options = flags.stream().sorted().map(flag -> " [" + flag + "]").collect(Collectors.joining());
        return who + word + shown + options + (arguments ? " [name=value]..." : "");
    }
}
