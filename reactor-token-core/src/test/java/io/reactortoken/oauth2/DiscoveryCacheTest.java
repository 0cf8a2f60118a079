package io.reactortoken.oauth2;

import static io.reactortoken.oauth2.Discovery.ENDPOINT;
import static io.reactortoken.oauth2.Discovery.ISSUER;
import static io.reactortoken.oauth2.Discovery.granted;
import static io.reactortoken.oauth2.Discovery.metadata;
import static io.reactortoken.oauth2.RecordingTransport.response;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.AccessToken;
import io.reactortoken.CachedTokenSource;
import io.reactortoken.LogLines;
import io.reactortoken.RetryPolicy;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.TokenSource;
import io.reactortoken.credential.Secret;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.oauth2.auth.ClientAuthentication;
import io.reactortoken.oauth2.auth.ProofRequest;
import io.reactortoken.transport.TransportResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/** Section 1.5 of the catalogue: when metadata is fetched, and how long it is used. */
class DiscoveryCacheTest {

    private static final String OPENID = "GET " + ISSUER + "/.well-known/openid-configuration";

    private final Discovery discovery = new Discovery();

    /** Tokens of ten seconds, so that each step of the clock asks for a new one. */
    private CachedTokenSource shortLived() {
        discovery.transport.always(response(200, MemberFixture.with("expires_in", "10")));
        return discovery.cache(discovery.request());
    }

    private void ask(TokenSource tokens) {
        granted(tokens);
        discovery.time.advance(Duration.ofSeconds(15));
    }

    private long documents() {
        return discovery.sent().stream().filter(OPENID::equals).count();
    }

    @Test
    @DisplayName("R8414-07: nothing is fetched before the first token is needed; then once for an hour")
    void fetchesOnceAnHour() {
        try (CachedTokenSource tokens = shortLived()) {
            assertThat(discovery.transport.requests).isEmpty();
            discovery.document("");
            for (int i = 0; i < 240; i++) {
                ask(tokens);
            }
            assertThat(documents()).isEqualTo(1);
            discovery.document("");
            ask(tokens);
            ask(tokens);
            assertThat(documents()).isEqualTo(2);
        }
    }

    @Test
    @DisplayName(
            "R8414-07: metadata that cannot be renewed is used on, with a warning, and asked for again in a minute")
    void usesOldMetadata() {
        try (LogLines lines = LogLines.listen();
                CachedTokenSource tokens = shortLived()) {
            discovery.document("");
            ask(tokens);
            discovery.time.advance(Duration.ofHours(1));
            discovery.transport.then(503, "");
            ask(tokens);
            ask(tokens);
            assertThat(documents()).isEqualTo(2);
            discovery.time.advance(Duration.ofMinutes(1));
            discovery.document("");
            ask(tokens);
            assertThat(documents()).isEqualTo(3);
            assertThat(lines.of("WARN"))
                    .singleElement()
                    .asString()
                    .contains("could not be renewed, the old one serves on: HTP", "status=503");
        }
    }

    @Test
    @DisplayName("R8414-07: an endpoint that moves to another origin is not followed, unless that was named")
    void keepsTheOldOrigin() {
        try (LogLines lines = LogLines.listen();
                CachedTokenSource tokens = shortLived()) {
            discovery.document("");
            ask(tokens);
            discovery.time.advance(Duration.ofHours(1));
            discovery.transport.then(
                    200, "{\"issuer\":\"" + ISSUER + "\",\"token_endpoint\":\"https://evil.example/token\"}");
            ask(tokens);
            assertThat(discovery.sent()).endsWith("POST " + ENDPOINT);
            assertThat(lines.of("WARN"))
                    .singleElement()
                    .asString()
                    .contains("token_endpoint is at https://evil.example, which is not the issuer's origin");
        }
    }

    @Test
    @DisplayName("R8414-07: an endpoint that moves within what was named is followed, with a warning")
    void followsTheEndpoint() {
        try (LogLines lines = LogLines.listen();
                CachedTokenSource tokens = shortLived()) {
            discovery.document("");
            ask(tokens);
            discovery.time.advance(Duration.ofHours(1));
            discovery.transport.then(200, metadata("").replace("/token\"", "/v2/token\""));
            ask(tokens);
            assertThat(discovery.sent()).endsWith("POST " + ISSUER + "/v2/token");
            assertThat(lines.of("WARN")).singleElement().asString().contains("names another token_endpoint");
        }
    }

    @Test
    @DisplayName("R8414-07: its failure leaves a token that works alone")
    void keepsTheToken() {
        discovery.document("").transport.always(response(200, RecordingTransport.GRANTED));
        try (CachedTokenSource tokens = discovery.cache(discovery.request())) {
            granted(tokens);
            discovery.transport.always(response(503, ""));
            discovery.time.advance(Duration.ofMinutes(58));
            granted(tokens);
            assertThat(discovery.transport.requests).hasSizeGreaterThan(2);
            granted(tokens);
        }
    }

    @Test
    @DisplayName("R8414-07: a failure of the first fetch is retried like a token request")
    void retriesTheFetch() {
        discovery.transport.then(503, "").then(Mono.error(new IOException("reset")));
        discovery.document("");
        TokenRequest patient = discovery.request().retry(RetryPolicy.defaults());
        StepVerifier.withVirtualTime(() -> patient.source().token())
                .thenAwait(Duration.ofMinutes(1))
                .expectNextCount(1)
                .expectComplete()
                .verify(Duration.ofSeconds(10));
        assertThat(discovery.sent()).containsExactly(OPENID, OPENID, OPENID, "POST " + ENDPOINT);
    }

    @Test
    @DisplayName("R8414-07: Retry-After of the metadata counts")
    void honoursRetryAfter() {
        TokenException error = Discovery.refusedBy(429, Map.of("Retry-After", List.of("7")));
        assertThat(error.code()).isEqualTo(Code.THR);
        assertThat(error.retryAfter()).contains(Duration.ofSeconds(7));
    }

    @Test
    @DisplayName("R8414-07: however many ask for it, one fetch runs; who leaves does not end it")
    void fetchesOnceForMany() {
        Sinks.One<TransportResponse> slow = Sinks.one();
        discovery.transport.then(slow.asMono());
        TokenSource source = discovery.request().source();
        List<AccessToken> received = new ArrayList<>();
        Disposable first = source.token().subscribe(received::add);
        source.token().subscribe(received::add);
        source.token().subscribe(received::add);
        assertThat(discovery.sent()).containsExactly(OPENID);
        first.dispose();
        slow.tryEmitValue(response(200, metadata("")));
        assertThat(received).hasSize(2);
        assertThat(documents()).isEqualTo(1);
    }

    @Test
    @DisplayName("R8414-07: those who wait for one failing fetch get an exception of their own")
    void failsEachByItself() {
        Sinks.One<TransportResponse> slow = Sinks.one();
        discovery.transport.then(slow.asMono());
        TokenSource source = discovery.request().source();
        List<Throwable> errors = new ArrayList<>();
        source.token().subscribe(token -> {}, errors::add);
        source.token().subscribe(token -> {}, errors::add);
        slow.tryEmitValue(response(500, ""));
        assertThat(errors).hasSize(2).allMatch(TokenException.class::isInstance);
        assertThat(errors.get(0)).isNotSameAs(errors.get(1));
        discovery.document("");
        granted(source);
    }

    @Test
    @DisplayName("CF-55: metadata that goes through a client which needs this very token fails at once")
    void failsWhereItWaitsForItself() {
        AtomicReference<CachedTokenSource> self = new AtomicReference<>();
        TokenRequest request = OAuth2.clientCredentials(Issuer.of(ISSUER))
                .clientId("billing-client")
                .clientSecret(SecretSource.of(Ask.SECRET))
                .transport(ignored -> self.get().token().map(token -> response(200, metadata(""))));
        try (CachedTokenSource tokens = discovery.cache(request)) {
            self.set(tokens);
            StepVerifier.create(tokens.token())
                    .expectErrorMatches(error -> ((TokenException) error).code() == Code.REN)
                    .verify(Duration.ofSeconds(10));
        }
    }

    @Test
    @DisplayName("R7523-04: an assertion is told the issuer and the algorithms, which its audience and key depend on")
    void tellsTheIssuer() {
        List<ProofRequest> asked = new ArrayList<>();
        discovery.document(",\"token_endpoint_auth_signing_alg_values_supported\":[\"ES256\",\"PS256\"]"
                + ",\"token_endpoint_auth_methods_supported\":[\"private_key_jwt\"]");
        granted(OAuth2.clientCredentials(Issuer.of(ISSUER))
                .clientId("billing-client")
                .authentication(ClientAuthentication.assertion(proof -> {
                    asked.add(proof);
                    return Mono.just(Secret.of("e30.e30.x"));
                }))
                .transport(discovery.transport)
                .source());
        assertThat(asked).singleElement().satisfies(proof -> {
            assertThat(proof.issuer()).contains(ISSUER);
            assertThat(proof.tokenEndpoint()).hasToString(ENDPOINT);
            assertThat(proof.signingAlgorithms()).containsExactly("ES256", "PS256");
        });
    }

    @Test
    @DisplayName("SD-25: a grant that the metadata does not name is a warning, not a refusal")
    void warnsOfAnUnknownGrant() {
        discovery.document(",\"grant_types_supported\":[\"authorization_code\"]");
        try (LogLines lines = LogLines.listen()) {
            granted(discovery.request().source());
            assertThat(lines.of("WARN"))
                    .singleElement()
                    .asString()
                    .contains("does not name the grant client_credentials");
        }
    }
}
