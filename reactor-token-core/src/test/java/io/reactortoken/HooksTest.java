package io.reactortoken;

import static io.reactortoken.CacheFixture.HOUR;
import static io.reactortoken.CacheFixture.token;
import static io.reactortoken.CacheFixture.transientFailure;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.test.ScriptedSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;

/** What a user may do to every operator: hooks, debugging, onErrorContinue. */
class HooksTest {

    private static final String CANARY = "CNRY-hooks-4e7a1c90d2";

    @AfterEach
    void takeTheHooksAway() {
        Hooks.resetOnOperatorDebug();
        Hooks.resetOnEachOperator();
    }

    @Test
    @DisplayName("CF-83: a hook that throws fails the fetch at once and for its callers only; afterwards all is well")
    void aHookThatThrowsIsAnErrorOfItsFetch() {
        // given
        var cache = CacheFixture.over(ScriptedSource.issuing(HOUR));
        Mono<AccessToken> assembledBefore = cache.get();
        var first = new Recorder();
        // when
        Hooks.onEachOperator(operator -> {
            throw new IllegalStateException("a hook that throws");
        });
        assembledBefore.subscribe(first);
        // then
        assertThat(first.signals).containsExactly("onSubscribe", "NET");
        assertThat(first.errors)
                .singleElement()
                .satisfies(error -> assertThat(error).hasRootCauseMessage("a hook that throws"));
        Hooks.resetOnEachOperator();
        cache.time.advance(Duration.ofSeconds(1));
        assertThat(cache.now()).isEqualTo("t1");
    }

    @Test
    @DisplayName("CF-83: a hook that throws does not touch a hit")
    void aHookThatThrowsDoesNotTouchAHit() {
        // given
        var cache = CacheFixture.over(ScriptedSource.issuing(HOUR));
        Mono<AccessToken> assembledBefore = cache.get();
        cache.now();
        var reader = new Recorder();
        // when
        Hooks.onEachOperator(operator -> {
            throw new IllegalStateException("a hook that throws");
        });
        assembledBefore.subscribe(reader);
        reader.subscription().request(1);
        // then
        assertThat(reader.signals).containsExactly("onSubscribe", "t1", "onComplete");
    }

    @Test
    @DisplayName(
            "CF-80, TM-14: onOperatorDebug and checkpoint add no token to an error, nor does a failed map on a token")
    void assemblyTextsTellNoToken() {
        // given
        Hooks.onOperatorDebug();
        var cache = CacheFixture.over(ScriptedSource.answering(number -> number == 1
                ? Mono.just(token(CANARY))
                : Mono.<AccessToken>error(transientFailure()).checkpoint("the fetch")));
        List<Throwable> errors = new ArrayList<>();
        // when
        Mono<String> failing = cache.get()
                .checkpoint("a hit " + cache.tokens)
                .<String>map(token -> {
                    throw new IllegalStateException("user bug");
                })
                .checkpoint("after the map");
        Droppings.collect(new ArrayList<>(), () -> failing.subscribe(unwanted -> {}, errors::add));
        cache.tokens.evict();
        cache.get().checkpoint("a miss").subscribe(unwanted -> {}, errors::add);
        cache.time.advance(Duration.ofSeconds(2));
        // then
        assertThat(errors).hasSize(2);
        assertThat(errors.get(0).getSuppressed()).as("assembly texts").isNotEmpty();
        errors.forEach(error -> Leaks.assertNone(error, CANARY));
    }

    @Test
    @DisplayName("CF-82: onErrorContinue behind the cache swallows no failure and ends no retry of the fetch")
    void onErrorContinueBehindTheCache() {
        // given
        List<Object> continued = new ArrayList<>();
        var cache = CacheFixture.over(ScriptedSource.answering(
                number -> number < 3 ? Mono.error(transientFailure()) : Mono.just(token("t" + number))));
        List<AccessToken> received = new ArrayList<>();
        // when
        cache.get()
                .flux()
                .onErrorContinue((error, value) -> continued.add(error))
                .subscribe(received::add);
        cache.time.advance(Duration.ofSeconds(1));
        // then
        assertThat(received).containsExactly(token("t3"));
        assertThat(continued).isEmpty();
        assertThat(cache.source.requests()).isEqualTo(3);
    }

    @Test
    @DisplayName("CF-82: onErrorContinue inside a fetch that then is empty is an error, and not a hang")
    void onErrorContinueInsideTheFetch() {
        // given
        var cache = CacheFixture.over(ScriptedSource.answering(number -> Mono.just(number)
                .<AccessToken>map(unused -> {
                    throw new IllegalStateException("swallowed");
                })
                .onErrorContinue((error, value) -> {})));
        var waiting = new Recorder();
        // when
        cache.get().subscribe(waiting);
        // then
        assertThat(waiting.signals).containsExactly("onSubscribe", "MTR");
    }
}
