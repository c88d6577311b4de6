package dev.touchstone.chaos;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The arrows of the chaos kit: it knows brokers through targets only. */
class ArrowsTest {
    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.touchstone.chaos");

    @Test
    void itSharesNoCodeWithTheBrokersThatItBreaks() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.touchstone.broker..", "dev.touchstone.ci..", "io.netty..")
                .check(classes);
    }

    @Test
    void theProxyKnowsNothingOfBugs() {
        noClasses()
                .that()
                .resideInAPackage("dev.touchstone.chaos.proxy..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.touchstone.chaos.planted..")
                .check(classes);
    }
}
