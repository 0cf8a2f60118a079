package io.reactortoken.benchmarks.herd;

import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/** One caller: says when its token, or none, came. */
final class Member implements CoreSubscriber<Object> {

    /** What it got, or null, and how many nanoseconds after it asked. */
    interface End extends BiConsumer<@Nullable Object, Long> {}

    private final End end;
    private final long asked = System.nanoTime();
    private @Nullable Object got;

    Member(End end) {
        this.end = end;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(Object token) {
        got = token;
    }

    @Override
    public void onError(Throwable error) {
        end.accept(null, System.nanoTime() - asked);
    }

    @Override
    public void onComplete() {
        end.accept(got, System.nanoTime() - asked);
    }
}
