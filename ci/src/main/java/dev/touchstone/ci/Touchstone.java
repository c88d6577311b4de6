package dev.touchstone.ci;

import dev.touchstone.ci.cli.BrokerCommand;
import dev.touchstone.ci.cli.CertifyCommand;
import dev.touchstone.ci.cli.ChaosCommand;
import dev.touchstone.ci.cli.CleanCommand;
import dev.touchstone.ci.cli.CompareCommand;
import dev.touchstone.ci.cli.CtlCommand;
import dev.touchstone.ci.cli.DiffCommand;
import dev.touchstone.ci.cli.ExitCodes;
import dev.touchstone.ci.cli.ExplainCommand;
import dev.touchstone.ci.cli.ExploreCommand;
import dev.touchstone.ci.cli.FingerprintCommand;
import dev.touchstone.ci.cli.KillMatrixCommand;
import dev.touchstone.ci.cli.ListCommand;
import dev.touchstone.ci.cli.PluginsCommand;
import dev.touchstone.ci.cli.ReplayCommand;
import dev.touchstone.ci.cli.UserError;
import dev.touchstone.ci.cli.VerifyCommand;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The program: {@code touchstone COMMAND}. */
@Command(
        name = "touchstone",
        mixinStandardHelpOptions = true,
        versionProvider = Touchstone.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        header = "Says what an AMQP 0-9-1 broker really does.",
        description = {
            "",
            "Judges brokers that speak AMQP 0-9-1 in RabbitMQ's dialect, rule by rule, and brings a reference broker.",
            ""
        },
        footer = {
            "",
            "Start with:",
            "  touchstone certify                      judge the embedded reference broker",
            "  touchstone certify amqp://host          judge a broker at an address",
            "  touchstone certify command:rabbitmq     judge the RabbitMQ that is installed on this machine",
            "  touchstone explain TTL-05               what a rule says, and which cases judge it"
        },
        subcommands = {
            CertifyCommand.class,
            ListCommand.class,
            ExplainCommand.class,
            BrokerCommand.class,
            CtlCommand.class,
            PluginsCommand.class,
            CompareCommand.class,
            FingerprintCommand.class,
            VerifyCommand.class,
            ExploreCommand.class,
            ReplayCommand.class,
            DiffCommand.class,
            ChaosCommand.class,
            KillMatrixCommand.class,
            CleanCommand.class
        })
public final class Touchstone implements Runnable {
    /** Kept here because the logging framework of the JDK forgets loggers that nobody holds, and with them their level. */
    private static final Logger JQWIK_LOG = Logger.getLogger("net.jqwik");

    @Spec
    private CommandSpec spec;

    private Touchstone() {}

    /** Runs a command and ends the JVM with its exit code. */
    public static void main(String[] args) {
        JQWIK_LOG.setLevel(Level.WARNING);
        System.exit(run(writer(System.out), writer(System.err), args));
    }

    /** UTF-8 whatever the locale says: a fresh machine often says nothing, and terminals speak it. */
    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    /** Runs a command; returns its exit code (DESIGN.md, section 3). */
    public static int run(PrintWriter out, PrintWriter err, String... args) {
        CommandLine line = new CommandLine(new Touchstone())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler((thrown, command, parsed) -> {
                    if (thrown instanceof UserError error) {
                        err.println("touchstone: " + error.getMessage());
                        return error.exitCode();
                    }
                    err.println(
                            "touchstone: this is a bug of Touchstone, not of the broker. Please report it with what follows.");
                    thrown.printStackTrace(err);
                    return ExitCodes.OUR_BUG;
                });
        return line.execute(args);
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say which command.");
    }

    /** The version that the jar's manifest names. */
    public static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"touchstone " + current()};
        }

        /** The version, or {@code development} where the classes come from no jar. */
        public static String current() {
            String version = Touchstone.class.getPackage().getImplementationVersion();
            return version == null ? "development" : version;
        }
    }
}
