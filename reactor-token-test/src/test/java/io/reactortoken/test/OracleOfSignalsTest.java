package io.reactortoken.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.AccessToken;
import io.reactortoken.CachedTokenSource;
import io.reactortoken.TokenSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.core.scheduler.Schedulers;
import reactor.test.publisher.TestPublisher;

/** What the oracle says of the signals to each subscriber. */
class OracleOfSignalsTest extends OracleCase {

    @Test
    void aSubscriberThatIsNeverEndedIsAFault() {
        assertThat(faultsOf(BrokenCache.signalling(Mono.never())))
                .hasMessageContaining("subscriber 1 was never ended: it still waits although the cache is closed");
    }

    @Test
    @DisplayName("a token without a completion is a fault, unless another thread has just handed it out")
    void aTokenWithoutACompletionIsAFault() {
        ScriptedSource issuing = ScriptedSource.issuing(HOUR);
        assertThat(faultsOf(
                        issuing,
                        OracleOfSignalsTest::withoutCompletion,
                        tokens -> tokens.token().subscribe(received::add)))
                .hasMessageContaining("subscriber 1 was never ended");
        assertThat(faultsOf(
                        issuing,
                        OracleOfSignalsTest::withoutCompletion,
                        tokens ->
                                tokens.token().subscribeOn(Schedulers.single()).block(Duration.ofSeconds(5))))
                .hasMessage("none");
    }

    private static CachedTokenSource withoutCompletion(TokenSource asked) {
        AccessToken token = asked.token().blockOptional().orElseThrow();
        return BrokenCache.treating(subscriber -> subscriber.onNext(token));
    }

    @Test
    void aSecondEndIsAFault() {
        assertThat(faultsOf(BrokenCache.treating(subscriber -> {
                    subscriber.onError(closed());
                    subscriber.onError(closed());
                })))
                .hasMessageContaining("subscriber 1 got an error after its end");
        assertThat(faultsOf(BrokenCache.treating(subscriber -> {
                    subscriber.onError(closed());
                    subscriber.onComplete();
                })))
                .hasMessageContaining("subscriber 1 got a completion after its end");
    }

    @Test
    void twoTokensAreAFault() {
        AssertionError faults = faultsOf(
                ScriptedSource.issuing(HOUR),
                asked -> {
                    AccessToken token = asked.token().blockOptional().orElseThrow();
                    return BrokenCache.treating(subscriber -> {
                        subscriber.onNext(token);
                        subscriber.onNext(token);
                        subscriber.onComplete();
                    });
                },
                tokens -> tokens.token().subscribe(received::add));
        assertThat(faults).hasMessageContaining("subscriber 1 got two tokens");
    }

    @Test
    void aTokenThatWasNotAskedForIsAFault() {
        CoreSubscriber<AccessToken> modest = new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {}
        };
        assertThat(faultsOf(
                        source,
                        asked -> BrokenCache.treating(subscriber -> subscriber.onNext(token("t1"))),
                        tokens -> tokens.token().subscribe(modest)))
                .hasMessageContaining("subscriber 1 got a token before it asked for one");
    }

    @Test
    void aSignalAfterCancelIsAFault() {
        List<CoreSubscriber<? super AccessToken>> subscribers = new ArrayList<>();
        assertThat(faultsOf(source, asked -> BrokenCache.treating(subscribers::add), tokens -> {
                    tokens.token().subscribe().dispose();
                    subscribers.forEach(Operators::complete);
                    subscribers.clear();
                }))
                .hasMessageContaining("subscriber 1 got a second subscription")
                .hasMessageContaining("subscriber 1 got a completion after it had cancelled");
    }

    @Test
    void aSignalBeforeASubscriptionIsAFault() {
        TestPublisher<AccessToken> unused = TestPublisher.create();
        assertThat(faultsOf(BrokenCache.signalling(new Mono<>() {
                    @Override
                    public void subscribe(CoreSubscriber<? super AccessToken> actual) {
                        actual.onError(closed());
                        unused.assertNoSubscribers();
                    }
                })))
                .hasMessageContaining("subscriber 1 got an error before a subscription");
    }

    @Test
    void anEmptyCompletionIsAFault() {
        assertThat(faultsOf(BrokenCache.signalling(Mono.empty())))
                .hasMessageContaining("subscriber 1 was completed without a token");
    }

    @Test
    void anErrorThatIsNoTokenExceptionIsAFault() {
        IllegalStateException bare = new IllegalStateException("bare");
        assertThat(faultsOf(BrokenCache.signalling(Mono.error(bare))))
                .hasMessageContaining("subscriber 1 got an error that is not a TokenException: " + bare)
                .hasSuppressedException(bare);
    }
}
