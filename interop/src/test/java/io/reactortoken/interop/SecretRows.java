package io.reactortoken.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.TokenSource;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.oauth2.TokenRequest;
import io.reactortoken.oauth2.auth.ClientAuthentication;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every server that checks secrets is asked; how it says no differs. */
abstract class SecretRows {

    /** What a server answers, and which hint must fit. */
    record Refusal(String error, String hint) {}

    /** A request with {@link Asking#SECRET}, by Basic. */
    abstract TokenRequest basic();

    abstract Refusal ofUndecodable();

    abstract Refusal ofWrongSecret();

    private static void assertRefused(TokenSource source, Refusal expected, String... told) {
        TokenException error = Asking.refused(source);
        assertThat(error.code()).isEqualTo(Code.OAE);
        assertThat(error).message().contains(expected.error).contains(told).endsWith("[" + expected.hint + "]");
    }

    @Test
    @DisplayName("R6749-03, R6749-04: decodes what we encode in Basic")
    void basicIsDecoded() {
        assertThat(Asking.granted(basic().source()).type()).isEqualTo("Bearer");
    }

    @Test
    @DisplayName("R6749-07: decodes what we encode in the body")
    void postIsDecoded() {
        TokenRequest post = basic().authentication(ClientAuthentication.clientSecretPost());
        assertThat(Asking.granted(post.source()).reveal()).isNotEmpty();
    }

    @Test
    @DisplayName("R6749-05: refuses Basic without form encoding, and the hint says what to try")
    void rawIsRefused() {
        TokenRequest raw = basic().authentication(ClientAuthentication.clientSecretBasicRaw());
        assertRefused(raw.source(), ofUndecodable(), "clientSecretBasic()");
    }

    @Test
    @DisplayName("TE-110, TE-117: refuses a wrong secret, and the hint tells where it is from")
    void wrongSecret() {
        TokenRequest wrong = basic().clientSecret(SecretSource.of("wrong"));
        assertRefused(wrong.source(), ofWrongSecret(), "status=401", "secret from the program, 5 characters");
    }

    @Test
    @DisplayName("TE-116: refuses an unknown scope, and the hint names it")
    void unknownScope() {
        TokenRequest unknown = basic().scope("orders:write");
        assertRefused(unknown.source(), new Refusal("invalid_scope", "H-SCOPE"), "orders:write");
    }
}
