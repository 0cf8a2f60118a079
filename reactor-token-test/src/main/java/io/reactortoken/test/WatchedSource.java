package io.reactortoken.test;

import io.reactortoken.AccessToken;
import io.reactortoken.TokenSource;
import io.reactortoken.test.IssuedTokens.Moment;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;
import reactor.util.context.Context;

/** A source between a cache and the source that a test gave it: counts the requests that run. */
final class WatchedSource implements TokenSource {

    private final TokenSource source;
    private final IssuedTokens issued;
    private final Faults faults;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();

    WatchedSource(TokenSource source, IssuedTokens issued, Faults faults) {
        this.source = source;
        this.issued = issued;
        this.faults = faults;
    }

    int running() {
        return running.get();
    }

    /** What the source throws is thrown, and its null stays null: the cache must see what it would see without us. */
    @Override
    @SuppressWarnings("NullAway") // a broken source is one of the things that tests try
    public Mono<AccessToken> token() {
        Mono<AccessToken> token = source.token();
        return token == null ? null : new Requests(token);
    }

    @Override
    public void invalidate(AccessToken rejected) {
        source.invalidate(rejected);
    }

    @Override
    public String toString() {
        return source.toString();
    }

    /** Each subscription is a request. */
    private final class Requests extends MonoOperator<AccessToken, AccessToken> {

        Requests(Mono<AccessToken> token) {
            super(token);
        }

        @Override
        public void subscribe(CoreSubscriber<? super AccessToken> actual) {
            int number = requests.incrementAndGet();
            int atOnce = running.incrementAndGet();
            if (atOnce > 1) {
                faults.add(
                        atOnce + " requests ran at one time: request " + number + " was made although an earlier one "
                                + "had neither been answered nor cancelled; a cache makes one for all who wait");
            }
            Request request = new Request(actual, issued.now());
            boolean returned = false;
            try {
                source.subscribe(request);
                returned = true;
            } finally {
                if (!returned) {
                    request.end();
                }
            }
        }
    }

    private final class Request implements CoreSubscriber<AccessToken>, Subscription {
        private final CoreSubscriber<? super AccessToken> cache;
        private final Moment sent;
        private final AtomicBoolean ended = new AtomicBoolean();
        private volatile @Nullable Subscription upstream;

        Request(CoreSubscriber<? super AccessToken> cache, Moment sent) {
            this.cache = cache;
            this.sent = sent;
        }

        /** Before the cache is told: it may make the next request at once. */
        void end() {
            if (ended.compareAndSet(false, true)) {
                running.decrementAndGet();
            }
        }

        @Override
        public Context currentContext() {
            return cache.currentContext();
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            upstream = subscription;
            cache.onSubscribe(this);
        }

        @Override
        public void onNext(AccessToken token) {
            issued.issued(token, sent);
            end();
            cache.onNext(token);
        }

        @Override
        public void onError(Throwable error) {
            end();
            cache.onError(error);
        }

        @Override
        public void onComplete() {
            end();
            cache.onComplete();
        }

        @Override
        public void request(long demand) {
            Subscription subscription = upstream;
            if (subscription != null) {
                subscription.request(demand);
            }
        }

        @Override
        public void cancel() {
            end();
            Subscription subscription = upstream;
            if (subscription != null) {
                subscription.cancel();
            }
        }
    }
}
