package dev.touchstone.suite.script;

import dev.touchstone.suite.script.Lexer.Token;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads scripts. One parser reads one line. */
final class ScriptParser {
    private static final Pattern CLIENT = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]*");
    private static final Pattern CHANNEL = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]*\\.[1-9][0-9]{0,4}");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");
    private static final Pattern TIME = Pattern.compile("[0-9]{1,6}ms");

    private final int number;
    private final List<Token> tokens;
    private int at;

    private ScriptParser(int number, List<Token> tokens) {
        this.number = number;
        this.tokens = tokens;
    }

    static Script parse(String text) {
        List<String> comments = new ArrayList<>();
        List<Line> lines = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            String content = line.strip();
            if (content.startsWith("#")) {
                if (lines.isEmpty()) {
                    comments.add(content.substring(1).strip());
                }
            } else if (!content.isEmpty()) {
                lines.add(new ScriptParser(number, Lexer.tokens(content, number)).line());
            }
        }
        return new Script(comments, lines);
    }

    private Line line() {
        Step step = step();
        List<Event> events = new ArrayList<>();
        boolean open = false;
        if (at == tokens.size()) {
            if (step.isAnswered()) {
                events.add(Event.of(step.where(), Event.Kind.OK));
            }
            return new Line(number, step, events, false);
        }
        if (!tokens.get(at++).is("->")) {
            throw wrong("what must come of a step stands after '->', not after '"
                    + tokens.get(at - 1).text() + "'");
        }
        while (at < tokens.size()) {
            if (tokens.get(at).isAny()) {
                open = true;
                at++;
            } else if (tokens.get(at).text().equals("nothing") && events.isEmpty()) {
                at++;
            } else {
                events.add(event(step.where()));
            }
            if (at < tokens.size() && !tokens.get(at++).is(";")) {
                throw wrong("separate events by ';', not '" + tokens.get(at - 1).text() + "'");
            }
        }
        return new Line(number, step, events, open);
    }

    private Step step() {
        String first = word("a client, a channel or 'wait', 'policy', 'clear-policy'");
        Optional<Verb> alone = Verb.of(first).filter(verb -> verb.scope() == Verb.Scope.BROKER);
        Verb verb = alone.orElseGet(() -> {
            String word = word("what " + first + " does: " + Verb.words());
            return Verb.of(word)
                    .orElseThrow(() -> wrong("there is no step '" + word + "'; the steps are " + Verb.words()));
        });
        String where = alone.isPresent() ? "" : first;
        checkPlace(where, verb);
        List<String> operands = new ArrayList<>();
        for (String operand : verb.operands()) {
            if (at == tokens.size() || tokens.get(at).sign()) {
                throw wrong("'" + verb.word() + "' needs its " + operand + ": " + verb.usage());
            }
            operands.add(tokens.get(at++).text());
        }
        Map<String, Object> options = options();
        checkOptions(verb, operands, options);
        return new Step(where, verb, operands, options);
    }

    private void checkPlace(String where, Verb verb) {
        boolean right = switch (verb.scope()) {
            case CLIENT -> CLIENT.matcher(where).matches();
            case CHANNEL -> CHANNEL.matcher(where).matches() && isFree(Step.channelOf(where));
            case BROKER -> where.isEmpty();
        };
        if (!right) {
            throw wrong("'" + where + "' cannot do '" + verb.word() + "'; write " + verb.usage()
                    + ", with a client such as a and a channel such as a.1; a."
                    + Stage.OWN_CHANNEL + " is the player's own");
        }
    }

    private static boolean isFree(int channel) {
        return channel <= 60_000 && channel != Stage.OWN_CHANNEL;
    }

    private void checkOptions(Verb verb, List<String> operands, Map<String, Object> options) {
        for (Map.Entry<String, Object> option : options.entrySet()) {
            boolean flag = verb.flags().contains(option.getKey());
            if (!flag && !verb.takesArguments()) {
                throw wrong("'" + verb.word() + "' has no '" + option.getKey() + "': " + verb.usage());
            }
            if (flag && !(option.getValue() instanceof Boolean)) {
                throw wrong("'" + option.getKey() + "' stands alone or is true or false");
            }
        }
        if (verb == Verb.WAIT && !TIME.matcher(operands.get(0)).matches()) {
            throw wrong("say how long to wait in milliseconds, such as 600ms");
        }
        if (verb == Verb.QOS && !operands.get(0).matches("[0-9]{1,5}")) {
            throw wrong("the prefetch count is a number from 0 to 65535");
        }
    }

    private Event event(String home) {
        String first = word("an event");
        Optional<Event.Kind> kind = Event.Kind.of(first);
        String where = home;
        if (kind.isEmpty()) {
            where = first;
            String second = word("an event at " + first);
            kind = Event.Kind.of(second);
            if (kind.isEmpty()) {
                throw wrong("there is no event '" + first + "' or '" + second + "'; see docs/scripts.md");
            }
        }
        List<String> operands = new ArrayList<>();
        for (int i = 0; i < kind.get().operands(); i++) {
            operands.add(word("what " + kind.get().word() + " names"));
        }
        return new Event(where, kind.get(), operands, options());
    }

    private String word(String what) {
        if (at == tokens.size() || tokens.get(at).sign()) {
            throw wrong("here should stand " + what);
        }
        return tokens.get(at++).text();
    }

    /** Flags and {@code name=value} up to an arrow, a semicolon or the end. */
    private Map<String, Object> options() {
        Map<String, Object> options = new LinkedHashMap<>();
        while (at < tokens.size() && !tokens.get(at).is("->") && !tokens.get(at).is(";")) {
            String name = word("a flag or name=value");
            Object value = true;
            if (at < tokens.size() && tokens.get(at).is("=")) {
                at++;
                value = value();
            }
            if (options.put(name, value) != null) {
                throw wrong("'" + name + "' stands here twice");
            }
        }
        return options;
    }

    private Object value() {
        if (at < tokens.size() && tokens.get(at).is("[")) {
            return list();
        } else if (at < tokens.size() && tokens.get(at).is("{")) {
            return table();
        }
        Token token = at < tokens.size() ? tokens.get(at) : new Token("", false, true);
        String text = word("a value: a number, true, false, a word, \"text\", [list] or {name=value}");
        if (!token.quoted() && NUMBER.matcher(text).matches()) {
            return Long.parseLong(text);
        }
        boolean flag = !token.quoted() && (text.equals("true") || text.equals("false"));
        return flag ? (Object) text.equals("true") : text;
    }

    private List<Object> list() {
        List<Object> values = new ArrayList<>();
        at++;
        while (!closes("]")) {
            values.add(value());
            separator("]");
        }
        return values;
    }

    private Map<String, Object> table() {
        Map<String, Object> table = new LinkedHashMap<>();
        at++;
        while (!closes("}")) {
            String name = word("a name in {name=value}");
            if (at == tokens.size() || !tokens.get(at++).is("=")) {
                throw wrong("after '" + name + "' should stand '=' and a value");
            }
            table.put(name, value());
            separator("}");
        }
        return table;
    }

    private boolean closes(String sign) {
        if (at == tokens.size()) {
            throw wrong("'" + sign + "' is missing");
        }
        if (tokens.get(at).is(sign)) {
            at++;
            return true;
        }
        return false;
    }

    private void separator(String end) {
        if (at < tokens.size() && tokens.get(at).is(",")) {
            at++;
        } else if (at == tokens.size() || !tokens.get(at).is(end)) {
            throw wrong("separate values by ',' and end them by '" + end + "'");
        }
    }

    private ScriptException wrong(String message) {
        return new ScriptException(number, message);
    }
}
