package io.reactortoken;

import static io.reactortoken.CacheFixture.HOUR;
import static io.reactortoken.CacheFixture.permanentFailure;
import static io.reactortoken.CacheFixture.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.SignalsTest.Way;
import io.reactortoken.Thrower.Where;
import io.reactortoken.test.ScriptedSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Subscribers that throw: what they throw is theirs, and harms neither a neighbour nor the slot. */
class HarmTest {

    private final List<Throwable> dropped = new ArrayList<>();

    @ParameterizedTest
    @EnumSource(Way.class)
    @DisplayName("CF-21: thrown from onSubscribe: its caller gets it, nothing is begun for it, and the cache works")
    void thrownFromOnSubscribe(Way way) {
        var cache = way.cache();
        int before = cache.source.requests();
        assertThat(new Thrower(Where.ON_SUBSCRIBE).thrownTo(cache.get())).hasMessage(Thrower.MESSAGE);
        assertThat(cache.source.requests()).isEqualTo(before);
        var other = waiting(cache);
        way.answer(cache);
        assertThat(other.signals).containsExactly("onSubscribe", "t1", "onComplete");
    }

    @ParameterizedTest
    @EnumSource(
            value = Where.class,
            names = {"ON_NEXT", "ON_COMPLETE"})
    @DisplayName(
            "CF-21: thrown by one who waits: the dropped hook is told, and the waiters before and behind are served")
    void thrownByAWaiter(Where where) {
        // given: without the oracle, to which one that throws from onNext was never ended
        var cache = CacheFixture.bare(ScriptedSource.silent());
        var before = waiting(cache);
        cache.get().subscribe(new Thrower(where));
        var behind = waiting(cache);
        // when
        Droppings.collect(dropped, () -> cache.source.answer(token("t1")));
        // then
        assertThat(before.signals).containsExactly("onSubscribe", "t1", "onComplete");
        assertThat(behind.signals).containsExactly("onSubscribe", "t1", "onComplete");
        assertThat(dropped).singleElement().satisfies(error -> assertThat(error).hasMessage(Thrower.MESSAGE));
        assertThat(cache.now()).isEqualTo("t1");
        assertThat(cache.source.requests()).isEqualTo(1);
    }

    @Test
    @DisplayName(
            "CF-21: thrown from onError: the dropped hook is told, the waiters behind get their own, the slot is free")
    void thrownFromOnError() {
        // given
        var cache = CacheFixture.over(ScriptedSource.silent());
        cache.get().subscribe(new Thrower(Where.ON_ERROR));
        var behind = waiting(cache);
        // when
        Droppings.collect(dropped, () -> cache.source.fail(permanentFailure()));
        // then
        assertThat(behind.signals).containsExactly("onSubscribe", "OAE");
        assertThat(dropped).singleElement().satisfies(error -> assertThat(error).hasMessage(Thrower.MESSAGE));
        cache.time.advance(Duration.ofSeconds(1));
        var next = waiting(cache);
        cache.source.answer(token("t2"));
        assertThat(next.signals).containsExactly("onSubscribe", "t2", "onComplete");
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    @DisplayName("CF-21: thrown in a map behind: an error for that subscriber, and for no other")
    void thrownInAMapBehind(Way way) {
        // given
        var cache = way.cache();
        List<Throwable> errors = new ArrayList<>();
        cache.get()
                .map(token -> {
                    throw new IllegalStateException("user bug");
                })
                .subscribe(unwanted -> {}, errors::add);
        var other = waiting(cache);
        // when
        Droppings.collect(dropped, () -> way.answer(cache));
        // then
        assertThat(errors).singleElement().satisfies(error -> assertThat(error).hasMessage("user bug"));
        assertThat(other.signals).containsExactly("onSubscribe", "t1", "onComplete");
        assertThat(dropped).isEmpty();
        assertThat(cache.source.requests()).isEqualTo(1);
    }

    @Test
    @DisplayName(
            "CF-21: thrown by a reader of a token that is due: its caller gets it, and the renewal begins all the same")
    void thrownByAReaderOfATokenThatIsDue() {
        // given: without the oracle, for whom what is thrown is a fault
        var cache = CacheFixture.bare(ScriptedSource.issuing(HOUR));
        cache.now();
        cache.time.advance(Duration.ofMinutes(56));
        // when
        assertThat(new Thrower(Where.ON_NEXT).thrownTo(cache.get())).hasMessage(Thrower.MESSAGE);
        // then
        assertThat(cache.now()).isEqualTo("t2");
        assertThat(cache.source.requests()).isEqualTo(2);
    }

    private static Recorder waiting(CacheFixture cache) {
        var waiter = new Recorder();
        cache.get().subscribe(waiter);
        waiter.subscription().request(1);
        return waiter;
    }
}
