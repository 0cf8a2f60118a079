package io.reactortoken.benchmarks.peer;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A library that caches a token, over an {@link Endpoint}. */
public interface Peer extends AutoCloseable {

    /** What a call subscribes to. A peer without Reactor is wrapped as its users have to. */
    Mono<?> token();

    /** {@return the text of what {@link #token()} brings} */
    String text(Object token);

    /** A token from memory, in the peer's own way: without Reactor around it, where it has none. */
    default @Nullable Object hit() {
        return Taker.take(token());
    }

    /** An API has refused this token. Most peers cannot be told. */
    default void refused(Object token) {}

    @Override
    default void close() {}
}
