package io.reactortoken;

import static io.reactortoken.CacheFixture.HOUR;
import static io.reactortoken.CacheFixture.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.context.ContextRegistry;
import io.reactortoken.test.ScriptedSource;
import io.reactortoken.test.TestTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

class IsolationTest {

    @Test
    @DisplayName("CF-42, CF-78, SD-19 a caller's Context reaches neither the fetch nor another caller")
    void aCallersContextReachesNobodyElse() {
        List<Context> seen = new ArrayList<>();
        CachedTokenSource tokens = TokenSource.of(() -> Mono.deferContextual(context -> {
                    seen.add(Context.of(context));
                    return Mono.just(token("CNRY-token"));
                }))
                .cache();
        String own = tokens.token()
                .flatMap(token -> Mono.deferContextual(context -> Mono.just(context.<String>get("tenant"))))
                .contextWrite(Context.of("tenant", "A"))
                .block();
        assertThat(own).isEqualTo("A");
        assertThat(seen).singleElement().satisfies(context -> {
            assertThat(context.hasKey("tenant")).isFalse();
            assertThat(context.toString()).doesNotContain("CNRY");
        });
    }

    @Test
    @DisplayName(
            "CF-42 the Context of a reader that starts a renewal reaches no fetch, nor does a waiter's reach a retry")
    void theContextOfAReaderReachesNoRenewal() {
        List<String> tenants = new ArrayList<>();
        var cache = CacheFixture.over(ScriptedSource.answering(number -> Mono.deferContextual(context -> {
            tenants.add(context.getOrDefault("tenant", "nobody"));
            return number == 3 ? Mono.error(CacheFixture.transientFailure()) : Mono.just(token("t" + number));
        })));
        Mono<AccessToken> ofA = cache.get().contextWrite(Context.of("tenant", "A"));
        ofA.block();
        cache.time.advance(Duration.ofMinutes(56));
        ofA.block();
        cache.time.advance(HOUR);
        ofA.subscribe();
        cache.time.advance(Duration.ofSeconds(1));
        assertThat(cache.now()).isEqualTo("t4");
        assertThat(tenants).containsExactly("nobody", "nobody", "nobody", "nobody");
    }

    @Test
    @DisplayName(
            "CF-78 with automatic context propagation, ThreadLocals of one caller reach neither fetch nor neighbour")
    void threadLocalsReachNobodyElse() {
        ThreadLocal<@Nullable String> user = new ThreadLocal<>();
        ContextRegistry.getInstance().registerThreadLocalAccessor("user", user::get, user::set, user::remove);
        Hooks.enableAutomaticContextPropagation();
        try {
            AtomicReference<@Nullable String> inFetch = new AtomicReference<>("untouched");
            ScriptedSource source = ScriptedSource.silent();
            CachedTokenSource tokens = TokenSource.of(() -> {
                        inFetch.set(user.get());
                        return source.token();
                    })
                    .cache();
            List<String> seen = new ArrayList<>();
            for (String name : List.of("A", "B")) {
                tokens.token()
                        .doOnNext(token -> seen.add(name + " sees " + user.get()))
                        .contextWrite(Context.of("user", name))
                        .subscribe();
            }
            source.answer(token("t1"));
            assertThat(seen).containsExactly("A sees A", "B sees B");
            assertThat(inFetch.get()).isNull();
        } finally {
            Hooks.disableAutomaticContextPropagation();
            ContextRegistry.getInstance().removeThreadLocalAccessor("user");
        }
    }

    @Test
    @DisplayName("CF-52 a fetch that waits for its own token fails at once")
    void aFetchThatWaitsForItsOwnTokenFailsAtOnce() {
        AtomicReference<@Nullable CachedTokenSource> self = new AtomicReference<>();
        CachedTokenSource tokens = TokenSource.of(() -> {
                    CachedTokenSource own = self.get();
                    return own == null ? Mono.empty() : own.token();
                })
                .cache();
        self.set(tokens);
        assertThat(failureOf(tokens)).hasMessageStartingWith("REN a fetch of this token waits for this token");
    }

    @Test
    @DisplayName("CF-52 a renewal that asks for its own token fails, although the old one is still held")
    void aRenewalThatAsksForItsOwnTokenFails() {
        TestTime time = TestTime.create();
        AtomicReference<@Nullable CachedTokenSource> self = new AtomicReference<>();
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        CachedTokenSource tokens = TokenSource.of(() -> {
                    CachedTokenSource own = self.get();
                    return own == null ? Mono.just(token("t1")) : own.token().doOnError(failure::set);
                })
                .cache(time.policy().build());
        tokens.prefetch().block(Duration.ofSeconds(5));
        self.set(tokens);

        time.advance(Duration.ofMinutes(57));

        // the caller who starts the renewal is served
        assertThat(tokens.token().block(Duration.ofSeconds(5))).isEqualTo(token("t1"));
        assertThat(failure.get())
                .isInstanceOf(TokenConfigurationException.class)
                .hasMessageStartingWith("REN a fetch of this token waits for this token");
        tokens.close();
    }

    @Test
    @DisplayName("CF-51 two sources that need each other fail at once")
    void twoSourcesThatNeedEachOtherFailAtOnce() {
        AtomicReference<@Nullable CachedTokenSource> other = new AtomicReference<>();
        CachedTokenSource a = TokenSource.of(() -> {
                    CachedTokenSource b = other.get();
                    return b == null ? Mono.empty() : b.token();
                })
                .cache();
        CachedTokenSource b = TokenSource.of(() -> a.token()).cache();
        other.set(b);
        assertThat(failureOf(a)).hasMessageStartingWith("REN");
    }

    @Test
    @DisplayName("CF-50 a source may use another one")
    void aSourceMayUseAnotherOne() {
        var inner = CacheFixture.over(ScriptedSource.issuing(HOUR));
        CachedTokenSource outer = TokenSource.of(() ->
                        inner.get().map(token -> AccessToken.bearer("for-" + token.reveal(), HOUR)))
                .cache();
        assertThat(outer.token().map(AccessToken::reveal).block()).isEqualTo("for-t1");
    }

    private static Throwable failureOf(CachedTokenSource tokens) {
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        tokens.token()
                .onErrorResume(error -> {
                    failure.set(error);
                    return Mono.empty();
                })
                .block(Duration.ofSeconds(5));
        Throwable seen = failure.get();
        assertThat(seen).isInstanceOf(TokenConfigurationException.class);
        return seen == null ? new AssertionError("no failure") : seen;
    }
}
