package dev.touchstone.suite.target.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.touchstone.suite.target.Capability;
import dev.touchstone.suite.target.TargetUnavailable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.testcontainers.DockerClientFactory;

@Timeout(value = 300, unit = TimeUnit.SECONDS)
class DockerTargetTest {
    private static boolean engine() {
        try {
            return DockerClientFactory.instance().isDockerAvailable();
        } catch (IllegalStateException e) {
            return false;
        } catch (RuntimeException e) {
            return abort(
                    "there is a container engine, but it cannot get Testcontainers' own images: " + e.getMessage());
        }
    }

    private static DockerTarget start(String image) {
        try {
            return DockerTarget.start(image);
        } catch (TargetUnavailable e) {
            return abort(String.valueOf(e.getMessage()));
        }
    }

    @Test
    void withoutAnEngineTheReasonIsOneSentence() {
        assumeFalse(engine(), "a container engine is here");
        TargetUnavailable thrown =
                assertThrows(TargetUnavailable.class, () -> DockerTarget.start("rabbitmq:3.13-management"));
        assertThat(thrown).message().contains("no container engine", "docker:rabbitmq:3.13-management");
    }

    @Test
    void anImageBecomesATarget() throws Exception {
        assumeTrue(engine(), "no container engine on this machine");
        try (DockerTarget target = start("rabbitmq:3.13-management")) {
            target.endpoint().factory().newConnection().close();
            assertThat(target.capabilities()).contains(Capability.ADMIN, Capability.NODE_CONTROL);
        }
    }
}
