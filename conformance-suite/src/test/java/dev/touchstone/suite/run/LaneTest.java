package dev.touchstone.suite.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LaneTest {
    private static final CaseInfo ORDINARY = info("A-01/a", Optional.empty());
    private static final CaseInfo PLAIN_NODE = info("B-01/b", Optional.of(List.of()));
    private static final CaseInfo SPECIAL_NODE = info("C-01/c", Optional.of(List.of("channel_max = 3")));

    private static CaseInfo info(String id, Optional<List<String>> nodeWide) {
        return new CaseInfo(id, List.of("A-01"), id, Set.of(), nodeWide, false, false);
    }

    @Test
    void casesWithNodesOfTheirOwnGoBesideTheOthersFromTheBeginning() {
        assertThat(Lane.of(List.of(ORDINARY, PLAIN_NODE, SPECIAL_NODE), 24))
                .containsExactly(new Lane(List.of(PLAIN_NODE, SPECIAL_NODE), 2), new Lane(List.of(ORDINARY), 22));
        assertThat(Lane.ownNodes(24)).isEqualTo(2);
        assertThat(Lane.moreNodes(24)).isEqualTo(2);
    }

    @Test
    void lanesShareFewJobsAndNoneIsWithoutOne() {
        for (int jobs = 2; jobs <= 5; jobs++) {
            int own = Lane.ownNodes(jobs);
            assertThat(own).isPositive();
            assertThat(Lane.of(List.of(ORDINARY, PLAIN_NODE), jobs))
                    .containsExactly(new Lane(List.of(PLAIN_NODE), 1), new Lane(List.of(ORDINARY), jobs - own));
            assertThat(jobs - own).isPositive();
            assertThat(own + Lane.moreNodes(jobs)).isLessThanOrEqualTo(jobs);
        }
    }

    @Test
    void withOneJobEverythingGoesOneAfterTheOther() {
        assertThat(Lane.of(List.of(ORDINARY, PLAIN_NODE), 1))
                .containsExactly(new Lane(List.of(ORDINARY, PLAIN_NODE), 1));
        assertThat(Lane.ownNodes(1)).isEqualTo(1);
        assertThat(Lane.moreNodes(1)).isZero();
    }

    @Test
    void withoutCasesOfOneKindTheOtherHasTheOnlyLane() {
        assertThat(Lane.of(List.of(ORDINARY), 8)).containsExactly(new Lane(List.of(ORDINARY), 8));
        assertThat(Lane.of(List.of(PLAIN_NODE), 8)).containsExactly(new Lane(List.of(PLAIN_NODE), 1));
    }
}
