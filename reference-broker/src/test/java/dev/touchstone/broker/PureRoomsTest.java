package dev.touchstone.broker;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.Timer;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * The arrows between the rooms of the broker: pure rooms read no clock, open nothing, start nothing, draw no random numbers and know no edge room, so
 * that the same classes run in a simulation.
 */
class PureRoomsTest {
    private static final String ROOT = "dev.touchstone.broker";
    private static final String[] PURE = {
        ROOT + ".dialect..",
        ROOT + ".wire..",
        ROOT + ".message..",
        ROOT + ".connection..",
        ROOT + ".channel..",
        ROOT + ".vhost..",
        ROOT + ".exchange..",
        ROOT + ".queue..",
        ROOT + ".ledger..",
        ROOT + ".journal..",
        ROOT + ".policy..",
        ROOT + ".auth..",
        ROOT + ".params.."
    };
    private static final JavaClasses BROKER = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    /** Addresses and serializability are only values and a mark: they open nothing. */
    private static final DescribedPredicate<JavaClass> OUTSIDE_WORLD = resideInAnyPackage(
                    "java.io..", "java.nio.file..", "java.nio.channels..", "java.net..", "javax.net..", "java.sql..")
            .and(not(belongToAnyOf(Serializable.class, InetAddress.class, InetSocketAddress.class)))
            .as("files and sockets: take bytes as arguments, give them to an interface that an edge room implements");

    private static final DescribedPredicate<JavaClass> THREADS = belongToAnyOf(
                    Thread.class, ThreadLocal.class, Timer.class)
            .or(resideInAPackage("java.util.concurrent.."))
            .as("threads: one loop owns everything, time and turns come from it");

    private static ArchRule pure(DescribedPredicate<JavaClass> forbidden) {
        return without(forbidden, PURE);
    }

    private static ArchRule without(DescribedPredicate<JavaClass> forbidden, String... rooms) {
        return noClasses().that().resideInAnyPackage(rooms).should().dependOnClassesThat(forbidden);
    }

    @Test
    void pureRoomsOpenNothing() {
        pure(OUTSIDE_WORLD).check(BROKER);
    }

    @Test
    void pureRoomsStartNoThreads() {
        pure(THREADS).check(BROKER);
    }

    @Test
    void pureRoomsReadNoClock() {
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .dependOnClassesThat(belongToAnyOf(Clock.class))
                .because("time is an argument: nowMillis")
                .check(BROKER);
    }

    @Test
    void pureRoomsDrawNoRandomNumbers() {
        pure(belongToAnyOf(Random.class, UUID.class, SecureRandom.class)
                        .or(resideInAPackage("java.util.random.."))
                        .as("random numbers: entropy comes in as a supplier"))
                .check(BROKER);
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .callMethod(Math.class, "random")
                .check(BROKER);
    }

    @Test
    void pureRoomsKnowNoEdgeRoom() {
        DescribedPredicate<JavaClass> edge = resideInAPackage(ROOT + "..")
                .and(not(resideInAnyPackage(PURE)))
                .as("edge rooms: they know the pure ones, not the other way round");
        pure(edge).check(BROKER);
    }

    @Test
    void ofNettyPureRoomsKnowBuffersOnly() {
        pure(resideInAPackage("io.netty..")
                        .and(not(resideInAnyPackage("io.netty.buffer..", "io.netty.util..")))
                        .as("channels and loops of Netty: those belong to net"))
                .check(BROKER);
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".vhost..", ROOT + ".exchange..", ROOT + ".queue..", ROOT + ".auth..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.netty..")
                .because("the model sees messages, not bytes")
                .check(BROKER);
    }

    @Test
    void theModelDoesNotKnowItsProtocol() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".vhost..", ROOT + ".exchange..", ROOT + ".queue..", ROOT + ".auth..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + ".channel..", ROOT + ".connection..")
                .check(BROKER);
    }

    @Test
    void roomsHaveNoCircles() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(BROKER);
    }

    /** A rule that catches nothing is worth nothing: the edge rooms do what the pure ones must not. */
    @Test
    void theRulesCatchThoseWhoDoIt() {
        assertThatThrownBy(() -> without(OUTSIDE_WORLD, ROOT + ".net..").check(BROKER))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> without(THREADS, ROOT).check(BROKER)).isInstanceOf(AssertionError.class);
    }
}
