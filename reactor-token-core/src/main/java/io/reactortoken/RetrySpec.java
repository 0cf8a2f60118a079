package io.reactortoken;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** A {@link RetryPolicy} outside a cache: no deadline, and a {@code Retry-After} of more than the cap ends it.
 * It signals the last failure itself, with the ones before as suppressed. */
final class RetrySpec extends Retry {

    private final RetryPolicy policy;

    RetrySpec(RetryPolicy policy) {
        this.policy = policy;
    }

    @Override
    public Publisher<?> generateCompanion(Flux<RetrySignal> signals) {
        return Flux.defer(() -> {
            List<TokenException> before = new ArrayList<>(2);
            return signals.concatMap(signal -> next(signal.copy(), before));
        });
    }

    private Mono<Long> next(RetrySignal signal, List<TokenException> before) {
        TokenException failure = Failures.classify(signal.failure());
        int failed = (int) signal.totalRetries() + 1;
        long wait = policy.nanosAfter(
                failed, failure, () -> ThreadLocalRandom.current().nextDouble());
        Duration asked = failure.retryAfter().orElse(Duration.ZERO);
        boolean tooLong = asked.compareTo(policy.backoff().cap()) > 0;
        if (!failure.retryable() || failed >= policy.attempts() || tooLong) {
            int allowed = failure.retryable() ? policy.attempts() : failed;
            TokenException last = failure.with(failure.failure().attempt(failed, allowed));
            before.forEach(last::addSuppressed);
            return FlightRetry.hidden(last);
        }
        before.add(failure);
        return Mono.delay(Duration.ofNanos(wait));
    }
}
