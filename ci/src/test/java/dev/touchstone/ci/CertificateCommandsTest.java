package dev.touchstone.ci;

import static org.assertj.core.api.Assertions.assertThat;

import dev.touchstone.reports.attestation.Attestation;
import dev.touchstone.reports.attestation.Keys;
import dev.touchstone.reports.json.JsonReport;
import dev.touchstone.reports.model.CaseResult;
import dev.touchstone.reports.model.RunResult;
import dev.touchstone.reports.model.TargetInfo;
import dev.touchstone.reports.model.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing, verifying and comparing as a user meets them. */
class CertificateCommandsTest {
    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void keys() throws Exception {
        keyPair("");
    }

    @Test
    void aSignedCertificateIsGenuineAndBelongsToItsResult() {
        assertThat(certify()).as(out.toString() + err).isZero();
        assertThat(out.toString()).contains("Signed certificate: ");

        assertThat(verify("pub.pem", "--result=" + folder.resolve("r.json"))).isZero();
        assertThat(out.toString())
                .contains("Genuine: ")
                .contains("is the result that it was made from")
                .containsPattern("result +passed")
                .containsPattern("cases +\\d+ passed, 0 with warnings, 0 failed");
    }

    @Test
    void aTamperedCertificateIsRefused() throws IOException {
        certify();
        Path file = folder.resolve("c.json");
        String envelope = Files.readString(file);
        int at = envelope.indexOf("\"payload\"") + 40;
        char other = envelope.charAt(at) == 'A' ? 'B' : 'A';
        Files.writeString(file, envelope.substring(0, at) + other + envelope.substring(at + 1));

        assertThat(verify("pub.pem")).isEqualTo(1);
        assertThat(out.toString()).contains("Not to be believed: ").contains("it was changed after it was signed");
    }

    @Test
    void anotherKeyIsRefused() throws Exception {
        certify();
        keyPair("other-");
        assertThat(verify("other-pub.pem")).isEqualTo(1);
        assertThat(out.toString()).contains("signed with another key");
    }

    @Test
    void anotherPayloadTypeIsRefused() throws IOException {
        certify();
        Path file = folder.resolve("c.json");
        Files.writeString(file, Files.readString(file).replace("application/vnd.in-toto+json", "text/plain"));

        assertThat(verify("pub.pem")).isEqualTo(1);
        assertThat(out.toString()).contains("its payload type is 'text/plain'");
    }

    @Test
    void aResultThatWasChangedIsRefused() throws IOException {
        certify();
        Path result = folder.resolve("r.json");
        Files.writeString(result, Files.readString(result) + " ");

        assertThat(verify("pub.pem", "--result=" + result)).isEqualTo(1);
        assertThat(out.toString()).contains("Not to be believed together: ").contains("made from another result");
    }

    @Test
    void aFailedBrokerHasAGenuineCertificateThatDoesNotPass() throws Exception {
        Path key = folder.resolve("key.pem");
        RunResult failed = run("Broker", "1", "A-1/x", Verdict.FAIL);
        Files.writeString(folder.resolve("c.json"), Attestation.sign(failed, Keys.privateKey(Files.readString(key))));

        assertThat(verify("pub.pem")).isZero();
        assertThat(out.toString()).contains("failed: rules are missed").contains("A-1/x");
        assertThat(verify("pub.pem", "--passed")).isEqualTo(1);
    }

    @Test
    void aKeyThatIsNoneIsSaidBeforeTheRun() throws IOException {
        Files.writeString(folder.resolve("key.pem"), "no key");
        assertThat(certify()).isEqualTo(2);
        assertThat(err.toString()).contains("cannot sign with").contains("no PEM file with a private key");
        assertThat(out.toString()).doesNotContain("Judging");
    }

    @Test
    void filesThatAreNotThereAreUsageErrors() {
        assertThat(verify("pub.pem")).isEqualTo(2);
        assertThat(err.toString()).contains("c.json: there is no such file");
        assertThat(verify("nowhere.pem")).isEqualTo(2);
    }

    @Test
    void threeResultsMakeATableAndTheTwoOfOneBrokerAreCompared() throws IOException {
        Path one = stored("1.json", run("RabbitMQ", "3.10.8", "QUEUE-01/x", Verdict.PASS));
        Path two = stored("2.json", run("LavinMQ", "2.9", "QUEUE-01/x", Verdict.FAIL));
        Path three = stored("3.json", run("RabbitMQ", "4.0.5", "QUEUE-01/x", Verdict.FAIL));

        assertThat(touchstone("compare", one.toString(), two.toString(), three.toString()))
                .isEqualTo(6);
        assertThat(out.toString())
                .contains("1  RabbitMQ 3.10.8")
                .contains("3  RabbitMQ 4.0.5")
                .containsPattern("QUEUE +1/1 +0/1 1✕ +0/1 1✕")
                .contains("What changed from 1 to 3")
                .doesNotContain("from 1 to 2", "from 2 to 3")
                .contains("New failures (1)");
    }

    @Test
    void differentBrokersAreNotBetterOrWorse() throws IOException {
        Path one = stored("1.json", run("A", "1", "QUEUE-01/x", Verdict.PASS));
        Path two = stored("2.json", run("B", "1", "QUEUE-01/x", Verdict.FAIL));
        Path three = stored("3.json", run("C", "1", "QUEUE-01/x", Verdict.FAIL));

        assertThat(touchstone("compare", "--markdown", one.toString(), two.toString(), three.toString()))
                .isZero();
        assertThat(out.toString()).contains("## 3 results by area").contains("nothing is called better or worse");
    }

    @Test
    void fixedIsNotWorse() throws IOException {
        Path one = stored("1.json", run("A", "1", "QUEUE-01/x", Verdict.FAIL));
        Path two = stored("2.json", run("A", "2", "QUEUE-01/x", Verdict.PASS));
        assertThat(touchstone("compare", one.toString(), two.toString())).isZero();
        assertThat(out.toString()).contains("Fixed (1)");
    }

    private int certify() {
        return touchstone(
                "certify",
                "--filter=QUEUE-08",
                "--json=" + folder.resolve("r.json"),
                "--sign=" + folder.resolve("key.pem"),
                "--certificate=" + folder.resolve("c.json"));
    }

    private int verify(String key, String... more) {
        String[] words = new String[3 + more.length];
        words[0] = "verify";
        words[1] = folder.resolve("c.json").toString();
        words[2] = "--key=" + folder.resolve(key);
        System.arraycopy(more, 0, words, 3, more.length);
        return touchstone(words);
    }

    private int touchstone(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Touchstone.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    private void keyPair(String prefix) throws GeneralSecurityException, IOException {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Files.writeString(folder.resolve(prefix + "key.pem"), pem("PRIVATE KEY", pair.getPrivate()));
        Files.writeString(folder.resolve(prefix + "pub.pem"), pem("PUBLIC KEY", pair.getPublic()));
    }

    private static String pem(String label, Key key) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(key.getEncoded())
                + "\n-----END " + label + "-----\n";
    }

    private Path stored(String name, RunResult run) throws IOException {
        return Files.writeString(folder.resolve(name), JsonReport.render(run));
    }

    private static RunResult run(String product, String version, String id, Verdict verdict) {
        CaseResult found = CaseResult.builder(id, id.substring(0, id.indexOf('/')))
                .verdict(verdict)
                .build();
        return RunResult.builder(TargetInfo.of("amqp://host", "amqp://host").withServer(product, version, ""))
                .cases(List.of(found))
                .build();
    }
}
