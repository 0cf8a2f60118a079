package io.reactortoken;

import static io.reactortoken.CacheFixture.HOUR;
import static io.reactortoken.CacheFixture.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.test.ScriptedSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Of the cache itself, with no oracle between. */
class SignalsTest {

    /** The three ways in which a subscriber can meet a cache. */
    enum Way {
        HIT,
        SYNCHRONOUS_MISS,
        ASYNCHRONOUS_MISS;

        CacheFixture cache() {
            var cache = CacheFixture.bare(
                    this == ASYNCHRONOUS_MISS ? ScriptedSource.silent() : ScriptedSource.issuing(HOUR));
            if (this == HIT) {
                cache.now();
            }
            return cache;
        }

        void answer(CacheFixture cache) {
            if (this == ASYNCHRONOUS_MISS) {
                cache.source.answer(token("t1"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    @DisplayName("CF-12 no value before demand, and none lost")
    void noValueBeforeDemand(Way way) {
        var cache = way.cache();
        StepVerifier.create(cache.get(), 0)
                .expectSubscription()
                .then(() -> way.answer(cache))
                .expectNoEvent(Duration.ofMillis(1))
                .thenRequest(1)
                .expectNext(token("t1"))
                .expectComplete()
                .verify(Duration.ofSeconds(5));
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    @DisplayName("CF-18 no signal after cancel")
    void noSignalAfterCancel(Way way) {
        var cache = way.cache();
        var subscriber = new Recording();
        cache.get().subscribe(subscriber);
        subscriber.upstream().cancel();
        way.answer(cache);
        subscriber.upstream().request(1);
        assertThat(subscriber.signals).containsExactly("onSubscribe");
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    @DisplayName("rules 3.6, 3.13, 3.17: requests and cancels may be repeated; the token comes once")
    void requestsAndCancelsMayBeRepeated(Way way) {
        var cache = way.cache();
        var subscriber = new Recording();
        cache.get().subscribe(subscriber);
        subscriber.upstream().request(Long.MAX_VALUE);
        subscriber.upstream().request(Long.MAX_VALUE);
        way.answer(cache);
        subscriber.upstream().request(1);
        subscriber.upstream().cancel();
        subscriber.upstream().cancel();
        assertThat(subscriber.signals).containsExactly("onSubscribe", "onNext", "onComplete");
    }

    @Test
    @DisplayName("it is no Callable: operators would call it in the place of a subscription")
    void itIsNoCallable() {
        assertThat(Way.HIT.cache().get()).isNotInstanceOf(Callable.class);
    }

    @Test
    @DisplayName("RS-62, CF-86 one assembled mono asks again on each subscription")
    void oneAssembledMonoAsksAgain() {
        var cache = CacheFixture.bare(ScriptedSource.issuing(HOUR));
        Mono<AccessToken> assembled = cache.get();
        assertThat(assembled.repeat(2).collectList().block()).containsOnly(token("t1"));
        cache.time.advance(HOUR);
        assertThat(assembled.block()).isEqualTo(token("t2"));
    }

    @Test
    @DisplayName("TM-12 no step name and no text of Reactor's tells the token")
    void noTextTellsTheToken() {
        var cache = CacheFixture.bare(ScriptedSource.answering(number -> Mono.just(token("CNRY-secret"))));
        List<String> texts = new ArrayList<>();
        cache.get()
                .doOnSubscribe(subscription -> texts.add(subscription.toString()))
                .doOnEach(signal -> texts.add(signal.toString()))
                .block();
        cache.get()
                .doOnSubscribe(subscription -> texts.add(subscription.toString()))
                .doOnNext(token -> texts.add(token.toString()))
                .block();
        assertThat(texts).isNotEmpty().noneMatch(text -> text.contains("CNRY"));
    }

    @Test
    @DisplayName("TM-15 the Context in which a token is renewed prints no token")
    void theContextOfAFetchTellsNoToken() {
        List<String> contexts = new ArrayList<>();
        var cache = CacheFixture.bare(ScriptedSource.answering(number -> Mono.deferContextual(context -> {
            contexts.add(context.toString());
            return Mono.just(token("CNRY-secret-" + number));
        })));
        cache.now();
        cache.time.advance(HOUR.minusMinutes(3));
        cache.now();
        cache.time.advance(HOUR);
        cache.now();
        assertThat(contexts).hasSize(3).noneMatch(context -> context.contains("CNRY"));
    }

    /** Writes down what it receives. */
    private static final class Recording extends BaseSubscriber<AccessToken> {
        final List<String> signals = new ArrayList<>();

        @Override
        protected void hookOnSubscribe(Subscription subscription) {
            signals.add("onSubscribe");
        }

        @Override
        protected Subscription upstream() {
            return super.upstream();
        }

        @Override
        protected void hookOnNext(AccessToken value) {
            signals.add("onNext");
        }

        @Override
        protected void hookOnComplete() {
            signals.add("onComplete");
        }

        @Override
        protected void hookOnError(Throwable throwable) {
            signals.add("onError");
        }
    }
}
