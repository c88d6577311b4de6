package dev.touchstone.ci.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how a target is reached; shared by the commands that take one. */
public final class TargetOptions {
    @Option(
            names = "--management-uri",
            paramLabel = "URI",
            description =
                    "The management HTTP API, such as http://host:15672. Without it the target is asked on port 15672.")
    public @Nullable String managementUri;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "PEM file with the certificates to trust (amqps, https).")
    public @Nullable Path certificateAuthority;

    @Option(
            names = "--cert",
            paramLabel = "FILE",
            description = "PEM file with our client certificate and its private key (amqps).")
    public @Nullable Path clientCertificate;

    @Option(names = "--insecure", description = "Trust any certificate (amqps, https). For tests only.")
    public boolean insecure;
}
