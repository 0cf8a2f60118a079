package io.reactortoken;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * The attempts inside a flight: as many as the policy allows while somebody waits, else one. When it gives up it signals
 * the last failure itself, with the ones before as suppressed.
 */
final class FlightRetry extends Retry {

    private final Flight flight;
    private final CachePolicy policy;
    private final List<TokenException> before = new ArrayList<>(2);

    FlightRetry(Flight flight, CachePolicy policy) {
        this.flight = flight;
        this.policy = policy;
    }

    @Override
    public Publisher<?> generateCompanion(Flux<RetrySignal> signals) {
        return signals.concatMap(signal -> next(signal.copy()));
    }

    private Mono<Long> next(RetrySignal signal) {
        TokenException failure = Failures.classify(signal.failure());
        int made = (int) signal.totalRetries() + 1;
        int allowed = flight.waiters.isEmpty() ? 1 : policy.retry().attempts();
        long wait = policy.retry().nanosAfter(made, failure, policy.random());
        boolean inTime = wait < Now.read(policy.clock()).nanosUntil(flight.deadline());
        if (failure.retryable() && made < allowed && inTime) {
            before.add(failure);
            flight.events.retried(failure, flight.waiters);
            return Mono.delay(Duration.ofNanos(wait), policy.scheduler())
                    .onErrorMap(RejectedExecutionException.class, this::timersRefused);
        }
        int limit = failure.retryable() ? allowed : made;
        return hidden(withTheOnesBefore(failure.with(failure.failure().attempt(made, limit))));
    }

    private TokenException timersRefused(RejectedExecutionException disposed) {
        return withTheOnesBefore(Failures.timersRefused(policy.name(), disposed));
    }

    private TokenException withTheOnesBefore(TokenException last) {
        before.forEach(last::addSuppressed);
        return last;
    }

    /** Reactor takes an error that it knows beforehand for one that was thrown, and tells Hooks.onOperatorError. */
    static Mono<Long> hidden(TokenException failure) {
        return Mono.<Long>error(failure).hide();
    }
}
