package dev.touchstone.ci.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.ci.Touchstone;
import dev.touchstone.suite.rulebook.RuleBook;
import dev.touchstone.suite.target.address.AddressException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The list of planted bugs, a few of them hunted, the broker without any, and what is said of a hunt. The whole matrix is a command. */
class KillMatrixTest {
    private static final HuntSettings SETTINGS = HuntSettings.defaults(1);

    @Test
    void thereAreSixtyBugsWithNamesOfTheirOwn() {
        assertThat(Bugs.all()).hasSize(60).extracting(Bug::name).doesNotHaveDuplicates();
        assertThat(Bugs.all())
                .filteredOn(bug -> bug.kind() == Bug.Kind.SEMANTIC)
                .hasSizeGreaterThanOrEqualTo(25);
    }

    @Test
    void eachSaysInOneSentenceWhichRulesOfTheBookItBreaks() {
        RuleBook book = RuleBook.standard();
        for (Bug bug : Bugs.all()) {
            assertThat(bug.rules())
                    .as(bug.name())
                    .isNotEmpty()
                    .allMatch(rule -> book.find(rule).isPresent());
            assertThat(bug.sentence()).as(bug.name()).isNotBlank().doesNotContain(". ", "|");
        }
    }

    @Test
    void atMostThreeAreKnownToSurvive() {
        assertThat(Bugs.all())
                .filteredOn(bug -> KnownSurvivors.reason(bug).isPresent())
                .hasSizeLessThanOrEqualTo(3);
    }

    @Test
    @Timeout(240)
    void theBrokerWithoutABugIsAllGreenThroughTheProxy() {
        KillMatrix.Control control = new KillMatrix(SETTINGS).control();
        assertThat(control.bad()).isEmpty();
        assertThat(control.judged()).isPositive();
    }

    @Timeout(120)
    @ParameterizedTest
    @CsvSource({"close-names-no-method,ACK", "headers-modes-swapped,HDR", "requeue-to-the-tail,ACK"})
    void aCaseOfTheAreaOrAScenarioKillsIt(String name, String area) {
        Bug bug = Bugs.named(name).orElseThrow();
        Kill kill = new KillMatrix(SETTINGS).hunt(List.of(bug), told -> {}).get(0);
        assertThat(kill.by()).isPresent();
        // They run side by side, and scenarios are about everything: either may be first.
        assertThat(kill.by().orElseThrow()).matches("(" + area + "-.*|CHAN-16/scenariosGoAsTheModelSays)");
    }

    @Test
    void aMatrixNamesTheKillerAndTheSurvivor() {
        Bug dead = Bugs.all().get(0);
        Bug alive = Bugs.all().get(59);
        List<Kill> kills = List.of(
                new Kill(dead, Optional.of("TTL-01/itsCase"), 1234, 3, false),
                new Kill(alive, Optional.empty(), 60_000, 900, false));
        String page = MatrixText.markdown(kills, Optional.empty(), SETTINGS);
        assertThat(page)
                .contains("1 of 2 planted bugs killed (50 %)")
                .contains("`TTL-01/itsCase` | 1.2 s")
                .contains("| " + alive.name() + " |")
                .contains("**survived**");
        assertThat(MatrixText.json(kills, Optional.empty(), SETTINGS)).contains("\"killedBy\" : \"TTL-01/itsCase\"");
    }

    @Test
    void anUnknownBugIsNoTarget() {
        assertThatThrownBy(() -> PlantedTargets.open("no-such-bug"))
                .isInstanceOf(AddressException.class)
                .hasMessageContaining("no-such-bug");
    }

    @Test
    void theCommandListsTheBugsAndRefusesUnknownOnes() {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        assertThat(Touchstone.run(new PrintWriter(out, true), new PrintWriter(err, true), "killmatrix", "--list"))
                .isZero();
        assertThat(out.toString().lines()).hasSize(60);
        assertThat(Touchstone.run(
                        new PrintWriter(out, true), new PrintWriter(err, true), "killmatrix", "--bug", "no-such-bug"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("no-such-bug");
    }
}
