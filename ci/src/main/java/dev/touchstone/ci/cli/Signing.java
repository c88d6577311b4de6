package dev.touchstone.ci.cli;

import dev.touchstone.reports.attestation.Attestation;
import dev.touchstone.reports.attestation.Keys;
import dev.touchstone.reports.attestation.RefusedException;
import dev.touchstone.reports.model.RunResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The signed certificate among the outputs of {@code certify}. */
public final class Signing {
    @Option(
            names = "--sign",
            paramLabel = "KEY",
            description = {
                "Sign a certificate with this private key: a PEM file, Ed25519, such as",
                "'openssl genpkey -algorithm ed25519 -out key.pem' makes."
            })
    private @Nullable Path key;

    @Option(
            names = "--certificate",
            paramLabel = "FILE",
            defaultValue = "touchstone-certificate.dsse.json",
            description = "Where --sign writes it (${DEFAULT-VALUE}); 'touchstone verify' reads it.")
    private Path certificate;

    /** Where the certificate will be written; null where none is asked for. */
    @Nullable
    Path file() {
        return key == null ? null : certificate;
    }

    /** Finds out before the run, not after it, that the key is none. */
    void check() {
        if (key != null) {
            read(key);
        }
    }

    void write(RunResult result, boolean quiet, PrintWriter out) {
        if (key == null) {
            return;
        }
        UserFiles.write(certificate, Attestation.sign(result, read(key)));
        if (!quiet) {
            out.println("Signed certificate: " + certificate);
        }
    }

    private static PrivateKey read(Path file) {
        try {
            return Keys.privateKey(Files.readString(file));
        } catch (IOException e) {
            throw new UserError(ExitCodes.USAGE, "cannot read the key " + file + ": " + e.getMessage(), e);
        } catch (RefusedException e) {
            throw new UserError(ExitCodes.USAGE, "cannot sign with " + file + ": " + e.getMessage(), e);
        }
    }
}
