package dev.touchstone.suite.lab;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownNotifier;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** Turns what the official client throws into expectations: who closed what, and why. */
final class Failures {
    private Failures() {}

    static RuntimeException connecting(Exception cause) {
        if (cause instanceof java.net.ConnectException) {
            return new Inconclusive("the target refuses connections: " + cause.getMessage(), cause);
        }
        if (cause instanceof AuthenticationFailureException) {
            throw new Finding("an open connection", "login refused: " + cause.getMessage());
        }
        throw peer("an open connection", cause);
    }

    /** A finding for an exception that says how the peer closed. */
    static Finding peer(String expected, Throwable cause) {
        ShutdownSignalException signal = signal(cause);
        Finding finding = new Finding(expected, signal == null ? cause.toString() : describe(signal));
        finding.initCause(cause);
        return finding;
    }

    static AMQP.Channel.Close expectChannelClose(Channel channel, int replyCode, Lab.Step step, Duration patience) {
        String wanted = "channel.close " + replyCode;
        ShutdownSignalException signal = runAndWait(channel, step, wanted, patience);
        if (signal.getReason() instanceof AMQP.Channel.Close close && close.getReplyCode() == replyCode) {
            return close;
        }
        throw new Finding(wanted, describe(signal));
    }

    static AMQP.Connection.Close expectConnectionClose(
            Connection connection, int replyCode, Lab.Step step, Duration patience) {
        String wanted = "connection.close " + replyCode;
        ShutdownSignalException signal = runAndWait(connection, step, wanted, patience);
        if (signal.getReason() instanceof AMQP.Connection.Close close && close.getReplyCode() == replyCode) {
            return close;
        }
        throw new Finding(wanted, describe(signal));
    }

    private static ShutdownSignalException runAndWait(
            ShutdownNotifier notifier, Lab.Step step, String wanted, Duration patience) {
        try {
            step.run();
        } catch (IOException | ShutdownSignalException e) {
            // The client reports the peer's close as the failure of whatever was going on; the reason is read below.
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("the step failed before the broker could answer", e);
        }
        try {
            Awaitility.await()
                    .pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .atMost(patience)
                    .until(() -> !notifier.isOpen());
        } catch (ConditionTimeoutException e) {
            throw new Finding(wanted, "still open after " + patience.toMillis() + " ms");
        }
        return Expect.present("a reason of the close", notifier.getCloseReason());
    }

    private static @org.jspecify.annotations.Nullable ShutdownSignalException signal(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ShutdownSignalException signal) {
                return signal;
            }
        }
        return null;
    }

    static String describe(ShutdownSignalException signal) {
        String what = signal instanceof AlreadyClosedException ? "already closed: " : "";
        return what + (signal.getReason() == null ? signal.getMessage() : signal.getReason());
    }
}
