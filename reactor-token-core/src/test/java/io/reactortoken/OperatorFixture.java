package io.reactortoken;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Mono;
import reactor.test.subscriber.TestSubscriber;

/** A cache whose time a test moves, and subscribers that tell what they have got so far. */
final class OperatorFixture implements TokenClock {

    static final Duration HOUR = Duration.ofHours(1);

    private final AtomicLong nanos = new AtomicLong();

    /** Everything happens on the test's thread: who has no signal by the end of a call will never have one. */
    static <T> TestSubscriber<T> subscribe(Mono<T> mono) {
        TestSubscriber<T> subscriber = TestSubscriber.create();
        mono.subscribe(subscriber);
        return subscriber;
    }

    static AccessToken token(String text) {
        return AccessToken.bearer(text, HOUR);
    }

    CachePolicyBuilder policy() {
        return CachePolicy.builder().clock(this).jitter(Duration.ZERO);
    }

    CachedTokenSource cache(TokenSource source) {
        return source.cache(policy().build());
    }

    void advance(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Override
    public long epochMillis() {
        return Duration.ofNanos(nanos.get()).toMillis();
    }

    @Override
    public long nanoTime() {
        return nanos.get();
    }
}
