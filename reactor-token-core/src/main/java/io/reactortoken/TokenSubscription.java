package io.reactortoken;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Scannable;
import reactor.core.publisher.Operators;

/**
 * Signals a token that is there already, at the first demand.
 *
 * <p>A third smaller than Reactor's scalar subscription, and without its compare-and-set: a subscriber calls {@code request}
 * and {@code cancel} one after the other (Reactive Streams rule 2.7), so that there is nobody to compare with. A cancel
 * that comes from elsewhere may be seen late, as the rules allow. docs/performance.md says what it bought.
 */
final class TokenSubscription implements Subscription, Scannable {

    private static final byte READY = 0;
    private static final byte SIGNALLED = 1;
    private static final byte CANCELLED = 2;

    private final CoreSubscriber<? super AccessToken> actual;
    private final AccessToken token;
    private byte state = READY;

    TokenSubscription(CoreSubscriber<? super AccessToken> actual, AccessToken token) {
        this.actual = actual;
        this.token = token;
    }

    @Override
    public void request(long count) {
        if (Operators.validate(count) && state == READY) {
            // first, because a subscriber may ask again out of onNext
            state = SIGNALLED;
            actual.onNext(token);
            if (state != CANCELLED) {
                actual.onComplete();
            }
        }
    }

    @Override
    public void cancel() {
        state = CANCELLED;
    }

    @Override
    @SuppressWarnings("rawtypes") // as Reactor declares it
    public @Nullable Object scanUnsafe(Attr key) {
        if (key == Attr.ACTUAL) {
            return actual;
        }
        if (key == Attr.TERMINATED) {
            return state == SIGNALLED;
        }
        if (key == Attr.CANCELLED) {
            return state == CANCELLED;
        }
        return key == Attr.RUN_STYLE ? Attr.RunStyle.SYNC : null;
    }

    /** Given, because Reactor makes one of what it finds. */
    @Override
    public String stepName() {
        return "token";
    }

    @Override
    public String toString() {
        return "TokenSubscription";
    }
}
