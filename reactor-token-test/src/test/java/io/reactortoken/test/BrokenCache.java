package io.reactortoken.test;

import io.reactortoken.AccessToken;
import io.reactortoken.CachedTokenSource;
import java.util.Optional;
import java.util.function.Consumer;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

/** Remembers nothing, and does to its subscribers what a test says. */
final class BrokenCache implements CachedTokenSource {

    private final Mono<AccessToken> token;
    private final Runnable onDispose;

    private BrokenCache(Mono<AccessToken> token, Runnable onDispose) {
        this.token = token;
        this.onDispose = onDispose;
    }

    static BrokenCache signalling(Mono<AccessToken> token) {
        return new BrokenCache(token, () -> {});
    }

    /** Gives each subscriber, after a subscription that does nothing, what no operator of Reactor's would give it. */
    static BrokenCache treating(Consumer<CoreSubscriber<? super AccessToken>> subscriber) {
        return signalling(new Mono<>() {
            @Override
            public void subscribe(CoreSubscriber<? super AccessToken> actual) {
                actual.onSubscribe(Operators.emptySubscription());
                subscriber.accept(actual);
            }
        });
    }

    BrokenCache closingBy(Runnable action) {
        return new BrokenCache(token, action);
    }

    @Override
    public Mono<AccessToken> token() {
        return token;
    }

    @Override
    public void invalidate(AccessToken rejected) {}

    @Override
    public Optional<AccessToken> usable() {
        return Optional.empty();
    }

    @Override
    public void evict() {}

    @Override
    public void dispose() {
        onDispose.run();
    }
}
