package dev.touchstone.suite.run;

import dev.touchstone.reports.model.CaseResult;
import java.util.List;

/** Told about the progress of a run, from many threads. */
public interface RunListener {
    /** These cases will run. */
    default void planned(List<CaseInfo> cases) {}

    default void started(CaseInfo info) {}

    default void finished(CaseInfo info, CaseResult result) {}
}
