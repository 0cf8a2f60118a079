package io.reactortoken.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What a native image has to be told of: see docs/native-image.md. GraalVM finds by itself what is listed here, because
 * the classes are constants; what Caffeine and picocli look up by name stands in metadata, which tests of core and cli hold.
 */
@DisplayName("reflection in what is published")
class ReflectionTest {

    @Test
    @DisplayName("is a search for services and the field updaters, each with constants")
    void isKnown() throws Exception {
        assertThat(uses("reactor-token-test"))
                .containsExactlyInAnyOrder(
                        "io.reactortoken.TokenCache: AtomicReferenceFieldUpdater.newUpdater",
                        "io.reactortoken.Waiter: AtomicIntegerFieldUpdater.newUpdater",
                        "io.reactortoken.Waiter: AtomicReferenceFieldUpdater.newUpdater",
                        "io.reactortoken.internal.Relay: AtomicReferenceFieldUpdater.newUpdater",
                        "io.reactortoken.oauth2.DefaultTransport: ServiceLoader.load",
                        "io.reactortoken.oauth2.DefaultTransport: ServiceLoader.stream",
                        "io.reactortoken.oauth2.KeyEntry: AtomicIntegerFieldUpdater.newUpdater",
                        "io.reactortoken.secrets.vault.VaultSecretsBuilder: ServiceLoader.load",
                        "io.reactortoken.secrets.vault.VaultSecretsBuilder: ServiceLoader.stream");
    }

    @Test
    @DisplayName("is seen by this test where there is some")
    void isSeen() throws Exception {
        assertThat(Reflects.all()).isNotNull();
        JavaClasses own = new ClassFileImporter().importClasses(Reflects.class);
        assertThat(own.stream().flatMap(type -> type.getAccessesFromSelf().stream()))
                .filteredOn(ReflectionTest::reflects)
                .extracting(access -> access.getTarget().getName())
                .contains("forName", "getResourceAsStream", "getDeclaredMethods", "getName");
    }

    /** All uses in what is published, but for one module. */
    private static Set<String> uses(String without) throws Exception {
        Set<String> uses = new TreeSet<>();
        for (Module module : Module.published()) {
            if (module.artifactId().equals(without)) {
                continue;
            }
            Path classes = module.classes();
            assertThat(Files.isDirectory(classes)).as("compiled: " + classes).isTrue();
            for (JavaClass type : new ClassFileImporter().importPath(classes)) {
                uses.addAll(type.getAccessesFromSelf().stream()
                        .filter(ReflectionTest::reflects)
                        .map(access -> type.getName() + ": "
                                + access.getTargetOwner().getSimpleName() + "."
                                + access.getTarget().getName())
                        .collect(Collectors.toSet()));
            }
        }
        return uses;
    }

    private static boolean reflects(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        String name = access.getTarget().getName();
        return switch (owner) {
            case "java.lang.Class" ->
                name.equals("forName")
                        || name.equals("newInstance")
                        || name.startsWith("getResource")
                        || name.startsWith("getDeclared")
                        || name.matches("get(Field|Method|Constructor|RecordComponent)s?");
            case "java.lang.ClassLoader",
                    "java.util.ResourceBundle",
                    "java.util.ServiceLoader",
                    "java.io.ObjectInputStream",
                    "sun.misc.Unsafe" -> true;
            default ->
                owner.startsWith("java.lang.reflect.")
                        || owner.startsWith("java.lang.invoke.")
                        || (owner.endsWith("FieldUpdater") && name.equals("newUpdater"));
        };
    }

    /** Uses what the test looks for. */
    private static final class Reflects {

        static Object all() throws Exception {
            Class<?> found = Class.forName("java.lang.Object", true, Reflects.class.getClassLoader());
            Object stream = found.getResourceAsStream("Object.class");
            return stream == null ? found : found.getDeclaredMethods()[0].getName();
        }
    }
}
