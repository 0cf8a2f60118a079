package io.reactortoken;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/** One subscriber of a random walk: what the model expects for it, and what it got. Notes what no subscriber may see. */
final class ModelObserver implements CoreSubscriber<AccessToken> {

    private final List<String> faults;
    private final boolean asksAtOnce;
    private boolean asked;
    private boolean cancelled;
    private boolean over;
    private @Nullable Subscription subscription;
    private @Nullable AccessToken got;
    private TokenFailure.@Nullable Code error;

    /** At most one of the two; neither while it must wait. */
    @Nullable
    AccessToken expectedToken;

    TokenFailure.@Nullable Code expectedError;

    ModelObserver(List<String> faults, boolean asksAtOnce) {
        this.faults = faults;
        this.asksAtOnce = asksAtOnce;
    }

    @Override
    public void onSubscribe(Subscription given) {
        if (subscription != null) {
            faults.add("two subscriptions");
        }
        subscription = given;
        if (asksAtOnce) {
            ask();
        }
    }

    void ask() {
        asked = true;
        if (subscription != null) {
            subscription.request(1);
        }
    }

    void cancel() {
        cancelled = true;
        if (subscription != null) {
            subscription.cancel();
        }
    }

    @Override
    public void onNext(AccessToken token) {
        if (cancelled || over || got != null || !asked || subscription == null) {
            faults.add("a token out of turn");
        }
        got = token;
    }

    @Override
    public void onError(Throwable thrown) {
        end();
        if (got == null && thrown instanceof TokenException failure) {
            error = failure.code();
        } else {
            faults.add("not a failure of ours, or after a token: " + thrown);
        }
    }

    @Override
    public void onComplete() {
        end();
        if (got == null) {
            faults.add("completed empty");
        }
    }

    private void end() {
        if (cancelled || over || subscription == null) {
            faults.add("an end out of turn");
        }
        over = true;
    }

    boolean isWaiting() {
        return !cancelled && expectedToken == null && expectedError == null;
    }

    boolean isCancelled() {
        return cancelled;
    }

    boolean isSettled() {
        return cancelled || over;
    }

    /** Compares; a token is due only where there was demand. */
    @SuppressWarnings("ReferenceEquality") // the very instance that the source gave
    void check() {
        boolean tokenIsDue = expectedToken != null && asked;
        boolean endIsDue = tokenIsDue || expectedError != null;
        if (cancelled) {
            return;
        }
        if (over != endIsDue || error != expectedError || got != (tokenIsDue ? expectedToken : null)) {
            faults.add("expected " + name(expectedToken) + "/" + expectedError + " but got " + name(got) + "/" + error
                    + ", over " + over + ", asked " + asked);
        }
    }

    private static String name(@Nullable AccessToken token) {
        return token == null ? "no token" : token.reveal();
    }
}
