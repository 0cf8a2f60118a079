package io.reactortoken.oauth2;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.RetryPolicy;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.oauth2.auth.ClientAuthentication;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** CF-41: a part of a request that its key forgets is a token in wrong hands. */
class RequestKeyTest {

    private static final URI TOKEN_URI = URI.create(Ask.URI);
    private static final Grant GRANT = ClientCredentialsGrant.INSTANCE;

    /** Every part that a request can be told, and something to tell it. */
    private static final Map<String, Consumer<RequestParts>> CHANGES = Map.ofEntries(
            change("name", parts -> parts.name = "a"),
            change("notes", parts -> parts.notes = RegistrationNotes.none().withSupportContact("a")),
            change("clientId", parts -> parts.clientId = "a"),
            change("clientIdSource", parts -> parts.clientIdSource = SecretSource.of("a")),
            change("secret", parts -> parts.secret = SecretSource.of("a")),
            change("fallbackToPreviousSecret", parts -> parts.fallbackToPreviousSecret = Duration.ofNanos(1)),
            change("scopes", parts -> parts.scopes = Set.of("a")),
            change("resources", parts -> parts.resources = List.of("urn:a")),
            change("audiences", parts -> parts.audiences = List.of("a")),
            change("parameters", parts -> parts.parameters = Map.of("a", "b")),
            change("secretParameters", parts -> parts.secretParameters = Map.of("a", SecretSource.of("b"))),
            change("authentication", parts -> parts.authentication = ClientAuthentication.clientSecretBasic()),
            change("answers", parts -> parts.answers = AnswerPolicy.strict().acceptForm()),
            change("transport", parts -> parts.transport = TenantServer.answering()),
            change("plaintextAllowed", parts -> parts.plaintextAllowed = true));

    private static Map.Entry<String, Consumer<RequestParts>> change(String part, Consumer<RequestParts> change) {
        return Map.entry(part, change);
    }

    static Stream<String> changes() {
        return CHANGES.keySet().stream();
    }

    private static RequestKey key(Consumer<RequestParts> change) {
        return RequestKey.of(RequestParts.at(TOKEN_URI, GRANT).with(change));
    }

    @ParameterizedTest(name = "CF-41: {0}")
    @MethodSource("changes")
    @DisplayName("CF-41, TM-31: another value of any part is another key")
    void everyPartCounts(String part) {
        Consumer<RequestParts> change = requireNonNull(CHANGES.get(part));
        assertThat(key(change)).as(part).isNotEqualTo(key(parts -> {}));
        RequestParts changed = RequestParts.at(TOKEN_URI, GRANT).with(change);
        assertThat(RequestKey.of(changed.copy())).as("a copy of it").isEqualTo(RequestKey.of(changed));
    }

    @Test
    @DisplayName("CF-41: where it goes and what is asked count; how often it is tried and who is told do not")
    void whatElseCounts() {
        RequestKey key = key(parts -> {});
        assertThat(key).isEqualTo(RequestKey.of(RequestParts.at(TOKEN_URI, GRANT)));
        assertThat(key).isNotEqualTo(RequestKey.of(RequestParts.at(URI.create(Ask.URI + "/a"), GRANT)));
        assertThat(key).isNotEqualTo(RequestKey.of(RequestParts.at(Issuer.of(Ask.URI), GRANT)));
        Grant bearer = new JwtBearerGrant(SecretSource.of("a"));
        assertThat(key).isNotEqualTo(RequestKey.of(RequestParts.at(TOKEN_URI, bearer)));
        assertThat(key).isEqualTo(key(parts -> parts.retry = RetryPolicy.none()));
        assertThat(key).isEqualTo(key(parts -> parts.audience = parts.audience.with(event -> {})));
    }

    @Test
    @DisplayName("CF-41: a part that is new is missed by this test, until it is in the key")
    void knowsEveryPart() {
        List<String> tested = Stream.concat(
                        changes(), Stream.of("tokenUri", "issuer", "grant", "retry", "audience", "examiner"))
                .toList();
        assertThat(Arrays.stream(RequestParts.class.getDeclaredFields())
                        .filter(field -> !field.isSynthetic() && !Modifier.isStatic(field.getModifiers()))
                        .map(Field::getName))
                .containsExactlyInAnyOrderElementsOf(tested);
    }
}
