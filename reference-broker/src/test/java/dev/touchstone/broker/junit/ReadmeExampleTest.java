package dev.touchstone.broker.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A README whose example does not compile is worse than none. */
class ReadmeExampleTest {
    @Test
    void theExampleInReadmeIsTheOneThatRuns() throws IOException {
        String readme = Files.readString(Path.of("..", "README.md"));
        int start = readme.indexOf("```java\n") + "```java\n".length();
        String example = readme.substring(start, readme.indexOf("```", start));
        Path source = Path.of("src/test/java/dev/touchstone/broker/junit/GreetingTest.java");
        assertThat(example).hasLineCount(9);
        assertThat(Files.readString(source)).endsWith(example);
    }
}
