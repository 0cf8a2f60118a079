package io.reactortoken.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.reactortoken.Leaks;
import io.reactortoken.Messages;
import io.reactortoken.TokenCredentialException;
import io.reactortoken.TokenFailure.Code;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.test.StepVerifier;

class EnvSourceTest {

    private static final String CANARY = "CNRY-env-3fd20b6e";

    private final Map<String, String> variables = new HashMap<>();
    private final EnvSource source = new EnvSource("ORDERS_SECRET", () -> variables);

    private void assertRefused() {
        Throwable built = catchThrowable(source::verify);
        assertThat(built).isInstanceOf(TokenCredentialException.class).message().contains("ORDERS_SECRET");
        assertThat(((TokenCredentialException) built).code()).isEqualTo(Code.CRD_P);
        Messages.assertWellFormed(built);
        Leaks.assertNone(built, CANARY);
        StepVerifier.create(source.secret()).verifyError(TokenCredentialException.class);
    }

    @Test
    @DisplayName("CS-01, SD-13 not set")
    void refusesAMissingVariable() {
        assertRefused();
    }

    @ParameterizedTest
    @DisplayName("CS-01 empty, blank, or half of a surrogate pair")
    @ValueSource(strings = {"", " ", "\r\n", "\u00a0\u200b\ufeff", "CNRY-env-3fd20b6e\ud83d"})
    void refusesAnUnusableValue(String value) {
        variables.put("ORDERS_SECRET", value);
        assertRefused();
    }

    @ParameterizedTest
    @DisplayName("CS-02, CS-03, CS-04 white space is cut off the edges, not out of the middle")
    @ValueSource(strings = {"%s\n", "%s\r\n", " %s\t", "\u00a0%s\u00a0", "\u200b%s\u200b", "\ufeff%s", "%s"})
    void trimsTheEdges(String edges) {
        String inner = CANARY + "\u00a0 \u200bx";
        variables.put("ORDERS_SECRET", String.format(edges, inner));
        StepVerifier.create(source.secret())
                .assertNext(secret -> assertThat(secret.reveal()).isEqualTo(inner))
                .verifyComplete();
    }

    @Test
    void readsTheVariableAgainOnEachSubscription() {
        variables.put("ORDERS_SECRET", "one");
        StepVerifier.create(source.secret().map(Secret::reveal))
                .expectNext("one")
                .verifyComplete();
        variables.put("ORDERS_SECRET", "two");
        StepVerifier.create(source.secret().map(Secret::reveal))
                .expectNext("two")
                .verifyComplete();
    }

    @Test
    void tellsItsNameOnly() {
        variables.put("ORDERS_SECRET", CANARY);
        assertThat(source).hasToString("SecretSource[env:ORDERS_SECRET]");
        assertThat(source.description()).isEqualTo("env:ORDERS_SECRET");
    }
}
