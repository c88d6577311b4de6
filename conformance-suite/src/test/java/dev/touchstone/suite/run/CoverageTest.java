package dev.touchstone.suite.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.suite.rulebook.Rule;
import dev.touchstone.suite.rulebook.RuleBook;
import dev.touchstone.suite.rulebook.Waivers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Holds cases and rule book together: no case without a known rule, no rule of a finished area without case or waiver. */
class CoverageTest {
    private static final List<String> FINISHED = List.of(
            "CONN",
            "AUTH",
            "FRAME",
            "HB",
            "CHAN",
            "EXCH",
            "TOPIC",
            "HDR",
            "E2E",
            "QUEUE",
            "BIND",
            "PUB",
            "CC",
            "PUB-CONFIRM",
            "RETURN",
            "CONS",
            "ACK",
            "QOS",
            "TX",
            "RPC",
            "TTL",
            "DLX",
            "LEN",
            "AE",
            "PRIO",
            "LAZY",
            "BLOCK",
            "DUR",
            "QUORUM",
            "DELAY",
            "VHOST",
            "PERM",
            "TAG",
            "POLICY",
            "MGMT",
            "CTL");

    private final RuleBook book = RuleBook.standard();
    private final CaseIndex index = CaseIndex.load();

    @Test
    void everyCaseNamesRulesOfTheBook() {
        for (CaseInfo info : index.cases()) {
            assertThat(info.rules()).as(info.id()).allMatch(id -> book.find(id).isPresent());
        }
    }

    @Test
    void everyCaseHasAnIdOfItsOwn() {
        Set<String> ids = new HashSet<>();
        assertThat(index.cases()).allMatch(info -> ids.add(info.id()));
    }

    @Test
    void everyRuleOfAFinishedAreaHasACaseOrAWaiver() {
        Waivers waivers = Waivers.standard(book);
        Set<String> covered = index.coveredRules();
        List<String> missing = new ArrayList<>();
        for (String area : FINISHED) {
            for (Rule rule : book.rulesIn(area)) {
                if (!covered.contains(rule.id()) && waivers.of(rule.id()).isEmpty()) {
                    missing.add(rule.id());
                }
            }
        }
        assertThat(missing).as("rules with neither case nor waiver").isEmpty();
    }

    @Test
    void noWaiverStandsBesideACase() {
        Waivers.standard(book).check(index.coveredRules());
    }
}
