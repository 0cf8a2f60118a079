package io.reactortoken.examples.library;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.reactortoken.AccessToken;
import io.reactortoken.credential.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/** What no module of the library does; here, because here all of them are on the class path. */
class LibraryRulesTest {

    private static final String ACCESSORS = "META-INF/services/io.micrometer.context.ThreadLocalAccessor";

    private static final JavaClasses LIBRARY = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.reactortoken")
            .that(DescribedPredicate.not(resideInAnyPackage(
                    "io.reactortoken.test..", "io.reactortoken.examples..", "io.reactortoken.leaks..")));

    private static Set<String> callers(DescribedPredicate<JavaAccess<?>> calls) {
        return LIBRARY.stream()
                .flatMap(type -> type.getAccessesFromSelf().stream())
                .filter(calls)
                .map(call -> call.getOriginOwner().getSimpleName())
                .collect(Collectors.toSet());
    }

    private static DescribedPredicate<JavaAccess<?>> calls(Class<?> owner, String... names) {
        return DescribedPredicate.describe(
                "calls",
                access -> access instanceof JavaMethodCall call
                        && call.getTargetOwner().isAssignableTo(owner)
                        && List.of(names).contains(call.getName()));
    }

    @Test
    @DisplayName("this test sees the modules it speaks of")
    void seesTheModules() {
        assertThat(LIBRARY.stream().map(JavaClass::getPackageName))
                .contains(
                        "io.reactortoken",
                        "io.reactortoken.doctor",
                        "io.reactortoken.netty",
                        "io.reactortoken.webflux",
                        "io.reactortoken.micrometer",
                        "io.reactortoken.secrets.aws",
                        "io.reactortoken.secrets.azure",
                        "io.reactortoken.secrets.vault");
        assertThat(callers(calls(Mono.class, "flatMap"))).contains("TokenEndpoint");
    }

    @Test
    @DisplayName("TM-08: there is no MBean and no event of JFR that could show anything")
    void hasNoBeans() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage("javax.management..", "jdk.jfr..", "java.beans.."))
                .orShould()
                .haveSimpleNameEndingWith("MBean")
                .check(LIBRARY);
    }

    @Test
    @DisplayName("TM-12: no chain is given the text of a token or a secret by map(..::reveal)")
    void mapsNothingToItsText() {
        assertThat(Stream.of(AccessToken.class, Secret.class)
                        .flatMap(holder -> LIBRARY.get(holder).getMethod("reveal").getReferencesToSelf().stream())
                        .map(reference -> reference.getOriginOwner().getSimpleName()))
                .isEmpty();
    }

    @Test
    @DisplayName("TM-14: no operator is given a description, a name or a tag that could have a value in it")
    void describesNothing() {
        assertThat(callers(calls(Mono.class, "checkpoint", "log", "name", "tag")))
                .isEmpty();
        assertThat(callers(calls(Flux.class, "checkpoint", "log", "name", "tag")))
                .isEmpty();
    }

    @Test
    @DisplayName("TM-15: few write to a Context, and tokens and secrets know of none")
    void keepsTokensOutOfContexts() {
        assertThat(callers(calls(Context.class, "put", "of", "putNonNull", "putAll", "putAllMap")))
                .as(
                        "those who write to a Context: who asks whom, what a body may do, an attempt that prints its number")
                .containsExactlyInAnyOrder(
                        "FlightChain", "AskingChain", "LoadedSource", "Turn", "Attempt", "TokenAuth", "FetchListener");
        noClasses()
                .that()
                .areAssignableTo(AccessToken.class)
                .or()
                .areAssignableTo(Secret.class)
                .should()
                .dependOnClassesThat(resideInAPackage("reactor.util.context.."))
                .check(LIBRARY);
    }

    @Test
    @DisplayName("TM-16: nothing is put into ThreadLocals, the MDC or baggage, or registered to be carried along")
    void carriesNothingAlong() throws IOException {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.micrometer.context..", "org.slf4j.."))
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(ThreadLocal.class)
                .orShould()
                .dependOnClassesThat()
                .haveSimpleNameContaining("Baggage")
                .check(LIBRARY);
        assertThat(accessors()).noneMatch(line -> line.startsWith("io.reactortoken"));
    }

    /** The lines of all that register one. */
    private static List<String> accessors() throws IOException {
        List<String> lines = new ArrayList<>();
        ClassLoader loader = LibraryRulesTest.class.getClassLoader();
        for (URL file : Collections.list(loader.getResources(ACCESSORS))) {
            try (InputStream in = file.openStream()) {
                lines.addAll(new String(in.readAllBytes(), UTF_8).lines().toList());
            }
        }
        return lines;
    }
}
