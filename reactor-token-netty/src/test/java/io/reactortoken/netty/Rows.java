package io.reactortoken.netty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.AccessToken;
import io.reactortoken.FailureKind;
import io.reactortoken.RetryPolicy;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.TokenSource;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.oauth2.OAuth2;
import io.reactortoken.oauth2.TokenRequest;
import io.reactortoken.oauth2.auth.ClientAuthentication;
import io.reactortoken.test.FakeAuthorizationServer;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.test.StepVerifier;

/** A row of the catalogue: one token request, made as users make it, and what holds whatever is answered. */
final class Rows {

    static final Duration BOUND = Duration.ofSeconds(30);
    static final String SECRET = "CNRY-secret-51c07e";
    /** What fakes hide in answers that must not be quoted. */
    static final String TOKEN = "CNRY-token-8d21f4";

    private Rows() {}

    static TokenRequest request(URI tokenUri, NettyTokenTransportBuilder transport) {
        return OAuth2.clientCredentials(tokenUri)
                .allowPlaintext()
                .clientId("billing")
                .clientSecret(SecretSource.of(SECRET))
                .authentication(ClientAuthentication.clientSecretPost())
                .retry(RetryPolicy.none())
                .transport(transport.build());
    }

    static AccessToken granted(URI tokenUri, NettyTokenTransportBuilder transport) {
        return granted(request(tokenUri, transport).source());
    }

    static AccessToken granted(TokenSource source) {
        AtomicReference<AccessToken> granted = new AtomicReference<>();
        StepVerifier.create(source.token())
                .consumeNextWith(granted::set)
                .expectComplete()
                .verify(BOUND);
        return granted.get();
    }

    static TokenException failure(FakeAuthorizationServer server, NettyTokenTransportBuilder transport) {
        TokenException failure = failure(server.tokenUri(), transport);
        server.awaitNoConnection();
        return failure;
    }

    static TokenException failure(URI tokenUri, NettyTokenTransportBuilder transport) {
        return failure(request(tokenUri, transport).source());
    }

    /** The one way in which all these end: one line of ours, which shows nothing that was sent or received. */
    static TokenException failure(TokenSource source) {
        AtomicReference<TokenException> failure = new AtomicReference<>();
        StepVerifier.create(source.token())
                .expectErrorSatisfies(error -> failure.set((TokenException) error))
                .verify(BOUND);
        StringWriter everything = new StringWriter();
        failure.get().printStackTrace(new PrintWriter(everything));
        String base64 = Base64.getEncoder().withoutPadding().encodeToString(SECRET.getBytes(UTF_8));
        assertThat(everything.toString()).doesNotContain("CNRY").doesNotContain(base64);
        assertThat(failure.get()).hasNoCause();
        assertThat(failure.get().getMessage()).hasSizeLessThan(1024).matches("[ -~]+\\[H-[A-Z-]+]");
        return failure.get();
    }

    static void assertNet(TokenException error, FailureKind kind, boolean retryable, String what, String hint) {
        assertFailure(error, Code.NET, kind, retryable, what, hint);
    }

    static void assertTimeout(TokenException error, FailureKind kind, String what, String hint) {
        assertFailure(error, Code.TMO, kind, true, "timeout: " + what, hint);
    }

    static void assertFailure(
            TokenException error, Code code, @Nullable FailureKind kind, boolean retryable, String what, String hint) {
        assertThat(error).hasMessageContaining(what).hasMessageEndingWith("[" + hint + "]");
        assertThat(error.code()).isEqualTo(code);
        assertThat(error.failure().kind()).isEqualTo(Optional.ofNullable(kind));
        assertThat(error.retryable()).isEqualTo(retryable);
    }
}
