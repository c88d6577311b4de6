package dev.touchstone.suite.run;

import java.util.List;
import java.util.stream.Stream;

/**
 * Cases that are worked through side by side, beside those of other lanes. Cases with a node of their own have a lane for
 * themselves from the first moment: they wait long for nodes that start and stop, so as the last ones they would be most of a run.
 *
 * @param cases what is worked through
 * @param threads how many JUnit hands out at a time
 */
record Lane(List<CaseInfo> cases, int threads) {
    /** Nodes of their own at work beside the other cases: more would slow a small machine down until times are missed. */
    private static final int BESIDE = 2;

    /** Nodes of their own at work when nothing else is left. */
    private static final int ALONE = 4;

    Lane {
        cases = List.copyOf(cases);
    }

    /** How many of a run's jobs are for cases with a node of their own, where there are such and others. */
    static int ownNodes(int jobs) {
        return Math.max(1, Math.min(BESIDE, jobs / 2));
    }

    /** How many more of them begin when the others have ended. */
    static int moreNodes(int jobs) {
        return Math.min(ALONE, jobs) - ownNodes(jobs);
    }

    /** Whether it has only cases with a node of their own. */
    boolean isNodeWide() {
        return cases.stream().allMatch(info -> info.nodeWide().isPresent());
    }

    /**
     * The lanes of a run. All cases with a node of their own are handed out at once, and {@link NodeTurns} lets {@link #ownNodes} of
     * them begin; the others take what is left of the jobs.
     */
    static List<Lane> of(List<CaseInfo> cases, int jobs) {
        List<CaseInfo> nodeWide =
                cases.stream().filter(info -> info.nodeWide().isPresent()).toList();
        if (jobs == 1 || nodeWide.isEmpty()) {
            return List.of(new Lane(cases, jobs));
        }
        List<CaseInfo> others =
                cases.stream().filter(info -> info.nodeWide().isEmpty()).toList();
        return Stream.of(new Lane(nodeWide, nodeWide.size()), new Lane(others, jobs - ownNodes(jobs)))
                .filter(lane -> !lane.cases().isEmpty())
                .toList();
    }
}
