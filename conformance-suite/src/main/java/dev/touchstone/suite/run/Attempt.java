package dev.touchstone.suite.run;

import com.rabbitmq.client.ShutdownSignalException;
import dev.touchstone.reports.model.CaseResult;
import dev.touchstone.reports.model.ConnectionEnd;
import dev.touchstone.reports.model.Verdict;
import dev.touchstone.suite.lab.Finding;
import dev.touchstone.suite.lab.Inconclusive;
import dev.touchstone.suite.lab.Lab;
import dev.touchstone.suite.probe.MalformedWireData;
import dev.touchstone.suite.target.UnsupportedByTarget;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/** What happened when a case ran once, and the verdict that follows. */
final class Attempt {
    private final CaseInfo info;
    private final Lab lab;
    private final @Nullable Throwable thrown;
    private final long millis;
    private final boolean pastDeadline;

    Attempt(CaseInfo info, Lab lab, @Nullable Throwable thrown, long millis, boolean pastDeadline) {
        this.info = info;
        this.lab = lab;
        this.thrown = thrown;
        this.millis = millis;
        this.pastDeadline = pastDeadline;
    }

    boolean failed() {
        return verdict() == Verdict.FAIL;
    }

    CaseResult result() {
        Verdict verdict = verdict();
        CaseResult.Builder result = CaseResult.builder(info.id(), info.firstRule())
                .rules(info.rules())
                .title(info.title())
                .verdict(verdict)
                .millis(millis)
                .connectionEnd(connectionEnd())
                .seed(lab.remarks().seed())
                .detail(detail(verdict));
        if (thrown instanceof Finding finding) {
            result.expected(finding.expected()).actual(finding.actual());
        } else if (verdict == Verdict.FAIL && thrown != null) {
            result.expected(List.of("the case to go through: " + info.title())).actual(say(thrown));
        }
        if (verdict != Verdict.PASS && verdict != Verdict.UNSUPPORTED && verdict != Verdict.INFO) {
            result.transcript(lab.log().lines());
        }
        return result.build();
    }

    Verdict verdict() {
        if (pastDeadline) {
            return Verdict.INCONCLUSIVE;
        }
        if (thrown == null) {
            return !lab.remarks().nonStrict().isEmpty()
                    ? Verdict.NON_STRICT
                    : lab.remarks().infos().isEmpty() ? Verdict.PASS : Verdict.INFO;
        }
        if (thrown instanceof UnsupportedByTarget) {
            return Verdict.UNSUPPORTED;
        }
        if (thrown instanceof Inconclusive) {
            return Verdict.INCONCLUSIVE;
        }
        return isThePeersDoing(thrown) ? Verdict.FAIL : Verdict.ERROR;
    }

    /** What a client sees when the broker answers otherwise than a case expects; anything else is a bug of ours. */
    private static boolean isThePeersDoing(Throwable thrown) {
        return thrown instanceof AssertionError
                || thrown instanceof IOException
                || thrown instanceof ShutdownSignalException
                || thrown instanceof com.rabbitmq.client.ConsumerCancelledException
                || thrown instanceof MalformedWireData
                || thrown instanceof ConditionTimeoutException
                || thrown instanceof java.util.concurrent.TimeoutException
                || thrown instanceof com.rabbitmq.client.ChannelContinuationTimeoutException;
    }

    private String detail(Verdict verdict) {
        if (pastDeadline) {
            return "the case was cut off after " + millis + " ms";
        }
        return switch (verdict) {
            case ERROR -> stack();
            case UNSUPPORTED, INCONCLUSIVE -> thrown == null ? "" : String.valueOf(thrown.getMessage());
            case NON_STRICT -> String.join("; ", lab.remarks().nonStrict());
            case INFO -> String.join("; ", lab.remarks().infos());
            default -> String.join("; ", lab.remarks().notes());
        };
    }

    private ConnectionEnd connectionEnd() {
        return lab.belongings().connectionEnd();
    }

    private static String say(Throwable thrown) {
        return thrown.getCause() instanceof ShutdownSignalException signal
                ? String.valueOf(signal.getMessage())
                : thrown.toString();
    }

    private String stack() {
        StringWriter text = new StringWriter();
        if (thrown != null) {
            thrown.printStackTrace(new PrintWriter(text));
        }
        return text.toString();
    }
}
