package io.reactortoken;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/** Writes down what it receives, and asks for nothing by itself. */
final class Recorder implements CoreSubscriber<AccessToken> {

    /** {@code onSubscribe}, then the text of a token, then {@code onComplete} or the label of an error's code. */
    final List<String> signals = new CopyOnWriteArrayList<>();

    final List<Throwable> errors = new CopyOnWriteArrayList<>();

    private volatile @Nullable Subscription subscription;

    /** The same as a subscriber of Reactive Streams and not of Reactor, for whom Reactor keeps every rule to the letter. */
    Subscriber<AccessToken> plain() {
        return new Plain(this);
    }

    Subscription subscription() {
        Subscription given = subscription;
        if (given == null) {
            throw new IllegalStateException("there was no onSubscribe");
        }
        return given;
    }

    @Override
    public void onSubscribe(Subscription given) {
        signals.add("onSubscribe");
        subscription = given;
    }

    @Override
    public void onNext(AccessToken token) {
        signals.add(token.reveal());
    }

    @Override
    public void onError(Throwable error) {
        errors.add(error);
        signals.add(error instanceof TokenException ours ? ours.code().label() : "onError");
    }

    @Override
    public void onComplete() {
        signals.add("onComplete");
    }

    private record Plain(Recorder recorder) implements Subscriber<AccessToken> {

        @Override
        public void onSubscribe(Subscription given) {
            recorder.onSubscribe(given);
        }

        @Override
        public void onNext(AccessToken token) {
            recorder.onNext(token);
        }

        @Override
        public void onError(Throwable error) {
            recorder.onError(error);
        }

        @Override
        public void onComplete() {
            recorder.onComplete();
        }
    }
}
