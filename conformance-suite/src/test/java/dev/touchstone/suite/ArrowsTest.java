package dev.touchstone.suite;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The arrows of the suite: it knows no broker from inside, and its rooms do not reach back. */
class ArrowsTest {
    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.touchstone.suite");

    @Test
    void theJudgeSharesNoCodeWithTheJudged() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.touchstone.broker..", "dev.touchstone.chaos..", "dev.touchstone.ci..", "io.netty..")
                .check(classes);
    }

    @Test
    void onlyTheAdapterTouchesTheClientsMethodClasses() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.touchstone.suite.probe.Methods")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.rabbitmq.client.impl..")
                .check(classes);
    }

    @Test
    void theProbeKnowsNothingAboveIt() {
        noClasses()
                .that()
                .resideInAPackage("dev.touchstone.suite.probe..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.touchstone.suite.lab..",
                        "dev.touchstone.suite.run..",
                        "dev.touchstone.suite.cases..",
                        "dev.touchstone.suite.target..")
                .check(classes);
    }

    @Test
    void casesDoNotSleep() {
        noClasses().should().callMethod(Thread.class, "sleep", long.class).check(classes);
    }

    @Test
    void nothingButTheRunnerKnowsTheActiveRun() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.touchstone.suite.run..")
                .should()
                .dependOnClassesThat()
                .haveSimpleName("ActiveRun")
                .check(classes);
    }
}
