package io.reactortoken.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("the metadata for native images")
class NativeMetadataTest {

    private static final Pattern NAME =
            Pattern.compile("\"(?:name|typeReachable)\"\\s*:\\s*\"(io\\.reactortoken\\.[^\"]+)\"");

    @Test
    @DisplayName("is there for core and cli, and names no class of ours that there is not")
    void namesWhatThereIs() throws Exception {
        // given
        Set<String> with = new TreeSet<>();
        Set<String> named = new TreeSet<>();
        Set<String> classes = new TreeSet<>();
        // when
        for (Module module : Module.published()) {
            if (named.addAll(named(module))) {
                with.add(module.artifactId());
            }
            classes.addAll(names(new ClassFileImporter().importPath(module.classes())));
        }
        // then
        assertThat(classes).containsAll(named);
        assertThat(with).containsExactly("reactor-token-cli", "reactor-token-core");
    }

    @Test
    @DisplayName("names each class of the command line that picocli looks at")
    void namesWhatPicocliLooksAt() throws Exception {
        Module cli = Module.published().stream()
                .filter(module -> module.artifactId().equals("reactor-token-cli"))
                .findFirst()
                .orElseThrow();
        Set<String> annotated = new ClassFileImporter()
                .importPath(cli.classes()).stream()
                        .filter(NativeMetadataTest::isOfPicocli)
                        .map(JavaClass::getName)
                        .collect(Collectors.toSet());
        assertThat(annotated).hasSizeGreaterThan(4);
        assertThat(named(cli)).containsAll(annotated);
    }

    private static boolean isOfPicocli(JavaClass type) {
        return Stream.concat(Stream.of(type), type.getMembers().stream())
                .flatMap(member -> member.getAnnotations().stream())
                .anyMatch(annotation -> annotation.getRawType().getPackageName().equals("picocli"));
    }

    private static Set<String> names(JavaClasses classes) {
        return classes.stream().map(JavaClass::getName).collect(Collectors.toSet());
    }

    /** Our classes in the module's metadata. */
    private static Set<String> named(Module module) throws IOException {
        Path metadata = module.classes().resolve("META-INF/native-image");
        Set<String> named = new TreeSet<>();
        if (Files.isDirectory(metadata)) {
            try (Stream<Path> files = Files.walk(metadata)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    NAME.matcher(Files.readString(file)).results().forEach(found -> named.add(found.group(1)));
                }
            }
        }
        return named;
    }
}
