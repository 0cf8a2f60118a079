package io.reactortoken;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

/** A fetch that an actor answers. Counts requests and cancels. */
final class RacedSource implements TokenSource, Subscription {

    private final int silent;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger cancels = new AtomicInteger();
    private volatile @Nullable CoreSubscriber<? super AccessToken> asking;

    private RacedSource(int silent) {
        this.silent = silent;
    }

    /** The first {@code silent} requests wait for an answer; request n after them is answered at once with {@code tn}. */
    static RacedSource waiting(int silent) {
        return new RacedSource(silent);
    }

    @Override
    public Mono<AccessToken> token() {
        return new Mono<>() {
            @Override
            public void subscribe(CoreSubscriber<? super AccessToken> actual) {
                ask(actual);
            }
        };
    }

    private void ask(CoreSubscriber<? super AccessToken> actual) {
        int number = requests.incrementAndGet();
        if (number <= silent) {
            asking = actual;
            actual.onSubscribe(this);
        } else {
            AccessToken token = number == 2
                    ? RacedCache.T2
                    : AccessToken.builder("t" + number).build();
            actual.onSubscribe(Operators.scalarSubscription(actual, token, "token"));
        }
    }

    /** Answers the last request; nothing happens if there was none. */
    void answer(AccessToken token) {
        CoreSubscriber<? super AccessToken> asked = asking;
        if (asked != null) {
            asked.onNext(token);
            asked.onComplete();
        }
    }

    /** Refuses the last request, for a reason that will not pass. */
    void refuse() {
        CoreSubscriber<? super AccessToken> asked = asking;
        if (asked != null) {
            asked.onError(TokenEndpointException.of(TokenFailure.of(TokenFailure.Code.OAE, "refused"), null));
        }
    }

    int requests() {
        return requests.get();
    }

    String cancels() {
        return cancels.get() == 0 ? "not cancelled" : "cancelled";
    }

    @Override
    public void request(long n) {}

    @Override
    public void cancel() {
        cancels.incrementAndGet();
    }
}
