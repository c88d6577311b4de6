package dev.touchstone.reports;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.touchstone.reports");

    @Test
    void reportsKnowNothingElseOfTouchstone() {
        noClasses()
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "live elsewhere in Touchstone",
                        (JavaClass other) -> other.getPackageName().startsWith("dev.touchstone")
                                && !other.getPackageName().startsWith("dev.touchstone.reports")))
                .because("whatever fills in the model can be reported, also a stored file")
                .check(CLASSES);
    }

    @Test
    void theModelKnowsNoRendering() {
        noClasses()
                .that()
                .resideInAPackage("dev.touchstone.reports.model..")
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "render",
                        (JavaClass other) -> other.getPackageName().startsWith("dev.touchstone.reports")
                                && !other.getPackageName().startsWith("dev.touchstone.reports.model")))
                .because("the model is what everybody shares")
                .check(CLASSES);
    }
}
