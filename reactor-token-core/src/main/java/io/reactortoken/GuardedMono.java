package io.reactortoken;

import java.util.function.Consumer;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;

/**
 * Catches what a source throws when it is subscribed to. Reactor throws fatal errors, a {@code LinkageError} among them,
 * past every operator; on an attempt after the first that is out of a timer's task, where nobody looks (CF-103).
 */
final class GuardedMono extends MonoOperator<AccessToken, AccessToken> {

    private final Consumer<Throwable> caught;

    GuardedMono(Mono<AccessToken> source, Consumer<Throwable> caught) {
        super(source);
        this.caught = caught;
    }

    @Override
    public void subscribe(CoreSubscriber<? super AccessToken> actual) {
        try {
            source.subscribe(actual);
        } catch (Throwable thrown) {
            caught.accept(thrown);
        }
    }
}
