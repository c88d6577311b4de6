package dev.touchstone.reports.attestation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.touchstone.reports.Samples;
import dev.touchstone.reports.json.JsonReport;
import dev.touchstone.reports.model.RunResult;
import dev.touchstone.reports.model.Verdict;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class AttestationTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final KeyPair ours = pair("Ed25519");
    private final String certificate = Attestation.sign(Samples.ordinary(), ours.getPrivate());

    @Test
    void whatWasSignedIsReadBack() throws Exception {
        Attestation read = Attestation.verify(certificate, ours.getPublic());

        assertThat(read.result()).isEqualTo(Attestation.Result.FAILED);
        assertThat(read.broker()).isEqualTo("RabbitMQ 3.10.8");
        assertThat(read.profile()).isEqualTo("rabbitmq-3");
        assertThat(read.failed()).contains("HB-01/a", "HB-02/a");
        assertThat(read.warned()).contains("QUEUE-03/a").doesNotContain("QUEUE-02/b");
        assertThat(read.passed()).contains("QUEUE-02/b");
        assertThat(read.isOf(JsonReport.render(Samples.ordinary()).getBytes(StandardCharsets.UTF_8)))
                .isTrue();
        assertThat(read.isOf("{}".getBytes(StandardCharsets.UTF_8))).isFalse();
    }

    @Test
    void theStatementHasTheFormOfInToto() throws Exception {
        JsonNode envelope = MAPPER.readTree(certificate);
        assertThat(envelope.path("payloadType").asText()).isEqualTo("application/vnd.in-toto+json");
        JsonNode statement = MAPPER.readTree(
                Base64.getDecoder().decode(envelope.path("payload").asText()));
        assertThat(statement.path("_type").asText()).isEqualTo("https://in-toto.io/Statement/v1");
        assertThat(statement.path("predicateType").asText())
                .isEqualTo("https://in-toto.io/attestation/test-result/v0.1");
        assertThat(statement
                        .path("subject")
                        .path(0)
                        .path("digest")
                        .path("sha256")
                        .asText())
                .matches("[0-9a-f]{64}");
        assertThat(statement.path("predicate").path("configuration")).hasSize(1);
    }

    @Test
    void theEncodingThatIsSignedIsThatOfDsse() {
        byte[] encoded =
                Envelope.encoded("http://example.com/HelloWorld", "hello world".getBytes(StandardCharsets.UTF_8));
        assertThat(new String(encoded, StandardCharsets.UTF_8))
                .isEqualTo("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
    }

    @Test
    void aTamperedPayloadIsRefused() throws Exception {
        ObjectNode envelope = (ObjectNode) MAPPER.readTree(certificate);
        String statement =
                new String(Base64.getDecoder().decode(envelope.path("payload").asText()), StandardCharsets.UTF_8);
        String better = statement.replace("\"result\":\"FAILED\"", "\"result\":\"PASSED\"");
        assertThat(better).isNotEqualTo(statement);
        envelope.put("payload", Base64.getEncoder().encodeToString(better.getBytes(StandardCharsets.UTF_8)));

        assertThatThrownBy(() -> Attestation.verify(envelope.toString(), ours.getPublic()))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("its signature does not hold");
    }

    @Test
    void aTamperedSignatureIsRefusedWhateverItsLength() throws Exception {
        for (String forged : new String[] {"", "AAAA", Base64.getEncoder().encodeToString(new byte[64])}) {
            ObjectNode envelope = (ObjectNode) MAPPER.readTree(certificate);
            ((ObjectNode) envelope.path("signatures").path(0)).put("sig", forged);
            assertThatThrownBy(() -> Attestation.verify(envelope.toString(), ours.getPublic()))
                    .isInstanceOf(RefusedException.class);
        }
    }

    @Test
    void anotherKeyIsRefused() {
        assertThatThrownBy(() -> Attestation.verify(certificate, pair("Ed25519").getPublic()))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("signed with another key");
    }

    @Test
    void anotherPayloadTypeIsRefusedAlsoWhereItsSignatureHolds() {
        String other = Envelope.sign("text/plain", "{}".getBytes(StandardCharsets.UTF_8), ours.getPrivate());
        assertThatThrownBy(() -> Attestation.verify(other, ours.getPublic()))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("payload type is 'text/plain'");
    }

    @Test
    void anotherPredicateIsRefusedAlsoWhereItsSignatureHolds() {
        String other = Envelope.sign(
                Attestation.PAYLOAD_TYPE,
                "{\"_type\":\"https://in-toto.io/Statement/v1\",\"predicateType\":\"x\"}"
                        .getBytes(StandardCharsets.UTF_8),
                ours.getPrivate());
        assertThatThrownBy(() -> Attestation.verify(other, ours.getPublic()))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("predicateType is 'x'");
    }

    @Test
    void whatIsNoEnvelopeIsRefused() {
        for (String text : new String[] {"", "nonsense", "[]", "{}", "{\"payloadType\":\"a\"}"}) {
            assertThatThrownBy(() -> Attestation.verify(text, ours.getPublic()))
                    .as(text)
                    .isInstanceOf(RefusedException.class);
        }
    }

    @Test
    void aRunIsAsGoodAsItsWorstCase() {
        assertThat(Attestation.Result.of(Samples.clean())).isEqualTo(Attestation.Result.PASSED);
        assertThat(Attestation.Result.of(Samples.partial())).isEqualTo(Attestation.Result.WARNED);
        assertThat(Attestation.Result.of(Samples.empty())).isEqualTo(Attestation.Result.FAILED);
        RunResult lax = RunResult.builder(Samples.clean().target())
                .cases(java.util.List.of(Samples.simple("A-1/x", "A-1", Verdict.NON_STRICT)))
                .build();
        assertThat(Attestation.Result.of(lax)).isEqualTo(Attestation.Result.WARNED);
    }

    @Test
    void keysAreReadFromPem() throws Exception {
        String both = pem("PRIVATE KEY", ours.getPrivate()) + pem("PUBLIC KEY", ours.getPublic());
        assertThat(Keys.privateKey(both)).isEqualTo(ours.getPrivate());
        assertThat(Keys.publicKey(both)).isEqualTo(ours.getPublic());
        assertThat(Keys.fingerprint(ours.getPublic())).matches("[0-9a-f]{64}");
    }

    @Test
    void theKeyOfOpensslIsRead() throws Exception {
        assertThat(Keys.publicKey("""
                                -----BEGIN PUBLIC KEY-----
                                MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
                                -----END PUBLIC KEY-----
                                """).getAlgorithm()).isEqualTo("EdDSA");
    }

    @Test
    void anUnfitKeySaysWhatItIs() {
        assertThatThrownBy(() -> Keys.privateKey("hello")).hasMessageContaining("no PEM file with a private key");
        assertThatThrownBy(() -> Keys.privateKey(pem("PUBLIC KEY", ours.getPublic())))
                .hasMessageContaining("it holds 'PUBLIC KEY' where 'PRIVATE KEY' is needed");
        assertThatThrownBy(() -> Keys.privateKey(pem("ENCRYPTED PRIVATE KEY", ours.getPrivate())))
                .hasMessageContaining("decrypt it first");
        assertThatThrownBy(() -> Keys.publicKey(pem("PUBLIC KEY", pair("Ed448").getPublic())))
                .hasMessageContaining("none of Ed25519");
    }

    private static String pem(String label, Key key) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(key.getEncoded())
                + "\n-----END " + label + "-----\n";
    }

    private static KeyPair pair(String algorithm) {
        try {
            return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
