package io.reactortoken;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.SignalsTest.Way;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Subscription;
import reactor.core.Scannable;

/** By hand what the TCK tests with publishers of more than one element only: rules 3.6, 3.9, 3.13 and 3.17. */
class RequestRulesTest {

    private static final long[] BAD_REQUESTS = {0, -1, Long.MIN_VALUE};

    @ParameterizedTest
    @EnumSource(Way.class)
    @DisplayName("rule 3.6: after cancel, requests do nothing")
    void afterCancelRequestsDoNothing(Way way) {
        // given
        var cache = way.cache();
        var subscriber = new Recorder();
        cache.get().subscribe(subscriber);
        // when
        subscriber.subscription().cancel();
        subscriber.subscription().request(1);
        way.answer(cache);
        subscriber.subscription().request(Long.MAX_VALUE);
        // then
        assertThat(subscriber.signals).containsExactly("onSubscribe");
        assertThat(cache.now()).isEqualTo("t1");
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    @DisplayName("CF-12, rule 3.9: zero or less is IllegalArgumentException for a plain subscriber, and its end")
    void aPlainSubscriberIsToldOfABadRequest(Way way) {
        for (long bad : BAD_REQUESTS) {
            // given
            var cache = way.cache();
            var subscriber = new Recorder();
            cache.get().subscribe(subscriber.plain());
            // when
            subscriber.subscription().request(bad);
            subscriber.subscription().request(1);
            way.answer(cache);
            // then
            assertThat(subscriber.signals).containsExactly("onSubscribe", "onError");
            assertThat(subscriber.errors)
                    .singleElement()
                    .satisfies(error -> assertThat(error)
                            .isInstanceOf(IllegalArgumentException.class)
                            .hasMessageContaining("3.9"));
            assertThat(cache.now()).as("the flight goes on").isEqualTo("t1");
            assertThat(cache.source.requests()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    @DisplayName("CF-12, rule 3.9: a subscriber of Reactor's asks for zero or less in vain, and loses nothing")
    void aSubscriberOfReactorsLosesNothingByABadRequest(Way way) {
        for (long bad : BAD_REQUESTS) {
            // given
            var cache = way.cache();
            var subscriber = new Recorder();
            cache.get().subscribe(subscriber);
            // when
            subscriber.subscription().request(bad);
            way.answer(cache);
            subscriber.subscription().request(bad);
            // then
            assertThat(subscriber.signals).containsExactly("onSubscribe");
            subscriber.subscription().request(1);
            assertThat(subscriber.signals).containsExactly("onSubscribe", "t1", "onComplete");
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    @DisplayName("rule 3.13: after cancel the cache keeps no reference to the subscriber, also while the fetch goes on")
    void afterCancelTheSubscriberIsForgotten(Way way) throws InterruptedException {
        // given
        var cache = way.cache();
        var garbage = new Garbage();
        // when
        subscribeAndCancel(cache, garbage);
        // then
        garbage.assertCollected();
        way.answer(cache);
        assertThat(cache.now()).isEqualTo("t1");
    }

    /** In a method of its own, so that no local variable keeps the subscriber. */
    private static void subscribeAndCancel(CacheFixture cache, Garbage garbage) {
        var subscriber = new Recorder();
        garbage.watch(subscriber);
        cache.get().subscribe(subscriber);
        subscriber.subscription().cancel();
    }

    @Test
    @DisplayName("rule 3.13: a subscription that somebody keeps does not keep its subscriber, once it is over")
    void aSubscriptionThatIsKeptForgetsItsSubscriber() {
        // given
        var cache = Way.ASYNCHRONOUS_MISS.cache();
        var cancelled = new Recorder();
        var served = new Recorder();
        cache.get().subscribe(cancelled);
        cache.get().subscribe(served);
        Waiter left = waiter(cancelled.subscription());
        Waiter waiting = waiter(served.subscription());
        assertThat(left.scan(Scannable.Attr.ACTUAL)).isNotNull();
        assertThat(waiting.scan(Scannable.Attr.ACTUAL)).isNotNull();
        assertThat(left.scan(Scannable.Attr.CANCELLED)).isFalse();
        // when
        cancelled.subscription().cancel();
        served.subscription().request(1);
        cache.source.answer(CacheFixture.token("t1"));
        // then
        assertThat(left.scan(Scannable.Attr.ACTUAL)).isNull();
        assertThat(waiting.scan(Scannable.Attr.ACTUAL)).isNull();
        assertThat(left.scan(Scannable.Attr.CANCELLED)).isTrue();
        assertThat(waiting.scan(Scannable.Attr.TERMINATED)).isTrue();
        assertThat(waiting.scan(Scannable.Attr.RUN_STYLE)).isEqualTo(Scannable.Attr.RunStyle.ASYNC);
    }

    /** The cache's own subscription, which Reactor's hooks wrap. */
    private static Waiter waiter(Subscription given) {
        Scannable outermost = Scannable.from(given);
        return Stream.concat(Stream.of(outermost), outermost.parents())
                .filter(Waiter.class::isInstance)
                .map(Waiter.class::cast)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    @DisplayName("rule 3.17: demand of Long.MAX_VALUE and more is no error, before and after the token")
    void demandMayExceedLongMaxValue(Way way) {
        // given
        var cache = way.cache();
        var subscriber = new Recorder();
        cache.get().subscribe(subscriber);
        // when
        subscriber.subscription().request(Long.MAX_VALUE - 1);
        subscriber.subscription().request(1);
        subscriber.subscription().request(Long.MAX_VALUE);
        way.answer(cache);
        subscriber.subscription().request(Long.MAX_VALUE);
        // then
        assertThat(subscriber.signals).containsExactly("onSubscribe", "t1", "onComplete");
    }
}
