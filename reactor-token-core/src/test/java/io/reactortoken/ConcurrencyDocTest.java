package io.reactortoken;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;

/** The tables of docs/concurrency.md name what is there, and all of it. */
class ConcurrencyDocTest {

    private static final Path DOC = Path.of("..", "docs", "concurrency.md");

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /** What a final field may hold and still be mutable. */
    private static final List<Class<?>> HOLDERS =
            List.of(AtomicBoolean.class, AtomicInteger.class, AtomicReference.class, Disposable.Swap.class, List.class);

    /** All that is package-private beside the API. */
    private static final Set<JavaClass> IMPLEMENTATION = new ClassFileImporter()
            .importUrl(TokenCache.class.getProtectionDomain().getCodeSource().getLocation()).stream()
                    .filter(type -> type.getPackageName().equals("io.reactortoken"))
                    .filter(type -> !type.getModifiers().contains(JavaModifier.PUBLIC))
                    .collect(Collectors.toSet());

    @Test
    @DisplayName("the table of the parts names classes that exist")
    void theTableOfThePartsNamesClasses() throws IOException {
        assertThat(firstColumn("## The parts"))
                .isNotEmpty()
                .isSubsetOf(
                        IMPLEMENTATION.stream().map(JavaClass::getSimpleName).toList());
    }

    @Test
    @DisplayName("the table of the mutable fields names each one that the parts have, and no other")
    void theTableOfTheFieldsNamesEachOne() throws IOException {
        Set<String> parts = firstColumn("## The parts");
        Set<String> mutable = IMPLEMENTATION.stream()
                .filter(type -> parts.contains(type.getSimpleName()))
                .flatMap(type -> type.getFields().stream())
                .filter(ConcurrencyDocTest::isMutable)
                .map(field -> field.getOwner().getSimpleName() + "." + field.getName())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(firstColumn("## Every mutable field")).isEqualTo(mutable);
    }

    private static boolean isMutable(JavaField field) {
        boolean isFinal = field.getModifiers().contains(JavaModifier.FINAL);
        boolean holds = HOLDERS.stream().anyMatch(field.getRawType()::isEquivalentTo);
        return !field.getModifiers().contains(JavaModifier.SYNTHETIC) && (!isFinal || holds);
    }

    /** The code spans in the first column of the table under a heading. */
    private static Set<String> firstColumn(String heading) throws IOException {
        return Files.readString(DOC, UTF_8)
                .lines()
                .dropWhile(line -> !line.equals(heading))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("| `"))
                .map(line -> Arrays.asList(line.split("\\|")).get(1))
                .flatMap(cell -> CODE.matcher(cell).results().map(found -> found.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
