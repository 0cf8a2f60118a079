package io.reactortoken.examples.demo;

import io.reactortoken.transport.TokenTransport;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;

/** Counts, on the client's side, token requests that got no answer: nobody else sees those. */
final class TokenRequestFailures {

    private final LongAdder count = new LongAdder();

    TokenTransport counting(TokenTransport transport) {
        return request -> transport.exchange(request).doOnError(error -> count.increment());
    }

    ExchangeFilterFunction counting() {
        return (request, next) -> next.exchange(request).doOnError(error -> count.increment());
    }

    long count() {
        return count.sum();
    }
}
