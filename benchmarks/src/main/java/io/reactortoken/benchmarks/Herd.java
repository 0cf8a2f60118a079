package io.reactortoken.benchmarks;

import io.reactortoken.AccessToken;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Many who ask one cold cache at once, and the fetch that they wait for. */
final class Herd {

    static final Duration FETCH = Duration.ofMillis(50);

    private static final long PATIENCE_SECONDS = 60;

    private static final AccessToken TOKEN = AccessToken.bearer("t", Duration.ofHours(1));

    private final int size;
    private final Mono<AccessToken> shared;
    private final Sinks.One<AccessToken> answer = Sinks.one();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger waiting;
    private final CountDownLatch served = new CountDownLatch(1);

    private Herd(int size, Contender contender, boolean timed) {
        this.size = size;
        this.waiting = new AtomicInteger(size);
        Mono<AccessToken> fetch = timed ? Mono.delay(FETCH).thenReturn(TOKEN) : answer.asMono();
        this.shared = contender.shared(Mono.defer(() -> {
            requests.incrementAndGet();
            return fetch;
        }));
    }

    /** Its fetch takes {@link #FETCH}. Who comes later than that does not wait. */
    static Herd timed(int size, Contender contender) {
        return new Herd(size, contender, true);
    }

    /** Its fetch ends by {@link #answer}, so that all of them wait. */
    static Herd answered(int size, Contender contender) {
        return new Herd(size, contender, false);
    }

    void answer() {
        answer.tryEmitValue(TOKEN).orThrow();
    }

    void subscribeAll() {
        for (int i = 0; i < size; i++) {
            shared.subscribe(new Member());
        }
    }

    void awaitAll() throws InterruptedException {
        if (!served.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException(waiting + " of " + size + " were not signalled");
        }
    }

    /** One request, and a token for everybody: what is measured counts for nothing without it. */
    void check() {
        if (requests.get() != 1 || failures.get() != 0) {
            throw new IllegalStateException(
                    "a herd of " + size + " made " + requests + " requests, and " + failures + " got no token");
        }
    }

    private final class Member implements CoreSubscriber<AccessToken> {

        private boolean got;

        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(AccessToken token) {
            got = true;
        }

        @Override
        public void onError(Throwable error) {
            end();
        }

        @Override
        public void onComplete() {
            end();
        }

        private void end() {
            if (!got) {
                failures.incrementAndGet();
            }
            if (waiting.decrementAndGet() == 0) {
                served.countDown();
            }
        }
    }
}
