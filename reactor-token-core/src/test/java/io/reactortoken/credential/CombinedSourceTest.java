package io.reactortoken.credential;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.reactortoken.Leaks;
import io.reactortoken.Messages;
import io.reactortoken.TokenCredentialException;
import io.reactortoken.TokenFailure.Code;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

class CombinedSourceTest {

    private static final String CANARY = "CNRY-comb-4d5e6f70";

    private final Map<String, String> variables = new HashMap<>();
    private final SecretSource env = new EnvSource("K", () -> variables);

    private static SecretSource store(Mono<Secret> secret) {
        return SecretLoader.of("a store", () -> secret).source();
    }

    private static SecretSource json(String document) {
        return store(Mono.just(Secret.of(document).withVersion("v3"))).jsonField("client_secret");
    }

    private static Secret read(SecretSource source) {
        return requireNonNull(source.secret().block());
    }

    private static TokenCredentialException refused(SecretSource source) {
        TokenCredentialException refused = catchThrowableOfType(TokenCredentialException.class, () -> read(source));
        Messages.assertWellFormed(refused);
        Leaks.assertNone(refused, CANARY);
        return refused;
    }

    @Test
    @DisplayName("orElse asks the second source where the first one has none, also when a request is built")
    void fallsBack() {
        SecretSource both = env.orElse(SecretSource.of(CANARY));
        both.verify();
        assertThat(read(both).reveal()).isEqualTo(CANARY);
        assertThat(both.reload().map(Secret::reveal).block()).isEqualTo(CANARY);
        variables.put("K", "first");
        assertThat(read(both).reveal()).isEqualTo("first");
        assertThat(both).hasToString("SecretSource[env:K or the program]");
    }

    @Test
    @DisplayName("orElse does not ask the second source while the first one fails for the moment")
    void doesNotFallBackToAnOlderSecret() {
        SecretSource both = store(Mono.error(new IOException("down"))).orElse(SecretSource.of(CANARY));
        assertThat(refused(both).code()).isEqualTo(Code.CRD_T);
    }

    @Test
    @DisplayName("orElse with neither: the error is the second one's")
    void saysWhatTheSecondLacks() {
        SecretSource both = env.orElse(new EnvSource("L", () -> variables));
        assertThat(catchThrowableOfType(TokenCredentialException.class, both::verify))
                .hasMessageContaining("the environment variable L is not set");
        assertThat(refused(both)).hasMessageContaining("the environment variable L is not set");
    }

    @Test
    @DisplayName("map makes another secret of it, and keeps the version")
    void maps() {
        SecretSource mapped = store(Mono.just(Secret.of("a:b").withVersion("v3")))
                .map(pair -> Secret.of(pair.reveal().substring(2)));
        assertThat(read(mapped).reveal()).isEqualTo("b");
        assertThat(read(mapped).version()).isEqualTo("v3");
        assertThat(read(store(Mono.just(Secret.of("a"))).map(any -> any.withVersion("own")))
                        .version())
                .isEqualTo("own");
    }

    @Test
    @DisplayName("CS-13 jsonField takes a member, trims it and keeps the version")
    void takesAField() {
        Secret secret = read(json("{\"nested\":{\"client_secret\":\"no\"},\"client_secret\":\"" + CANARY + "\\n\"}"));
        assertThat(secret.reveal()).isEqualTo(CANARY);
        assertThat(secret.version()).isEqualTo("v3");
        assertThat(secret.edges()).isEqualTo("U+000A");
    }

    @Test
    @DisplayName("CS-13 a document without the field: the names that there are")
    void namesTheFieldsThatThereAre() {
        TokenCredentialException missing = refused(json("{\"secret\":\"" + CANARY + "\",\"id\":\"" + CANARY + "\"}"));
        assertThat(missing.code()).isEqualTo(Code.CRD_P);
        assertThat(missing)
                .hasMessageContaining(
                        "the secret from a store#client_secret is missing - the document has: id, secret [H-SECRET]");
        assertThat(refused(json("{}")))
                .hasMessageContaining("a store#client_secret is missing - the document has: no member");
    }

    @ParameterizedTest
    @DisplayName("CS-13, TM-03 what is no JSON object is not shown")
    @ValueSource(
            strings = {
                "CNRY-comb-4d5e6f70",
                "[\"CNRY-comb-4d5e6f70\"]",
                "{\"client_secret\":CNRY-comb-4d5e6f70}",
                "{\"client_secret\":\"CNRY-comb-4d5e6f70",
                "{"
            })
    void refusesOtherDocuments(String document) {
        assertThat(refused(json(document)))
                .hasMessageContaining(
                        "the secret from a store#client_secret cannot be read: the document is not a JSON object");
    }

    @ParameterizedTest
    @DisplayName("CS-08, CS-13 a field that is no text, is blank or a placeholder")
    @ValueSource(strings = {"1", "null", "{}", "\"\"", "\" \"", "\"changeme\""})
    void refusesUnusableFields(String value) {
        TokenCredentialException refused = refused(json("{\"client_secret\":" + value + "}"));
        assertThat(refused.code()).isEqualTo(Code.CRD_P);
        assertThat(refused).hasMessageContaining("the secret from a store#client_secret is ");
    }
}
