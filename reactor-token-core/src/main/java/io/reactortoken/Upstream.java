package io.reactortoken;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Operators;

/** The subscription of a fetch, which may be cancelled before it is there. */
final class Upstream {

    private final AtomicReference<@Nullable Subscription> current = new AtomicReference<>();

    /** Takes the first one and asks it for everything; cancels any other. */
    void set(Subscription subscription) {
        if (current.compareAndSet(null, subscription)) {
            subscription.request(Long.MAX_VALUE);
        } else {
            subscription.cancel();
        }
    }

    void cancel() {
        Subscription subscription = current.getAndSet(Operators.cancelledSubscription());
        if (subscription != null) {
            subscription.cancel();
        }
    }
}
