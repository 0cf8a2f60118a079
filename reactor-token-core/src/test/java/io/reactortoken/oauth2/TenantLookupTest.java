package io.reactortoken.oauth2;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.AccessToken;
import io.reactortoken.Leaks;
import io.reactortoken.Messages;
import io.reactortoken.TokenConfigurationException;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.test.TestTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** The function that makes a key's request: how often it is called, in which Context, and what its failures do. */
class TenantLookupTest {

    private static final String CANARY = "CNRY-key-7d20f4ab";

    private final TestTime time = TestTime.create();
    private final RegistryPolicy policy =
            RegistryPolicy.defaults().withCache(time.policy().name("tenants").build());
    private final TenantServer server = TenantServer.answering();
    private final AtomicInteger calls = new AtomicInteger();

    enum Failing {
        THROWS,
        SIGNALS,
        IS_EMPTY,
        IS_NULL,
        CANNOT_WORK;

        Mono<TokenRequest> lookup(String key) {
            return switch (this) {
                case THROWS -> throw new IllegalStateException("no " + key);
                case SIGNALS -> Mono.error(new IllegalStateException("no " + key));
                case IS_EMPTY -> Mono.empty();
                case IS_NULL -> nothing();
                case CANNOT_WORK ->
                    Mono.just(OAuth2.clientCredentials("http://id.example.com/token")
                            .clientId("billing")
                            .clientSecret(SecretSource.of("secret")));
            };
        }
    }

    /** What a user's function may return, whatever its type says. */
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T nothing() {
        return null;
    }

    private TokenException failure(TokenSources<String> tokens, String key) {
        AtomicReference<Throwable> error = new AtomicReference<>();
        tokens.source(key).token().subscribe(unwanted -> {}, error::set);
        assertThat(error.get()).isInstanceOf(TokenException.class);
        return (TokenException) error.get();
    }

    @ParameterizedTest
    @EnumSource(Failing.class)
    @DisplayName("a function that fails is a TokenException for who asked; another key works, and this one does later")
    void aFailureIsASignal(Failing way) {
        // given
        var tokens = TokenSources.<String>perKeyAsync(
                key -> key.equals("good") || calls.incrementAndGet() > 1
                        ? Mono.just(server.client("client-of-" + key.length()))
                        : way.lookup(key),
                policy);
        // when
        TokenException error = failure(tokens, CANARY);
        // then
        Messages.assertWellFormed(error);
        assertThat(error).isInstanceOf(TokenConfigurationException.class);
        assertThat(error.code()).isEqualTo(Code.CFG);
        Leaks.assertNone(error.getMessage() == null ? "" : error.getMessage(), CANARY);
        assertThat(failure(tokens, CANARY).code()).as("not a storm of lookups").isEqualTo(Code.HLD);
        assertThat(calls).hasValue(1);
        assertThat(tokens.source("good").token().block()).isNotNull();
        assertThat(tokens.stats(CANARY)).hasValue(new KeyStats(1, 1));
        time.advance(Duration.ofSeconds(1));
        assertThat(tokens.source(CANARY).token().block()).isNotNull();
        assertThat(tokens.stats(CANARY)).hasValue(new KeyStats(2, 1));
        tokens.close();
    }

    @Test
    @DisplayName("a function without a Mono may throw and return null, too")
    void aPlainFunctionMayFail() {
        var tokens = TokenSources.<String>perKey(
                key -> {
                    if (key.isEmpty()) {
                        throw new IllegalArgumentException("empty");
                    }
                    return nothing();
                },
                policy);
        assertThat(failure(tokens, ""))
                .hasMessageStartingWith("CFG the token request for this key could not be made: "
                        + "java.lang.IllegalArgumentException (client=tenants");
        assertThat(failure(tokens, "a")).hasMessageStartingWith("CFG there is no token request for this key");
        tokens.close();
    }

    @Test
    @DisplayName("a key on hold is free again when it is forgotten")
    void invalidateEndsAHold() {
        var tokens = TokenSources.<String>perKey(
                key -> calls.incrementAndGet() == 1 ? nothing() : server.client(key), policy);
        assertThat(failure(tokens, "a").code()).isEqualTo(Code.CFG);
        assertThat(failure(tokens, "a").code()).isEqualTo(Code.HLD);
        tokens.invalidate("a");
        assertThat(tokens.source("a").token().block()).isNotNull();
        tokens.close();
    }

    @Test
    @DisplayName("a failure that may pass is tried again in the same flight")
    void retriesWhatMayPass() {
        var tokens = TokenSources.<String>perKeyAsync(
                key -> calls.incrementAndGet() < 3
                        ? Mono.error(new IllegalStateException(new IOException("reset")))
                        : Mono.just(server.client(key)),
                policy);
        List<AccessToken> received = new ArrayList<>();
        tokens.source("a").token().subscribe(received::add);
        time.advance(Duration.ofSeconds(2));
        assertThat(received).hasSize(1);
        assertThat(tokens.stats("a")).hasValue(new KeyStats(3, 2));
        tokens.close();
    }

    @Test
    @DisplayName("CF-42: the lookup runs once for all who wait, in a Context without anything of theirs")
    void theLookupIsIsolated() {
        // given
        List<ContextView> contexts = new ArrayList<>();
        Sinks.One<TokenRequest> lookup = Sinks.one();
        var tokens = TokenSources.<String>perKeyAsync(
                key -> Mono.deferContextual(context -> {
                    contexts.add(context);
                    return lookup.asMono();
                }),
                policy);
        List<String> received = new ArrayList<>();
        // when
        for (String tenant : List.of("A", "B")) {
            tokens.source("shared")
                    .token()
                    .flatMap(token -> Mono.deferContextual(own -> Mono.just(own.<String>get("tenant"))))
                    .contextWrite(Context.of("tenant", tenant))
                    .subscribe(received::add);
        }
        lookup.tryEmitValue(server.client("billing"));
        // then
        assertThat(contexts)
                .singleElement()
                .satisfies(context -> assertThat(context.hasKey("tenant")).isFalse());
        assertThat(received).containsExactly("A", "B");
        assertThat(server.requests).hasSize(1);
        tokens.close();
    }

    @Test
    @DisplayName("a slow lookup keeps no other key waiting, and ends with the fetch's deadline")
    void aSlowLookupIsBounded() {
        var tokens = TokenSources.<String>perKeyAsync(
                key -> key.equals("slow") ? Mono.never() : Mono.just(server.client(key)), policy);
        List<Throwable> errors = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            tokens.source("slow").token().subscribe(unwanted -> {}, errors::add);
        }
        assertThat(tokens.source("quick").token().block()).isNotNull();
        assertThat(errors).isEmpty();
        time.advance(Duration.ofSeconds(30));
        assertThat(errors)
                .hasSize(100)
                .allSatisfy(error -> assertThat(((TokenException) error).code()).isEqualTo(Code.TMO));
        tokens.close();
    }

    @Test
    @DisplayName("CF-52: a lookup that waits for its own key's token is refused; one that needs another key's is not")
    void aLookupMayNotWaitForItself() {
        AtomicReference<@Nullable TokenSources<String>> self = new AtomicReference<>();
        var tokens = TokenSources.<String>perKeyAsync(
                key -> {
                    TokenSources<String> own = self.get();
                    return key.equals("root") || own == null
                            ? Mono.just(server.client(key))
                            : own.source(key.equals("leaf") ? "root" : key)
                                    .token()
                                    .map(token -> server.client(key));
                },
                policy.withConcurrency(1));
        self.set(tokens);
        assertThat(tokens.source("leaf").token().block()).isNotNull();
        assertThat(failure(tokens, "loop").code()).isEqualTo(Code.REN);
        tokens.close();
    }
}
