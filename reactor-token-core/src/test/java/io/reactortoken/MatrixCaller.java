package io.reactortoken;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;

/** One caller of a run. */
final class MatrixCaller extends BaseSubscriber<AccessToken> {

    /** What it does about its demand. */
    enum Habit {
        ASKS,
        ASKS_LATER,
        CANCELS,
        CANCELS_LATER
    }

    final Habit habit;
    final long cameAtNanos;

    @Nullable
    AccessToken token;

    @Nullable
    Throwable error;

    MatrixCaller(Habit habit, long cameAtNanos) {
        this.habit = habit;
        this.cameAtNanos = cameAtNanos;
    }

    boolean waits() {
        return token == null && error == null && !isDisposed();
    }

    /** Some time after it came. */
    void goOn() {
        if (habit == Habit.ASKS_LATER) {
            request(1);
        } else if (habit == Habit.CANCELS_LATER) {
            cancel();
        }
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
        if (habit == Habit.ASKS || habit == Habit.CANCELS_LATER) {
            request(1);
        } else if (habit == Habit.CANCELS) {
            cancel();
        }
    }

    @Override
    protected void hookOnNext(AccessToken value) {
        token = value;
    }

    @Override
    protected void hookOnError(Throwable throwable) {
        error = throwable;
    }
}
