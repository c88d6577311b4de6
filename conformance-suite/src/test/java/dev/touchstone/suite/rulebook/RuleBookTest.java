package dev.touchstone.suite.rulebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.suite.rulebook.Verification.Seen;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class RuleBookTest {
    private static final Pattern NAMED_RULE =
            Pattern.compile("\\b([A-Z][A-Z0-9]+(?:-[A-Z]+)*)-([0-9]{2})((?:/[0-9]{2})*)\\b");

    private final RuleBook book = RuleBook.standard();

    @Test
    void holds594RulesIn44Areas() {
        assertThat(book.rules()).hasSize(594);
        assertThat(book.areas()).hasSize(44);
    }

    /** Numbers are written out, so that a row lost from a page and from the index alike is noticed. */
    @Test
    void everyAreaHasAllItsRules() {
        String counts = book.areas().stream()
                .map(area -> area.id() + " " + book.rulesIn(area.id()).size())
                .collect(Collectors.joining(", "));

        assertThat(counts)
                .isEqualTo(
                        "CONN 27, AUTH 12, FRAME 21, HB 4, CHAN 16, EXCH 23, TOPIC 10, HDR 13, E2E 8, AE 12, QUEUE 24, "
                                + "BIND 6, PUB 12, CC 6, PUB-CONFIRM 18, RETURN 10, CONS 15, ACK 12, QOS 10, TX 10, TTL 20, DLX 24, "
                                + "DELAY 21, PRIO 12, LEN 13, LAZY 6, RPC 6, BLOCK 8, DUR 7, POLICY 13, PERM 17, TAG 12, VHOST 9, "
                                + "MGMT 26, CTL 14, CLUSTER 15, HA 23, QUORUM 17, FEDX 13, FEDQ 7, SHOVEL 10, LB 9, IDEM 8, FLOW 15");
    }

    @Test
    void levelsAreThoseOfTheIndex() {
        Map<RuleLevel, Long> counts =
                book.rules().stream().collect(Collectors.groupingBy(Rule::level, Collectors.counting()));

        assertThat(counts)
                .isEqualTo(Map.of(
                        RuleLevel.SPECIFICATION, 93L,
                        RuleLevel.DOCUMENTATION, 372L,
                        RuleLevel.IMPLEMENTATION, 75L,
                        RuleLevel.QUIRK, 39L,
                        RuleLevel.DERIVED, 15L));
    }

    @Test
    void everyRuleSaysEverything() {
        assertThat(book).allSatisfy(rule -> {
            assertThat(rule.id()).matches("[A-Z][A-Z0-9]*(-[A-Z][A-Z0-9]*)*-[0-9]{2}");
            assertThat(rule.behaviour()).isNotBlank();
            assertThat(rule.howToObserve()).isNotBlank();
            assertThat(rule.source()).isNotBlank();
            assertThat(rule.areaTitle()).isNotBlank();
            assertThat(rule.area().intro()).endsWith(".");
        });
        assertThat(new HashSet<>(book.rules())).hasSize(594);
    }

    @Test
    void areaIsThePageNotAPieceOfTheId() {
        assertThat(book.rule("EXCH-DEFAULT-01").area().id()).isEqualTo("EXCH");
        assertThat(book.rule("PUB-CONFIRM-01").area().id()).isEqualTo("PUB-CONFIRM");
        assertThat(book.rule("PUB-01").area().id()).isEqualTo("PUB");
    }

    @Test
    void rowIsTakenApart() {
        Rule rule = book.rule("CHAN-04");

        assertThat(rule.level()).isEqualTo(RuleLevel.QUIRK);
        assertThat(rule.behaviour()).startsWith("The limit is on the count, not on the number");
        assertThat(rule.howToObserve()).isEqualTo("open(7) with channel-max 3");
        assertThat(rule.source()).isEqualTo("s:rabbit_reader");
        assertThat(rule.provenance().levelNote()).isEqualTo("spec: number ≤ channel-max");
        assertThat(rule.verification()).isEqualTo(new Verification(Seen.YES, Seen.YES));
    }

    @Test
    void escapedPipeIsAPipe() {
        assertThat(book.rule("PERM-12").behaviour()).contains("queue|exchange").doesNotContain("\\");
    }

    @Test
    void marksSayWhereARuleHolds() {
        assertThat(book.rule("HA-23").verification().holdsOnRabbitMq3()).isFalse();
        assertThat(book.rule("AUTH-10").verification().holdsOnRabbitMq3()).isTrue();
        assertThat(book.rule("CONN-03").verification().holdsOnRabbitMq4()).isFalse();
        assertThat(book.rules().stream().filter(rule -> !rule.verification().holdsOnRabbitMq4()))
                .hasSize(27);
    }

    @Test
    void unknownRuleNamesTheNearest() {
        assertThatThrownBy(() -> book.rule("TTL-O6"))
                .isInstanceOfSatisfying(UnknownRuleException.class, e -> {
                    assertThat(e.id()).isEqualTo("TTL-O6");
                    assertThat(e.nearest()).hasSize(3).contains("TTL-06");
                })
                .hasMessageContaining("There is no rule TTL-O6. The nearest are TTL-0");
        assertThat(book.find("TTL-99")).isEmpty();
        assertThatThrownBy(() -> book.rulesIn("TLT"))
                .hasMessageContaining("There is no area TLT. The areas are CONN, AUTH");
    }

    /** A row may send the reader to other rows, also in the reference pages; none of these may lead nowhere. */
    @Test
    void everyRuleThatARowNamesExists() {
        String reference = TextResource.read("rules/reference/DEV.md") + TextResource.read("rules/reference/DIFF.md");
        Set<String> known = book.rules().stream().map(Rule::id).collect(Collectors.toCollection(HashSet::new));
        MarkdownTable.rows(reference.lines().toList())
                .forEach(row -> known.add(row.cells().get(0)));
        String pages = reference + TextResource.read("rules/how-to-read.md");
        String rows = book.rules().stream()
                .map(rule -> rule.behaviour() + " " + rule.howToObserve() + " " + rule.provenance())
                .collect(Collectors.joining("\n"));

        Set<String> lost = new TreeSet<>(namedRules(pages + rows));
        lost.removeAll(known);

        assertThat(lost).isEmpty();
    }

    private static Set<String> namedRules(String text) {
        Set<String> named = new TreeSet<>();
        Matcher matcher = NAMED_RULE.matcher(text.replaceAll("UTF-16|UTF-8|RFC-[0-9]+", ""));
        while (matcher.find()) {
            named.add(matcher.group(1) + "-" + matcher.group(2));
            for (String number : matcher.group(3).split("/", -1)) {
                if (!number.isEmpty()) {
                    named.add(matcher.group(1) + "-" + number);
                }
            }
        }
        return named;
    }

    @Test
    void brokenRowsAreRefusedWithFileAndLine() {
        String row = "| A-01 | what | how | spec · S! | 3✔ |";
        assertThat(load(row).rules()).hasSize(1);

        assertRefused("| A-01 | what | how | spec · S! |", "rules/A.md, line 7: expected 5 cells, found 4");
        assertRefused("| B-01 | what | how | spec · S! | 3✔ |", "'B-01' is not an id of area A");
        assertRefused("| A-1 | what | how | spec · S! | 3✔ |", "'A-1' is not an id of area A");
        assertRefused("| A-01 | what | how | spec S! | 3✔ |", "expected 'source · level'");
        assertRefused("| A-01 | what | how | spec · MUST | 3✔ |", "'MUST' is no level");
        assertRefused("| A-01 | what | how | spec · S! | 5✔ |", "'5✔' is no verification mark");
        assertRefused(row + "\n" + row, "says 'Letters | 1', but the page has 'Letters | 2'");
    }

    @Test
    void idThatStandsTwiceIsRefused() {
        String row = "| A-01 | what | how | spec · S! | 3✔ |\n";

        assertThatThrownBy(() -> load(row + row, 2)).hasMessageContaining("A-01 stands in the book twice");
    }

    private static void assertRefused(String rows, String complaint) {
        assertThatThrownBy(() -> load(rows))
                .isInstanceOf(RuleBookException.class)
                .hasMessageContaining(complaint);
    }

    private static RuleBook load(String rows) {
        return load(rows, 1);
    }

    private static RuleBook load(String rows, int announced) {
        Map<String, String> files = Map.of(
                "rules/index.md",
                "| Area | Title | Rules |\n| --- | --- | --: |\n| [A](A.md) | Letters | " + announced + " |\n",
                "rules/A.md",
                "# A: Letters\n\nIntro.\n\n| ID | B | H | S | V |\n| --- | --- | --- | --- | --- |\n" + rows + "\n");
        return RuleBook.load(name -> files.getOrDefault(name, ""));
    }

    @Test
    void rulesCannotBeAddedFromOutside() {
        List<Rule> rules = book.rules();
        rules.clear();

        assertThat(book.rules()).hasSize(594);
        assertThatThrownBy(() -> {
                    var iterator = book.iterator();
                    iterator.next();
                    iterator.remove();
                })
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
