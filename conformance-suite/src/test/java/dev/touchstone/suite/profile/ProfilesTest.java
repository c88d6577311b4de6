package dev.touchstone.suite.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.touchstone.suite.rulebook.Rule;
import dev.touchstone.suite.rulebook.RuleBook;
import dev.touchstone.suite.rulebook.RuleLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProfilesTest {
    /** Another text, field or number on 4.0 that the rule itself names or leaves open: its cases pass there, so that a declaration would be stale. */
    private static final Set<String> TRUE_OF_BOTH =
            Set.of("POLICY-01", "PERM-12", "TAG-02", "MGMT-03", "QUORUM-04", "QUORUM-06", "QUORUM-07");

    private static final String DEVIATION = "deviation TTL-06\nseen a\nreason b\nlink https://example.org/\n";

    private final RuleBook book = RuleBook.standard();
    private final Profiles profiles = Profiles.builtIn(book);

    @Test
    void oracleAndReferenceBrokerAreExcusedNothing() {
        assertThat(profiles.named("rabbitmq-3").deviations()).isEmpty();
        assertThat(profiles.named("touchstone").deviations()).isEmpty();
        assertThat(profiles.named("rabbitmq-3").binding()).containsExactlyInAnyOrder(RuleLevel.values());
    }

    @Test
    void whateverTheBookMarksAsDifferentIsDeclaredFor4() {
        Profile profile = profiles.named("rabbitmq-4");

        assertThat(book.rules().stream().filter(rule -> !rule.verification().holdsOnRabbitMq4()))
                .extracting(Rule::id)
                .allSatisfy(id ->
                        assertThat(profile.deviation(id).isPresent()).as(id).isNotEqualTo(TRUE_OF_BOTH.contains(id)));
    }

    @Test
    void laterVersionsInheritAndAdd() {
        Profile profile = profiles.named("rabbitmq-4.2");

        assertThat(profile.parent()).contains("rabbitmq-4.1");
        assertThat(profile.deviation("CONN-03")).isPresent();
        assertThat(profile.deviation("CONN-12")).isPresent();
        assertThat(profile.deviation("RPC-06")).isPresent();
        assertThat(profile.deviation("QOS-02")).isEmpty();
    }

    @Test
    void onlyTheSpecificationBindsAStrictBroker() {
        Profile profile = profiles.named("amqp-strict");

        assertThat(profile.binds(RuleLevel.SPECIFICATION)).isTrue();
        assertThat(profile.binds(RuleLevel.DOCUMENTATION)).isFalse();
        assertThat(profile.deviation("PUB-04")).isPresent();
        assertThat(profile.product()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "RabbitMQ, 3.10.8, rabbitmq-3",
        "rabbitmq, 3.8.0, rabbitmq-3",
        "RabbitMQ, 3.12.14, rabbitmq-3.12",
        "RabbitMQ, 3.13.7, rabbitmq-3.13",
        "RabbitMQ, 4.0.5, rabbitmq-4",
        "RabbitMQ, 4.1.0-rc.1, rabbitmq-4.1",
        "RabbitMQ, 4.2.1, rabbitmq-4.2",
        "RabbitMQ, 4.10.0, rabbitmq-4.3",
        "Touchstone, 0.1.0-SNAPSHOT, touchstone",
        "LavinMQ, 2.1.0, undeclared",
        "RabbitMQ, 2.8.7, undeclared",
        "RabbitMQ, unknown, undeclared",
    })
    void profileIsChosenByWhatTheBrokerSays(String product, String version, String expected) {
        assertThat(profiles.select(product, version).name()).isEqualTo(expected);
    }

    @Test
    void usersFileMayExtendABuiltInProfile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("mine.profile"), """
                # ours
                profile  mine
                extends  rabbitmq-4
                binding  S! D!

                deviation CONN-03
                  seen    another text
                  reason  a proxy in front
                  link    https://example.org/proxy
                """);

        Profile profile = profiles.resolve(file.toString());

        assertThat(profile.name()).isEqualTo("mine");
        assertThat(profile.binds(RuleLevel.QUIRK)).isFalse();
        assertThat(profile.deviation("CONN-03").orElseThrow().seen()).isEqualTo("another text");
        assertThat(profile.deviation("CONN-04")).isPresent();
        assertThat(profile.deviations())
                .hasSameSizeAs(profiles.named("rabbitmq-4").deviations());
    }

    @Test
    void missingProfilesAreExplained(@TempDir Path folder) {
        assertThatThrownBy(() -> profiles.resolve("rabbitmq-5"))
                .isInstanceOf(ProfileException.class)
                .hasMessageContaining("There is no profile rabbitmq-5. Use one of rabbitmq-3, ");
        assertThatThrownBy(() -> profiles.resolve(folder.resolve("none.profile").toString()))
                .isInstanceOf(ProfileException.class)
                .hasMessageContaining("none.profile: it is missing or not readable");
    }

    @Test
    void mistakesAreNamedWithLineAndRemedy() {
        assertRefused("product x\n", "t.profile: the profile has no name; begin the file with 'profile NAME'");
        assertRefused("profile\n", "line 1: 'profile' has no value");
        assertRefused("profile a\nprofile b\n", "line 2: 'profile' is said twice");
        assertRefused("profile a\nextends nothing\n", "line 2: there is no profile nothing to extend");
        assertRefused("profile a\nversions 4.0\n", "line 2: cannot read the versions '4.0'; write '>=4.0'");
        assertRefused("profile a\nversions >=4.1 <4.0\n", "cannot read the versions");
        assertRefused("profile a\nbinding S! X\n", "line 2: 'X' is no level");
        assertRefused("profile a\nseen x\n", "line 2: 'seen' stands before the first deviation");
        assertRefused("profile a\n" + DEVIATION + "product x\n", "line 6: 'product' stands after a deviation");
        assertRefused("profile a\ncolour blue\n", "line 2: 'colour' is no key");
        assertRefused("profile a\n" + DEVIATION + DEVIATION, "line 6: a deviation from TTL-06 is declared twice");
        assertRefused("profile a\ndeviation TTL-66\n", "line 2: there is no rule TTL-66; the nearest are TTL-06");
        assertRefused(
                "profile a\ndeviation TTL-06\nseen a\nlink https://x/\n",
                "line 2: the deviation from TTL-06 has no 'reason'");
        assertRefused("profile a\n" + DEVIATION.replace("https://example.org/", "x y"), "line 5: 'x y' is no address");
        assertRefused("profile a\n" + DEVIATION.replace("https:", ""), "is no whole address");
    }

    private void assertRefused(String text, String complaint) {
        assertThatThrownBy(() -> ProfileParser.parse(
                        book,
                        name -> List.of(profiles.named("rabbitmq-3")).stream()
                                .filter(profile -> profile.name().equals(name))
                                .findFirst(),
                        "t.profile",
                        text))
                .isInstanceOf(ProfileException.class)
                .hasMessageContaining(complaint);
    }

    @Test
    void versionsCompareByNumber() {
        VersionRange range = VersionRange.parse(">=3.9 <3.13").orElseThrow();

        assertThat(range.contains("3.10.8")).isTrue();
        assertThat(range.contains("3.9.0")).isTrue();
        assertThat(range.contains("3.13")).isFalse();
        assertThat(range.contains("3.8.35")).isFalse();
        assertThat(range).hasToString(">=3.9 <3.13");
    }
}
