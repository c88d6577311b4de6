package dev.touchstone.ci.target;

import dev.touchstone.broker.dialect.Dialect;
import dev.touchstone.ci.cli.ExitCodes;
import dev.touchstone.ci.cli.TargetOptions;
import dev.touchstone.ci.cli.UserError;
import dev.touchstone.ci.kill.PlantedTargets;
import dev.touchstone.suite.target.Target;
import dev.touchstone.suite.target.TargetUnavailable;
import dev.touchstone.suite.target.address.AddressException;
import dev.touchstone.suite.target.address.AddressOptions;
import dev.touchstone.suite.target.address.AmqpAddress;
import dev.touchstone.suite.target.address.CheckedTarget;
import dev.touchstone.suite.target.address.NotAmqp091;
import dev.touchstone.suite.target.docker.DockerTarget;
import dev.touchstone.suite.target.rabbitmq.RabbitNodeTarget;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Opens the target that the user named. */
public final class TargetChooser {
    private TargetChooser() {}

    /**
     * Opens it; {@code embedded} where no name is given and {@code AMQP_URL} is not in the environment.
     *
     * @throws UserError with the exit code that fits, if it cannot be opened
     */
    public static OpenTarget open(@Nullable String name, TargetOptions options) {
        String chosen = name != null ? name : System.getenv().getOrDefault("AMQP_URL", "embedded");
        try {
            return choose(chosen, options);
        } catch (AddressException e) {
            throw new UserError(ExitCodes.USAGE, String.valueOf(e.getMessage()), e);
        } catch (TargetUnavailable e) {
            throw new UserError(ExitCodes.UNREACHABLE, String.valueOf(e.getMessage()), e);
        } catch (NotAmqp091 e) {
            throw new UserError(ExitCodes.NOT_AMQP, String.valueOf(e.getMessage()), e);
        }
    }

    private static OpenTarget choose(String name, TargetOptions options) {
        if (name.equals(EmbeddedTarget.NAME)) {
            return checked(new EmbeddedTarget());
        }
        if (name.startsWith(EmbeddedTarget.PREFIX)) {
            return checked(EmbeddedTarget.in(dialect(name.substring(EmbeddedTarget.PREFIX.length()))));
        }
        if (name.equals(RabbitNodeTarget.NAME)) {
            return checked(RabbitNodeTarget.start());
        }
        if (name.equals(TouchstoneProcessTarget.NAME)) {
            return checked(TouchstoneProcessTarget.start());
        }
        if (name.startsWith(PlantedTargets.PREFIX)) {
            return checked(PlantedTargets.open(name.substring(PlantedTargets.PREFIX.length())));
        }
        if (name.equals(QpidTarget.NAME)) {
            return checked(QpidTarget.start());
        }
        if (name.startsWith(DockerTarget.PREFIX)) {
            return checked(DockerTarget.start(name.substring(DockerTarget.PREFIX.length())));
        }
        if (AmqpAddress.looksLikeOne(name)) {
            CheckedTarget found = CheckedTarget.open(AmqpAddress.parse(name), addressOptions(options));
            return new OpenTarget(found.target(), found.info());
        }
        throw new AddressException(
                "a target is embedded, embedded:DIALECT, amqp://…, amqps://…, command:rabbitmq, command:touchstone, command:qpid, planted:BUG or docker:IMAGE");
    }

    private static Dialect dialect(String word) {
        try {
            return Dialect.named(word);
        } catch (IllegalArgumentException e) {
            throw new AddressException(String.valueOf(e.getMessage()), e);
        }
    }

    private static OpenTarget checked(Target target) {
        try {
            CheckedTarget checked = CheckedTarget.of(target);
            return new OpenTarget(checked.target(), checked.info());
        } catch (RuntimeException e) {
            target.close();
            throw e;
        }
    }

    private static AddressOptions addressOptions(TargetOptions options) {
        return new AddressOptions(
                Optional.ofNullable(options.managementUri).map(TargetChooser::uri),
                Optional.ofNullable(options.certificateAuthority),
                Optional.ofNullable(options.clientCertificate),
                options.insecure);
    }

    private static URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new AddressException("--management-uri is no URI", e);
        }
    }
}
