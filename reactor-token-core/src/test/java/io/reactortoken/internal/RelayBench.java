package io.reactortoken.internal;

import java.nio.BufferOverflowException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/** A relay of numbers. */
abstract class RelayBench {

    final List<String> events = new CopyOnWriteArrayList<>();
    Supplier<Mono<String>> openings = () -> Mono.just("token");
    final IllegalStateException refused = new IllegalStateException("refused");

    /** Follows {@code after} when the source signals 401 or {@link #refused}, and opens once more after an overflow. */
    private final class Followed extends Relay<String, Integer> {

        private final Mono<Integer> source;
        private final Mono<Integer> after;
        private final AtomicInteger opened = new AtomicInteger();

        Followed(CoreSubscriber<? super Integer> actual, Mono<Integer> source, Mono<Integer> after) {
            super(actual);
            this.source = source;
            this.after = after;
        }

        @Override
        protected Mono<Integer> opened(String value) {
            if (value.isEmpty()) {
                throw new IllegalArgumentException("opened");
            }
            opened.incrementAndGet();
            return source;
        }

        @Override
        protected Context within(Context outer) {
            return outer.put("attempt", opened.get());
        }

        @Override
        protected @Nullable Mono<Integer> after(Integer answer) {
            if (answer == 500) {
                throw new IllegalArgumentException("judge");
            }
            return answer == 401 ? after : null;
        }

        @Override
        protected @Nullable Mono<Integer> after(Throwable error) {
            if (error instanceof ArithmeticException) {
                throw new IllegalArgumentException("judge");
            }
            return error == refused ? after : null;
        }

        @Override
        protected @Nullable Mono<String> again(Throwable error) {
            return error instanceof BufferOverflowException && opened.get() < 3 ? openings.get() : null;
        }

        @Override
        protected void passing() {
            events.add("passing");
        }

        @Override
        protected void cancelling() {
            events.add("cancelling");
        }
    }

    final Mono<Integer> followed(Mono<Integer> source, Mono<Integer> after) {
        return new Mono<>() {
            @Override
            public void subscribe(CoreSubscriber<? super Integer> actual) {
                new Followed(actual, source, after).open(openings.get());
            }
        };
    }
}
