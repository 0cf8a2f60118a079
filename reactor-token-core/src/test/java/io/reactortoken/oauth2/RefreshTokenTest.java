package io.reactortoken.oauth2;

import static io.reactortoken.oauth2.RecordingTransport.TOKEN;
import static io.reactortoken.oauth2.RecordingTransport.response;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.CachedTokenSource;
import io.reactortoken.Leaks;
import io.reactortoken.LogLines;
import io.reactortoken.TokenException;
import io.reactortoken.TokenSource;
import io.reactortoken.credential.Secret;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.test.TestTime;
import io.reactortoken.transport.TransportResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/** The refresh token grant (RFC 6749 section 6), and what happens when the server rotates. */
class RefreshTokenTest {

    private static final String FIRST = "CNRY-ref-first-91c4e2";
    private static final String SECOND = "CNRY-ref-second-5b0c7d";

    private final Ask ask = Ask.by(OAuth2.refreshToken(Ask.URI, SecretSource.of(FIRST)));

    private static String rotating(String next) {
        return "{\"access_token\":\"" + TOKEN + "\",\"token_type\":\"Bearer\",\"expires_in\":3600,\"refresh_token\":\""
                + next + "\"}";
    }

    private static List<String> sent(RecordingTransport transport) {
        return transport.requests.stream()
                .map(request -> new String(request.body(), US_ASCII))
                .map(body -> body.substring(body.indexOf("refresh_token=") + 14))
                .toList();
    }

    private static void get(TokenSource tokens) {
        StepVerifier.create(tokens.token()).expectNextCount(1).expectComplete().verify(Duration.ofSeconds(10));
    }

    @Test
    @DisplayName("6: grant type and refresh token; a server that does not rotate gets the same one again")
    void sendsTheToken() {
        TokenSource source = ask.request().source();
        get(source);
        get(source);
        assertThat(new String(ask.transport.requests.get(0).body(), US_ASCII))
                .isEqualTo("grant_type=refresh_token&refresh_token=" + FIRST);
        assertThat(sent(ask.transport)).containsExactly(FIRST, FIRST);
    }

    @Test
    @DisplayName("6: a refresh token in the answer replaces the one before, for this grant alone")
    void replacesTheToken() {
        TokenSource source = ask.request().source();
        ask.transport.then(200, rotating(SECOND)).then(200, rotating("third"));
        try (LogLines lines = LogLines.listen()) {
            get(source);
            get(source);
            get(source);
            assertThat(lines.all()).isEmpty();
        }
        assertThat(sent(ask.transport)).containsExactly(FIRST, SECOND, "third");
        Leaks.assertNone(source, FIRST, SECOND);
    }

    @Test
    @DisplayName("6: the rotation happens in the cache's flight: the next renewal uses the new one")
    void rotatesInTheFlight() {
        TestTime time = TestTime.create();
        ask.transport.then(200, rotating(SECOND)).then(503, "").then(200, rotating("third"));
        try (CachedTokenSource tokens = ask.request().cache(time.policy().build())) {
            get(tokens);
            get(tokens);
            time.advance(Duration.ofMinutes(61));
            tokens.token().onErrorComplete().subscribe();
            time.advance(Duration.ofMinutes(1));
            get(tokens);
        }
        assertThat(sent(ask.transport)).containsExactly(FIRST, SECOND, SECOND);
    }

    @Test
    @DisplayName("6: two at once go one after the other: no refresh token is used twice")
    void takesTurns() {
        TokenSource source = ask.request().source();
        Sinks.One<TransportResponse> slow = Sinks.one();
        ask.transport.then(slow.asMono()).then(200, rotating("third"));
        List<String> received = new ArrayList<>();
        source.token().subscribe(token -> received.add("first"));
        Disposable leaving = source.token().subscribe(token -> received.add("left"));
        source.token().subscribe(token -> received.add("second"));
        assertThat(ask.transport.requests).hasSize(1);
        leaving.dispose();
        assertThat(ask.transport.requests).hasSize(1);
        slow.tryEmitValue(response(200, rotating(SECOND)));
        assertThat(received).containsExactly("first", "second");
        assertThat(sent(ask.transport)).containsExactly(FIRST, SECOND);
    }

    @Test
    @DisplayName("6: one that is cancelled, or fails, lets the next one go")
    void letsTheNextOneGo() {
        TokenSource source = ask.request().source();
        ask.transport.then(Mono.never()).then(400, "{\"error\":\"invalid_request\"}");
        Disposable first = source.token().subscribe();
        List<Object> seen = new ArrayList<>();
        source.token().subscribe(seen::add, error -> seen.add("failed"));
        source.token().subscribe(token -> seen.add("granted"));
        assertThat(seen).isEmpty();
        first.dispose();
        assertThat(seen).containsExactly("failed", "granted");
    }

    @Test
    @DisplayName("6: invalid_grant forgets what the server issued itself, and the source is read again")
    void readsAgainAfterInvalidGrant() {
        ask.transport
                .then(200, rotating(SECOND))
                .then(400, "{\"error\":\"invalid_grant\"}")
                .then(200, rotating("x"));
        TokenSource source = ask.request().source();
        get(source);
        StepVerifier.create(source.token())
                .consumeErrorWith(error -> {
                    Leaks.assertNone(error, FIRST, SECOND);
                    assertThat(error)
                            .hasMessageContaining("the refresh token is expired, revoked, used already")
                            .hasMessageEndingWith("[H-GRANT]");
                    assertThat(((TokenException) error).retryable()).isFalse();
                })
                .verify();
        get(source);
        assertThat(sent(ask.transport)).containsExactly(FIRST, SECOND, FIRST);
    }

    @Test
    @DisplayName("6: another failure forgets nothing")
    void keepsTheTokenAfterAFailure() {
        ask.transport.then(200, rotating(SECOND)).then(503, "").then(401, "{\"error\":\"invalid_client\"}");
        TokenSource source = ask.request().source();
        get(source);
        for (int i = 0; i < 2; i++) {
            StepVerifier.create(source.token())
                    .expectError(TokenException.class)
                    .verify(Duration.ofSeconds(10));
        }
        get(source);
        assertThat(sent(ask.transport)).containsExactly(FIRST, SECOND, SECOND, SECOND);
    }

    @Test
    @DisplayName("A.17: a refresh token of other characters than RFC 6749 allows is not taken")
    void refusesOtherCharacters() {
        for (String odd : new String[] {"a\\u0000b", "caf\\u00e9", "\\ud83d"}) {
            assertThat(ask.grantedBy(rotating(odd)).reveal()).isEqualTo(TOKEN);
            assertThat(ask.warnings()).singleElement().asString().contains("refresh_token holds other characters");
        }
    }

    /** Keeps what it is told, and fails or hangs as it is told. */
    private static final class Store implements RefreshTokenStore {

        private final List<String> kept = new ArrayList<>(List.of(FIRST));
        private Mono<Void> outcome = Mono.empty();

        @Override
        public Mono<Secret> load() {
            return Mono.fromSupplier(() -> Secret.of(kept.get(kept.size() - 1)));
        }

        @Override
        public Mono<Void> save(Secret refreshToken) {
            return Mono.defer(() -> {
                kept.add(refreshToken.reveal());
                return outcome;
            });
        }

        @Override
        public String description() {
            return "file:refresh-token";
        }
    }

    @Test
    @DisplayName("6: a new refresh token is kept before the access token is handed out")
    void savesBeforeItHandsOut() {
        Store store = new Store();
        Sinks.Empty<Void> saved = Sinks.empty();
        store.outcome = saved.asMono();
        Ask stored = Ask.by(OAuth2.refreshToken(Ask.URI, store));
        stored.transport.then(200, rotating(SECOND));
        List<String> received = new ArrayList<>();
        TokenRequest request = stored.request();
        request.source().token().subscribe(token -> received.add(token.reveal()));
        assertThat(store.kept).containsExactly(FIRST, SECOND);
        assertThat(received).isEmpty();
        saved.tryEmitEmpty();
        assertThat(received).containsExactly(TOKEN);
        // a source of the next process
        get(request.source());
        assertThat(sent(stored.transport)).containsExactly(FIRST, SECOND);
    }

    @Test
    @DisplayName("6: a store that fails, or hangs for 5 seconds, costs a warning and no token")
    void goesOnWithoutTheStore() {
        for (Mono<Void> bad : List.of(Mono.<Void>error(new IOException("disk " + SECOND)), Mono.<Void>never())) {
            Store store = new Store();
            store.outcome = bad;
            Ask stored = Ask.by(OAuth2.refreshToken(Ask.URI, store));
            stored.transport.then(200, rotating(SECOND));
            try (LogLines lines = LogLines.listen()) {
                StepVerifier.withVirtualTime(() -> stored.request().source().token())
                        .thenAwait(Duration.ofSeconds(5))
                        .expectNextCount(1)
                        .expectComplete()
                        .verify(Duration.ofSeconds(10));
                assertThat(lines.of("WARN"))
                        .singleElement()
                        .asString()
                        .contains("could not be kept in file:refresh-token: java.");
                Leaks.assertNone(lines.all(), SECOND);
            }
        }
    }
}
