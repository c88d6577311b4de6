package dev.touchstone.ci.cli;

import dev.touchstone.reports.model.RunResult;
import dev.touchstone.reports.model.Verdict;

/** The exit codes of the program. They are a contract: pipelines branch on them. */
public final class ExitCodes {
    public static final int OK = 0;
    /** FAIL or INCONCLUSIVE; with {@code --strict} also UNEXPECTED_PASS. */
    public static final int FAILED = 1;
    /** Wrong words on the command line. */
    public static final int USAGE = 2;
    /** The target cannot be reached or refuses the login. */
    public static final int UNREACHABLE = 3;
    /** What answers is not AMQP 0-9-1. */
    public static final int NOT_AMQP = 4;
    /** A bug of ours. */
    public static final int OUR_BUG = 5;
    /** {@code compare} found something worse. */
    public static final int WORSE = 6;
    /** Ctrl-C. */
    public static final int INTERRUPTED = 130;

    private ExitCodes() {}

    /** The exit code that a result means. */
    public static int of(RunResult result, boolean strict) {
        if (result.summary().count(Verdict.ERROR) > 0) {
            return OUR_BUG;
        }
        int bad = result.summary().count(Verdict.FAIL) + result.summary().count(Verdict.INCONCLUSIVE);
        if (strict) {
            bad += result.summary().count(Verdict.UNEXPECTED_PASS);
        }
        return bad > 0 ? FAILED : OK;
    }
}
