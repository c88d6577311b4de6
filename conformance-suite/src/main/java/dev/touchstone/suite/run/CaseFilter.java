package dev.touchstone.suite.run;

import dev.touchstone.suite.rulebook.RuleBook;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Which cases a run wants: by rule id, area, case id, with {@code *} and {@code ?}, and by level. */
final class CaseFilter {
    private final RuleBook book;
    private final List<Pattern> wanted;
    private final List<Pattern> unwanted;
    private final List<String> levels;

    CaseFilter(RuleBook book, RunOptions options) {
        this.book = book;
        wanted = options.filter().stream().map(CaseFilter::pattern).toList();
        unwanted = options.exclude().stream().map(CaseFilter::pattern).toList();
        levels = options.levels().stream()
                .map(level -> level.toUpperCase(Locale.ROOT).replace("!", ""))
                .toList();
    }

    boolean accepts(CaseInfo info) {
        return (wanted.isEmpty() || wanted.stream().anyMatch(pattern -> matches(pattern, info)))
                && unwanted.stream().noneMatch(pattern -> matches(pattern, info))
                && (levels.isEmpty() || info.rules().stream().anyMatch(this::hasLevel));
    }

    private boolean matches(Pattern pattern, CaseInfo info) {
        return pattern.matcher(info.id()).matches()
                || info.rules().stream()
                        .anyMatch(rule -> pattern.matcher(rule).matches()
                                || pattern.matcher(book.rule(rule).area().id()).matches());
    }

    private boolean hasLevel(String rule) {
        return levels.contains(book.rule(rule).level().symbol().replace("!", ""));
    }

    private static Pattern pattern(String glob) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            regex.append(
                    switch (c) {
                        case '*' -> ".*";
                        case '?' -> ".";
                        default -> Pattern.quote(String.valueOf(c));
                    });
        }
        return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE);
    }
}
