package io.reactortoken;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/** A subscriber that can tell what it heard: a token's text, an error's code, {@code nothing}, or every signal that was wrong. */
final class Witness implements CoreSubscriber<AccessToken> {

    private static final String END = ", end";

    private final long demand;
    private final AtomicReference<String> heard = new AtomicReference<>("");
    private volatile @Nullable Subscription subscription;

    Witness() {
        this(Long.MAX_VALUE);
    }

    /**
     * A witness that asks for so much.
     *
     * @param demand 0 for nothing yet
     */
    Witness(long demand) {
        this.demand = demand;
    }

    @Override
    public void onSubscribe(Subscription given) {
        if (subscription != null) {
            hear("subscribed again");
        }
        subscription = given;
        if (demand > 0) {
            given.request(demand);
        }
    }

    @Override
    public void onNext(AccessToken token) {
        hear(token.reveal());
    }

    @Override
    public void onError(Throwable error) {
        hear(error instanceof TokenException known ? known.code().label() : error.toString());
    }

    @Override
    public void onComplete() {
        hear("end");
    }

    private void hear(String signal) {
        String before = subscription == null ? "not subscribed, " : "";
        heard.accumulateAndGet(before + signal, (all, next) -> all.isEmpty() ? next : all + ", " + next);
    }

    /** Asks for one; nothing happens before it is subscribed. */
    void request() {
        Subscription given = subscription;
        if (given != null) {
            given.request(1);
        }
    }

    /** Nothing happens before it is subscribed. */
    void cancel() {
        Subscription given = subscription;
        if (given != null) {
            given.cancel();
        }
    }

    /** A token and its completion are told as the token's text alone. */
    String story() {
        String all = heard.get();
        if (all.isEmpty()) {
            return "nothing";
        }
        if (all.endsWith(END)) {
            return all.substring(0, all.length() - END.length());
        }
        return all.startsWith("t") ? all + " without an end" : all;
    }

    /** Whether the cache still knows it. */
    String memory() {
        return subscription instanceof Waiter waiter && waiter.scanUnsafe(reactor.core.Scannable.Attr.ACTUAL) != null
                ? "kept in memory"
                : "forgotten";
    }
}
