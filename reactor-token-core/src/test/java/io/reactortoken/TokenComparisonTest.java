package io.reactortoken;

import static io.reactortoken.CacheFixture.HOUR;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.reactortoken.credential.Secret;
import io.reactortoken.test.ScriptedSource;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

/**
 * How a reported token is compared with the one that is held. By its text, because a caller may hold a copy; in constant
 * time, because the report comes from outside.
 */
class TokenComparisonTest {

    private static final String TEXT = "CNRY-compared-4f81c06a";

    private static JavaClass imported(Class<?> type) {
        return new ClassFileImporter().importClass(type);
    }

    private static List<String> calls(JavaCodeUnit method) {
        return method.getMethodCallsFromSelf().stream()
                .map(call -> call.getTargetOwner().getSimpleName() + "." + call.getName())
                .collect(Collectors.toList());
    }

    @Test
    @DisplayName("TM-34: texts of tokens and secrets are compared in constant time")
    void comparesInConstantTime() {
        assertThat(calls(imported(AccessToken.class).getMethod("equals", Object.class)))
                .contains("MessageDigest.isEqual")
                .filteredOn(call -> call.equals("String.equals"))
                .as("the type's, which is no secret")
                .hasSizeLessThanOrEqualTo(1);
        assertThat(calls(imported(Secret.class).getMethod("isSameAs", Secret.class)))
                .contains("MessageDigest.isEqual")
                .doesNotContain("String.equals", "Arrays.equals");
    }

    @Test
    @DisplayName("TM-34: a report is compared by the token's own equals, and by nothing that reveals its text")
    void revealsNothingToCompare() {
        JavaClass transitions = imported(CacheTransitions.class);

        assertThat(transitions.getMethodCallsFromSelf().stream()
                        .map(call -> call.getTargetOwner().getSimpleName() + "." + call.getName()))
                .contains("AccessToken.equals")
                .doesNotContain("AccessToken.reveal", "AccessToken.hashCode");
    }

    static Stream<AccessToken> others() {
        return Stream.of(
                AccessToken.bearer(TEXT.substring(1), HOUR),
                AccessToken.bearer(TEXT.substring(0, TEXT.length() - 1), HOUR),
                AccessToken.bearer(TEXT + "0", HOUR),
                AccessToken.bearer(TEXT.substring(0, TEXT.length() - 1) + "b", HOUR),
                AccessToken.builder(TEXT).type("DPoP").lifetime(HOUR).build());
    }

    private static CacheFixture holding() {
        var cache = CacheFixture.over(ScriptedSource.answering(
                number -> Mono.just(AccessToken.bearer(number == 1 ? TEXT : "t" + number, HOUR))));
        assertThat(cache.now()).isEqualTo(TEXT);
        cache.time.advance(Duration.ofMinutes(1));
        return cache;
    }

    @ParameterizedTest(name = "TM-34 [{index}] a report of a token that is nearly the one changes nothing")
    @MethodSource("others")
    void anotherTokenChangesNothing(AccessToken other) {
        var cache = holding();

        cache.tokens.invalidate(other);

        assertThat(cache.now()).isEqualTo(TEXT);
    }

    @Test
    @DisplayName("TM-34: a report of a copy counts, and a late one of the token before does not")
    void aCopyCounts() {
        var cache = holding();

        cache.tokens.invalidate(AccessToken.bearer(TEXT, Duration.ofHours(2)));

        assertThat(cache.now()).isEqualTo("t2");
        cache.time.advance(Duration.ofMinutes(1));
        cache.tokens.invalidate(AccessToken.bearer(TEXT, HOUR));
        assertThat(cache.now()).isEqualTo("t2");
    }
}
