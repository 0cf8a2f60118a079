package io.reactortoken.test;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** JUnit and AssertJ are optional: what needs them can be told by its name. */
class OptionalDependenciesTest {

    private static final JavaClasses KIT = new ClassFileImporter().importPath(Path.of("target", "classes"));

    @Test
    void onlyTheExtensionNeedsJunit() {
        noClasses()
                .that()
                .doNotHaveSimpleName("TokenOracleExtension")
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.junit..", "org.opentest4j.."))
                .check(KIT);
        classes()
                .that()
                .haveSimpleName("TokenOracleExtension")
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.junit.jupiter.api.extension"))
                .check(KIT);
    }

    @Test
    void onlyTheAssertionsNeedAssertJ() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Assert")
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.assertj.."))
                .check(KIT);
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Assert")
                .and()
                .doNotHaveSimpleName("TokenAssertions")
                .should()
                .dependOnClassesThat()
                .haveSimpleNameEndingWith("Assert")
                .check(KIT);
    }
}
