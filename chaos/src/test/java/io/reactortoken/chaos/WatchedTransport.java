package io.reactortoken.chaos;

import io.reactortoken.transport.TokenTransport;
import io.reactortoken.transport.TransportRequest;
import io.reactortoken.transport.TransportResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import reactor.core.publisher.Mono;

/** The token requests of one source, as they leave the library and as their answers come. */
final class WatchedTransport implements TokenTransport {

    private static final Pattern TOKEN = Pattern.compile("\"access_token\"\\s*:\\s*\"([^\"]+)\"");

    private final String client;
    private final TokenTransport actual;
    private final ChaosClock clock;
    private final UsableToken usable;
    private final RequestBudget budget;
    private final Counters counters;
    private final Violations violations;
    private final AtomicInteger inFlight = new AtomicInteger();

    WatchedTransport(String client, TokenTransport actual, ChaosClock clock, Trouble trouble, Observed observed) {
        this.client = client;
        this.actual = actual;
        this.clock = clock;
        this.usable = new UsableToken(observed.ledger(), clock);
        this.budget = new RequestBudget(trouble, clock);
        this.counters = observed.counters();
        this.violations = observed.violations();
    }

    @Override
    public Mono<TransportResponse> exchange(TransportRequest request) {
        return Mono.defer(() -> {
            if (inFlight.incrementAndGet() > 1) {
                violations.add(Invariant.ONE_REQUEST, client + " has " + inFlight + " token requests in flight");
            }
            counters.add(Counters.Count.TOKEN_REQUESTS);
            return watched(actual.exchange(request));
        });
    }

    private Mono<TransportResponse> watched(Mono<TransportResponse> exchange) {
        long sentMillis = clock.epochMillis();
        long sentNanos = clock.nanoTime();
        // a subscriber that has its answer may cancel what is left
        AtomicBoolean running = new AtomicBoolean(true);
        return exchange.doOnNext(response -> ended(running, () -> answered(response, sentMillis, sentNanos)))
                .doOnError(error -> ended(running, this::failed))
                .doOnCancel(() -> ended(running, this::failed));
    }

    private void ended(AtomicBoolean running, Runnable how) {
        if (running.compareAndSet(true, false)) {
            inFlight.decrementAndGet();
            how.run();
        }
    }

    private void answered(TransportResponse response, long sentMillis, long sentNanos) {
        Matcher token = TOKEN.matcher(new String(response.body(), StandardCharsets.UTF_8));
        if (response.status() != 200 || !token.find()) {
            failed();
            return;
        }
        counters.add(Counters.Count.TOKENS);
        usable.arrived(token.group(1), sentMillis, sentNanos);
        if (budget.exceededByGranted()) {
            violations.add(Invariant.BOUNDED_REQUESTS, client + ": " + budget);
        }
    }

    private void failed() {
        counters.add(Counters.Count.TOKEN_REQUESTS_FAILED);
        if (budget.exceededByFailed()) {
            violations.add(Invariant.BOUNDED_REQUESTS, client + ": " + budget);
        }
    }

    UsableToken usable() {
        return usable;
    }

    boolean isBusy() {
        return inFlight.get() > 0;
    }

    /** The API has refused what this source holds, from now on. */
    void revoked() {
        budget.revoked();
    }
}
