package io.reactortoken;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.reactortoken.credential.Secret;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The arrows of design section 2 point down only, and two classes read the machine's clocks. */
class ArchitectureTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.reactortoken")
            .that(DescribedPredicate.not(resideInAnyPackage(
                    "io.reactortoken.test..", "io.reactortoken.leaks..", "io.reactortoken.compat..")));

    @Test
    @DisplayName("2 no cycle between packages")
    void hasNoCycles() {
        slices().matching("io.reactortoken.(*)..").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    @DisplayName("2 the packages of oauth2 point down: oauth2, auth, internal; and there is no cycle among them")
    void keepsTheInternalsOfOauth2Below() {
        noClasses()
                .that()
                .resideInAnyPackage("io.reactortoken.oauth2.(auth|internal)..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.reactortoken.oauth2")
                .check(MAIN);
        noClasses()
                .that()
                .resideInAPackage("io.reactortoken.oauth2.internal..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.reactortoken.oauth2.auth..")
                .check(MAIN);
        slices().matching("io.reactortoken.oauth2.internal.(*)..")
                .should()
                .beFreeOfCycles()
                .check(MAIN);
    }

    @Test
    @DisplayName("2 the root knows no package but event")
    void keepsTheRootAtTheBottom() {
        noClasses()
                .that()
                .resideInAPackage("io.reactortoken")
                .should()
                .dependOnClassesThat(resideInAPackage("io.reactortoken..")
                        .and(DescribedPredicate.not(resideInAnyPackage("io.reactortoken", "io.reactortoken.event.."))))
                .check(MAIN);
    }

    @Test
    @DisplayName("2 nobody below oauth2 knows it; transport and credential do not know each other")
    void keepsTheLayers() {
        noClasses()
                .that()
                .resideInAnyPackage("io.reactortoken.(transport|credential|internal|http)..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.reactortoken.oauth2..")
                .check(MAIN);
        noClasses()
                .that()
                .resideInAPackage("io.reactortoken.transport..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.reactortoken.credential..")
                .check(MAIN);
        noClasses()
                .that()
                .resideInAPackage("io.reactortoken.credential..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.reactortoken.transport..")
                .check(MAIN);
    }

    @Test
    @DisplayName("2 nobody knows the doctor")
    void keepsTheDoctorAtTheTop() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.reactortoken.doctor..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.reactortoken.doctor..")
                .check(MAIN);
    }

    @Test
    @DisplayName("2 http knows nobody")
    void keepsHttpALeaf() {
        noClasses()
                .that()
                .resideInAPackage("io.reactortoken.http..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.reactortoken..")
                        .and(DescribedPredicate.not(resideInAPackage("io.reactortoken.http.."))))
                .check(MAIN);
    }

    @Test
    @DisplayName("3 SystemClock reads the clocks, and AccessToken for a lifetime that starts now")
    void readsClocksInOnePlace() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.reactortoken.SystemClock")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .check(MAIN);
        noClasses()
                .that()
                .areNotAssignableTo(AccessToken.class)
                .and()
                .areNotAssignableTo(AccessToken.Builder.class)
                .should()
                .dependOnClassesThat()
                .areAssignableTo(InstantSource.class)
                .check(MAIN);
    }

    @Test
    @DisplayName("TM-01 who may see the text of a secret or a token: those who check it, and those who send it")
    void revealsInFewPlaces() {
        assertThat(callersOfReveal(Secret.class))
                .containsExactlyInAnyOrder(
                        "SecretText",
                        "JsonField",
                        "CredentialReader",
                        "SecretLints",
                        "GrantParameters",
                        "TokenPost",
                        "ClientProof",
                        "SecretAuthentication",
                        "SecretFacts",
                        "SecretLook");
        assertThat(callersOfReveal(AccessToken.class))
                .containsExactlyInAnyOrder("SecurityToken", "TokenExchangeGrant", "BearerAuthorizer", "TokenLook");
    }

    private static Set<String> callersOfReveal(Class<?> holder) {
        return MAIN.get(holder).getMethod("reveal").getAccessesToSelf().stream()
                .map(access -> access.getOriginOwner().getSimpleName())
                .collect(Collectors.toSet());
    }

    @Test
    @DisplayName("7 logs go through Reactor's loggers")
    void printsNothing() {
        noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("java.util.logging..")
                .check(MAIN);
    }

    @Test
    @DisplayName("0.1 this test sees the classes it speaks of")
    void seesTheClasses() {
        classes()
                .that()
                .haveSimpleName("TokenEndpoint")
                .should()
                .resideInAPackage("io.reactortoken.oauth2")
                .check(MAIN);
    }
}
