package dev.touchstone.suite.script;

import java.util.ArrayList;
import java.util.List;

/** Cuts a line of a script into words and signs. */
final class Lexer {
    private static final String SIGNS = "={}[],;";

    private final String text;
    private final int line;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    /** A word, or one of the signs, or the arrow. */
    record Token(String text, boolean quoted, boolean sign) {
        boolean is(String wanted) {
            return sign && text.equals(wanted);
        }

        boolean isAny() {
            return !quoted && !sign && text.equals(Event.ANY);
        }
    }

    private Lexer(String text, int line) {
        this.text = text;
        this.line = line;
    }

    static List<Token> tokens(String text, int line) {
        Lexer lexer = new Lexer(text, line);
        while (lexer.at < text.length()) {
            lexer.next();
        }
        return lexer.tokens;
    }

    private void next() {
        char c = text.charAt(at);
        if (isBlank(c)) {
            at++;
        } else if (SIGNS.indexOf(c) >= 0) {
            tokens.add(new Token(String.valueOf(c), false, true));
            at++;
        } else if (c == '"') {
            tokens.add(new Token(quoted(), true, false));
        } else {
            String word = bare();
            tokens.add(new Token(word, false, word.equals("->")));
        }
    }

    private String bare() {
        int from = at;
        while (at < text.length()
                && !isBlank(text.charAt(at))
                && text.charAt(at) != '"'
                && SIGNS.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(from, at);
    }

    /** As the printer sees blanks: what a regular expression calls white space. */
    private static boolean isBlank(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    private String quoted() {
        StringBuilder word = new StringBuilder();
        at++;
        while (at < text.length() && text.charAt(at) != '"') {
            char c = text.charAt(at++);
            word.append(c == '\\' && at < text.length() ? escaped(text.charAt(at++)) : c);
        }
        if (at >= text.length()) {
            throw new ScriptException(line, "a quoted word does not end; close it with \"");
        }
        at++;
        return word.toString();
    }

    private char escaped(char c) {
        return switch (c) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case '"', '\\' -> c;
            default -> throw new ScriptException(line, "there is no \\" + c + "; write \\n, \\r, \\t, \\\" or \\\\");
        };
    }
}
