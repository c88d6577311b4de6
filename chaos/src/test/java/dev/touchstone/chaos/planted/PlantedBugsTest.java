package dev.touchstone.chaos.planted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.suite.run.CaseIndex;
import dev.touchstone.suite.run.CaseInfo;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The list of planted bugs against the cases that there are. */
class PlantedBugsTest {
    @Test
    void thereAreAtLeastFifteenWithAnIdEach() {
        List<String> ids = PlantedBugs.all().stream().map(PlantedBug::id).toList();
        assertThat(ids).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(15);
    }

    @Test
    void everyBugNamesACaseThatExistsAndNeedsNoNodeOfItsOwn() {
        List<CaseInfo> cases = CaseIndex.load().cases();
        for (PlantedBug bug : PlantedBugs.all()) {
            Optional<CaseInfo> killer = cases.stream()
                    .filter(info -> info.id().equals(bug.killedBy()))
                    .findFirst();
            assertThat(killer)
                    .as("%s is killed by %s", bug.id(), bug.killedBy())
                    .isPresent();
            assertThat(killer.orElseThrow().nodeWide()).as(bug.killedBy()).isEmpty();
            assertThat(killer.orElseThrow().rules()).contains(bug.rule());
        }
    }
}
