package dev.touchstone.suite.run;

import dev.touchstone.reports.model.CaseResult;
import dev.touchstone.suite.transcript.WireLog;
import java.util.List;

/** Told about the progress of a run, from many threads. */
public interface RunListener {
    /** These cases will run. */
    default void planned(List<CaseInfo> cases) {}

    default void started(CaseInfo info) {}

    /** One try of a case is over, before its verdict is settled; a timed case that fails is tried twice. */
    default void attempted(CaseInfo info, WireLog wire) {}

    default void finished(CaseInfo info, CaseResult result) {}
}
