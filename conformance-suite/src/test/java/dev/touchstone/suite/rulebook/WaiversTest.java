package dev.touchstone.suite.rulebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;

final class WaiversTest {
    private final RuleBook book = RuleBook.standard();

    @Test
    void shippedWaiversNameRulesOfTheBook() {
        assertThat(Waivers.standard(book).all())
                .allSatisfy(waiver -> assertThat(book.find(waiver.ruleId())).isPresent());
    }

    @Test
    void waiverCarriesItsReason() {
        Waivers waivers = Waivers.parse(book, "# why\nrule\tmissing\tbrought-by\n\nDUR-01\ta disk\tdurability\n");

        assertThat(waivers.of("DUR-01")).contains(new Waiver("DUR-01", "a disk", "durability"));
        assertThat(waivers.of("DUR-02")).isEmpty();
        assertThat(waivers.all()).hasSize(1);
    }

    @Test
    void unknownRuleIsRefused() {
        assertThatThrownBy(() -> Waivers.parse(book, "# first\nDUR-77\ta disk\tdurability\n"))
                .isInstanceOf(RuleBookException.class)
                .hasMessageStartingWith("rules/waivers.tsv, line 2: there is no rule DUR-77; the nearest are DUR-0");
    }

    @Test
    void brokenLinesAreRefused() {
        assertThatThrownBy(() -> Waivers.parse(book, "DUR-01 a disk durability"))
                .hasMessageContaining("line 1: expected three columns");
        assertThatThrownBy(() -> Waivers.parse(book, "DUR-01\ta disk\tdurability\tmore"))
                .hasMessageContaining("expected three columns");
        assertThatThrownBy(() -> Waivers.parse(book, "DUR-01\t\tdurability"))
                .hasMessageContaining("says what is missing");
        assertThatThrownBy(() -> Waivers.parse(book, "DUR-01\ta\tb\nDUR-01\ta\tb\n"))
                .hasMessageContaining("line 2: DUR-01 is waived twice");
    }

    @Test
    void waiverForARuleWithACaseIsStale() {
        Waivers waivers = Waivers.parse(book, "DUR-01\ta disk\tdurability\nDUR-02\ta disk\tdurability\n");

        waivers.check(Set.of("DUR-03"));

        assertThatThrownBy(() -> waivers.check(Set.of("DUR-02", "DUR-03")))
                .isInstanceOf(RuleBookException.class)
                .hasMessageContaining("rules that have a case: DUR-02.");
    }

    @Test
    void uncoveredAreBindingRulesWithNeitherCaseNorWaiver() {
        Waivers waivers = Waivers.parse(book, "DUR-01\ta disk\tdurability\n");

        assertThat(waivers.uncovered("DUR", Set.of("DUR-02", "DUR-04")))
                .extracting(Rule::id)
                .containsExactly("DUR-03", "DUR-06", "DUR-07");
    }
}
