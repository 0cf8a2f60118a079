package io.reactortoken.oauth2;

import static io.reactortoken.event.RecordingListener.names;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.CachePolicy;
import io.reactortoken.CachedTokenSource;
import io.reactortoken.Leaks;
import io.reactortoken.TokenSource;
import io.reactortoken.credential.Secret;
import io.reactortoken.credential.SecretLoader;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.event.EventOrigin;
import io.reactortoken.event.RecordingListener;
import io.reactortoken.event.TokenEvent;
import io.reactortoken.event.TokenEvent.ClockSkewSeen;
import io.reactortoken.event.TokenEvent.LintFound;
import io.reactortoken.event.TokenEvent.RequestFailed;
import io.reactortoken.event.TokenEvent.RequestStarted;
import io.reactortoken.event.TokenEvent.SecretReloaded;
import io.reactortoken.test.TestTime;
import io.reactortoken.transport.TransportResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** One line gives a listener to a token request; everything that is made of the request tells it. */
class ListenerTest {

    private static final Duration BOUND = Duration.ofSeconds(5);

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

    private final TestTime time = TestTime.create();
    private final RecordingListener recording = new RecordingListener();
    private final RecordingListener other = new RecordingListener();
    private final RecordingTransport transport = new RecordingTransport();

    private TokenRequest request() {
        return unheard().listener(recording);
    }

    private TokenRequest unheard() {
        return OAuth2.clientCredentials(Ask.URI)
                .clientId("billing-client")
                .clientSecret(SecretSource.of(Ask.SECRET))
                .name("billing")
                .transport(transport);
    }

    @Test
    @DisplayName("TM-01: what the request was given reaches its cache, under its name; no event shows secret or token")
    void cached() throws InterruptedException {
        try (CachedTokenSource tokens =
                request().cache(time.policy().listener(other).build())) {
            tokens.token().block(BOUND);
            List<TokenEvent> events = recording.after(tokens);
            assertThat(names(events)).containsExactly("RequestStarted", "RequestSucceeded", "RenewalScheduled");
            assertThat(events).extracting(TokenEvent::client).containsOnly("billing");
            assertThat(other.after(tokens)).isEqualTo(events);
            Leaks.assertNone(events, Ask.SECRET, RecordingTransport.TOKEN);
        }
    }

    @Test
    @DisplayName("O1, R6749-42: a refusal's event has code, kind, hint and ids, and nothing else that the server said")
    void refused() throws InterruptedException {
        transport.always(RecordingTransport.response(
                401,
                Map.of("X-Request-Id", List.of("r-77"), "Content-Type", List.of("application/json")),
                "{\"error\":\"invalid_client\",\"error_description\":\"" + Ask.SECRET + "\"}"));
        try (CachedTokenSource tokens = request().cache(time.policy().build())) {
            tokens.token().onErrorComplete().block(BOUND);
            List<TokenEvent> events = recording.after(tokens);
            assertThat(names(events))
                    .containsExactly("RequestStarted", "SecretReloaded", "RequestFailed", "HoldEntered");
            assertThat(events.get(2)).isInstanceOfSatisfying(RequestFailed.class, failed -> {
                assertThat(failed.failure().code()).isEqualTo("OAE");
                assertThat(failed.failure().kind()).isEqualTo("CLIENT_REFUSED");
                assertThat(failed.failure().hint()).isEqualTo("H-CLIENT");
                assertThat(failed.failure().error()).isEqualTo("invalid_client");
                assertThat(failed.failure().status()).isEqualTo(401);
                assertThat(failed.failure().origin()).isEqualTo(Ask.ORIGIN);
                assertThat(failed.failure().correlationIds()).containsEntry("x-request-id", "r-77");
            });
            Leaks.assertNone(events, Ask.SECRET);
        }
    }

    @Test
    @DisplayName("an uncached source passes its listener on, through operators, to a cache that is made of it later")
    void cachedLater() throws InterruptedException {
        TokenSource plain = TokenSource.delegating(request().source(), token -> token);
        try (CachedTokenSource tokens = plain.cache(time.policy().build())) {
            tokens.token().block(BOUND);
            assertThat(recording.after(plain)).hasSize(3);
            assertThat(((EventOrigin) tokens).client()).isEqualTo("billing");
        }
    }

    @Test
    @DisplayName("CF-38: a tenant's request has its listener in the tenant's cache, from its first request on")
    void tenants() throws InterruptedException {
        // given
        TokenSources<String> tokens = TokenSources.perKeyAsync(
                tenant -> Mono.just(
                        tenant.equals("loud")
                                ? request().name(tenant)
                                : unheard().name(tenant)),
                RegistryPolicy.defaults()
                        .withCache(time.policy().listener(other).build()));
        // when
        tokens.source("loud").token().block(BOUND);
        tokens.source("quiet").token().block(BOUND);
        // then
        List<TokenEvent> loud = recording.after(tokens.source("loud"));
        assertThat(names(loud)).containsExactly("RequestStarted", "RequestSucceeded", "RenewalScheduled");
        assertThat(loud).extracting(TokenEvent::client).containsOnly("loud");
        List<TokenEvent> both = other.after(tokens.source("quiet"));
        assertThat(names(both)).filteredOn("RequestStarted"::equals).hasSize(2);
        assertThat(names(both)).filteredOn("RequestSucceeded"::equals).hasSize(2);
        assertThat(both).hasSize(6);
        assertThat(((EventOrigin) tokens.source("loud")).client()).isEqualTo("loud");
        // forgotten, its name is not known any more
        tokens.invalidate("loud");
        assertThat(((EventOrigin) tokens.source("loud")).client()).isEmpty();
        assertThat(other.after(tokens.source("loud"))).hasSize(6);
        tokens.close();
    }

    @Test
    @DisplayName("equal requests are equal with other listeners: a registry keeps those of the first")
    void equality() {
        TokenRequest plain = unheard();
        TokenRequest heard = plain.listener(recording);
        assertThat(heard).isEqualTo(plain).hasSameHashCodeAs(plain);
    }

    @Test
    @DisplayName("the requests of many caches have numbers of their own")
    void numbers() throws InterruptedException {
        CachePolicy policy = time.policy().build();
        TokenRequest request = request();
        for (int i = 0; i < 3; i++) {
            try (CachedTokenSource tokens = request.cache(policy)) {
                tokens.token().block(BOUND);
                recording.after(tokens);
            }
        }
        try (CachedTokenSource tokens = request.cache(policy)) {
            assertThat(recording.after(tokens))
                    .filteredOn(RequestStarted.class::isInstance)
                    .extracting(event -> ((RequestStarted) event).request())
                    .hasSize(3)
                    .doesNotHaveDuplicates();
        }
    }

    private static TransportResponse at(Instant server) {
        return RecordingTransport.response(
                200,
                Map.of(
                        "Date", List.of(DATE.format(server.atOffset(ZoneOffset.UTC))),
                        "Content-Type", List.of("application/json"),
                        "Cache-Control", List.of("no-store")),
                RecordingTransport.GRANTED);
    }

    @Test
    @DisplayName("R9110-21: a server's clock that is more than 30 seconds away is told, and one that is not is not")
    void clockSkew() throws InterruptedException {
        try (CachedTokenSource tokens =
                unheard().cache(time.policy().listener(recording).build())) {
            for (int seconds : new int[] {-90, 0, 20, 90}) {
                transport.always(at(time.instant().plusSeconds(seconds)));
                tokens.evict();
                tokens.token().block(BOUND);
            }
            assertThat(recording.after(tokens))
                    .filteredOn(ClockSkewSeen.class::isInstance)
                    .hasSize(2)
                    .allSatisfy(event -> {
                        assertThat(((ClockSkewSeen) event).origin()).isEqualTo(Ask.ORIGIN);
                        assertThat(((ClockSkewSeen) event).skew().abs())
                                .isBetween(Duration.ofSeconds(88), Duration.ofSeconds(92));
                    });
        }
    }

    @Test
    @DisplayName("a refusal tells the clock's difference as well")
    void clockSkewOfARefusal() throws InterruptedException {
        transport.always(RecordingTransport.response(
                400,
                Map.of(
                        "Date",
                        List.of(DATE.format(time.instant().plusSeconds(300).atOffset(ZoneOffset.UTC)))),
                "{\"error\":\"invalid_grant\"}"));
        try (CachedTokenSource tokens = request().cache(time.policy().build())) {
            tokens.token().onErrorComplete().block(BOUND);
            assertThat(names(recording.after(tokens)))
                    .containsExactly("RequestStarted", "ClockSkewSeen", "RequestFailed", "HoldEntered");
        }
    }

    @Test
    @DisplayName(
            "CS-10, O1: each sort of lint is told once per source, to those who come later too, and never the secret")
    void lints() throws InterruptedException {
        String quoted = "\"" + Ask.SECRET + "\"";
        TokenRequest request = unheard().clientSecret(SecretSource.of(quoted)).listener(other);
        try (CachedTokenSource tokens =
                request.cache(time.policy().listener(recording).build())) {
            for (int i = 0; i < 3; i++) {
                tokens.evict();
                tokens.token().block(BOUND);
            }
            List<TokenEvent> events = recording.after(tokens);
            assertThat(events)
                    .filteredOn(LintFound.class::isInstance)
                    .singleElement()
                    .isInstanceOfSatisfying(LintFound.class, lint -> {
                        assertThat(lint.id()).isEqualTo("L-QUOTES");
                        assertThat(lint.actionable()).isTrue();
                        assertThat(lint.client()).isEqualTo("billing");
                    });
            Leaks.assertNone(events, Ask.SECRET);
            assertThat(other.after(tokens)).isEqualTo(events);
        }
    }

    @Test
    @DisplayName("a lint of the building of a source reaches the listener of a cache that is made of it later")
    void lintsOfTheBuilding() throws InterruptedException {
        TokenSource source = unheard().clientSecret(SecretSource.of("\"x\"")).source();
        source.token().block(BOUND);
        try (CachedTokenSource tokens =
                source.cache(time.policy().listener(recording).build())) {
            assertThat(names(recording.after(tokens))).containsExactly("LintFound");
        }
    }

    @Test
    @DisplayName("CF-31: a secret that is read again after a refusal is told, with whether it is another one")
    void secretReloaded() throws InterruptedException {
        transport.then(401, "{\"error\":\"invalid_client\"}");
        AtomicInteger reads = new AtomicInteger();
        SecretSource secret = SecretLoader.of(
                        "the vault", () -> Mono.fromSupplier(() -> Secret.of(Ask.SECRET + reads.incrementAndGet())))
                .maxAge(Duration.ofHours(1))
                .source();
        TokenSources<String> tenants = TokenSources.perKey(
                tenant -> unheard().clientSecret(secret),
                RegistryPolicy.defaults()
                        .withCache(time.policy().listener(recording).build()));
        tenants.source("a").token().block(BOUND);
        List<TokenEvent> events = recording.after(tenants.source("a"));
        assertThat(events)
                .filteredOn(SecretReloaded.class::isInstance)
                .singleElement()
                .isInstanceOfSatisfying(SecretReloaded.class, reloaded -> {
                    assertThat(reloaded.changed()).isTrue();
                    assertThat(reloaded.source()).contains("the vault");
                });
        Leaks.assertNone(events, Ask.SECRET);
        tenants.close();
    }
}
