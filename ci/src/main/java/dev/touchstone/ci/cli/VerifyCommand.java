package dev.touchstone.ci.cli;

import dev.touchstone.reports.attestation.Attestation;
import dev.touchstone.reports.attestation.Keys;
import dev.touchstone.reports.attestation.RefusedException;
import dev.touchstone.reports.console.Style;
import dev.touchstone.reports.model.Verdict;
import dev.touchstone.reports.view.SafeText;
import dev.touchstone.reports.view.Words;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code touchstone verify FILE --key pub.pem}: whether a certificate is to be believed, and what it says. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Says whether a signed certificate is genuine, and what it certifies.",
        footer = {
            "",
            "Exit codes: 0 genuine, whatever it says about the broker; 1 not to be believed, or, with --passed, genuine but",
            "not passed; 2 a file that cannot be read, or a key that is none."
        })
public final class VerifyCommand implements Callable<Integer> {
    private static final int SHOWN = 10;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FILE", description = "The certificate: what 'certify --sign' wrote.")
    private Path file;

    @Option(
            names = "--key",
            required = true,
            paramLabel = "FILE",
            description = "PEM file with the public key of whoever you trust (Ed25519).")
    private Path key;

    @Option(
            names = "--result",
            paramLabel = "FILE",
            description = "Check too that this is the JSON result that the certificate was made from.")
    private @Nullable Path result;

    @Option(names = "--passed", description = "Fail unless the broker passed, with or without warnings.")
    private boolean passed;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Style style = Terminal.ofThisProcess().style();
        PublicKey trusted = publicKey();
        Attestation certificate;
        try {
            certificate = Attestation.verify(text(file), trusted);
        } catch (RefusedException e) {
            out.println(style.paint(Verdict.FAIL, "Not to be believed: ") + file);
            out.println("  " + SafeText.line(String.valueOf(e.getMessage())) + ".");
            return ExitCodes.FAILED;
        }
        if (result != null && !certificate.isOf(octets(result))) {
            out.println(style.paint(Verdict.FAIL, "Not to be believed together: ") + file + " and " + result);
            out.println(
                    "  The certificate is genuine, but it was made from another result than this one, or this one was"
                            + " changed.");
            return ExitCodes.FAILED;
        }
        show(certificate, trusted, style, out);
        return passed && certificate.result() == Attestation.Result.FAILED ? ExitCodes.FAILED : ExitCodes.OK;
    }

    private void show(Attestation found, PublicKey trusted, Style style, PrintWriter out) {
        out.println(style.paint(Verdict.PASS, "Genuine: ") + file + " was signed with this key and not changed since.");
        if (result != null) {
            out.println("         " + result + " is the result that it was made from.");
        }
        out.println();
        row(out, "broker", style.bold(SafeText.line(found.broker())));
        row(out, "result", style.paint(tone(found.result()), words(found.result())));
        row(
                out,
                "cases",
                found.passed().size() + " passed, " + found.warned().size() + " with warnings, "
                        + found.failed().size() + " failed");
        row(out, "profile", SafeText.line(found.profile().isEmpty() ? "none" : found.profile()));
        row(out, "judged", SafeText.line(found.startedAt() + " by Touchstone " + found.toolVersion()));
        row(out, "key", "SHA-256 " + Keys.fingerprint(trusted));
        list(out, "failed", found.failed());
    }

    private static void list(PrintWriter out, String title, List<String> cases) {
        if (!cases.isEmpty()) {
            out.println();
            out.println(title + ":");
            cases.stream().limit(SHOWN).forEach(name -> out.println("  " + SafeText.line(name)));
            if (cases.size() > SHOWN) {
                out.println("  and " + Words.count(cases.size() - SHOWN, "more case"));
            }
        }
    }

    private static void row(PrintWriter out, String name, String value) {
        out.printf("  %-8s %s%n", name, value);
    }

    private static String words(Attestation.Result result) {
        return switch (result) {
            case PASSED -> "passed: everything that was judged is as the rules say";
            case WARNED ->
                "passed with warnings: declared deviations, allowed but not canonical answers, or a run cut short";
            case FAILED -> "failed: rules are missed, outcomes are unknown, or nothing was judged";
        };
    }

    private static Verdict tone(Attestation.Result result) {
        return switch (result) {
            case PASSED -> Verdict.PASS;
            case WARNED -> Verdict.DEVIATION;
            case FAILED -> Verdict.FAIL;
        };
    }

    private PublicKey publicKey() {
        try {
            return Keys.publicKey(text(key));
        } catch (RefusedException e) {
            throw new UserError(ExitCodes.USAGE, "cannot use the key " + key + ": " + e.getMessage(), e);
        }
    }

    private static String text(Path from) {
        return new String(octets(from), StandardCharsets.UTF_8);
    }

    private static byte[] octets(Path from) {
        try {
            return Files.readAllBytes(from);
        } catch (IOException e) {
            throw new UserError(ExitCodes.USAGE, "cannot read " + from + ": " + reason(e), e);
        }
    }

    private static String reason(IOException e) {
        return e instanceof java.nio.file.NoSuchFileException
                ? "there is no such file"
                : String.valueOf(e.getMessage());
    }
}
