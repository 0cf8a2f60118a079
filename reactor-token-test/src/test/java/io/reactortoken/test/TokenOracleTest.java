package io.reactortoken.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactortoken.AccessToken;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;

/** A cache that does right, and what the oracle says of requests. */
class TokenOracleTest extends OracleCase {

    @Test
    @DisplayName("a cache that does right is left alone: waiters, hits, a cancel, late demand, a failure, the end")
    void aCacheThatDoesRightIsLeftAlone() {
        AssertionError faults = faultsOf(source, this::cacheOf, tokens -> {
            tokens.token().subscribe(received::add);
            tokens.token().subscribe(received::add).dispose();
            source.answer(token("t1"));
            tokens.token().subscribe(received::add);
            var late = new BaseSubscriber<AccessToken>() {
                @Override
                protected void hookOnSubscribe(Subscription subscription) {}
            };
            tokens.token().subscribe(late);
            time.advance(HOUR);
            late.request(1);
            tokens.token().subscribe(received::add, received::add);
            source.fail(new IllegalStateException("refused"));
            tokens.token().subscribe(received::add, received::add);
            time.advance(HOUR);
            tokens.token().subscribe(received::add);
        });
        assertThat(faults).hasMessage("none");
        assertThat(received).as("two tokens, a failure, and a hold").hasSize(4);
    }

    @Test
    void oneRequestForEachOfTwoCallersIsAFault() {
        AssertionError faults = faultsOf(source, asked -> BrokenCache.signalling(asked.token()), tokens -> {
            tokens.token().subscribe();
            tokens.token().subscribe();
            source.answer(token("t1"));
            source.answer(token("t2"));
        });
        assertThat(faults)
                .hasMessageStartingWith("the token oracle found a fault:\n"
                        + "  - 2 requests ran at one time: request 2 was made although an earlier one had neither been "
                        + "answered nor cancelled");
    }

    @Test
    void aRequestThatOutlivesTheCacheIsAFault() {
        AssertionError faults = faultsOf(
                source,
                asked -> BrokenCache.signalling(Mono.error(closed())),
                tokens -> source.token().subscribe());
        assertThat(faults).hasMessage("none");
        faults = faultsOf(
                source,
                asked -> {
                    asked.token().subscribe();
                    return BrokenCache.signalling(Mono.error(closed()));
                },
                tokens -> {});
        assertThat(faults).hasMessageContaining("a request still ran when the cache was closed, and was not cancelled");
    }

    @Test
    @DisplayName("one oracle verifies many cases, each of which has its own faults")
    void oneOracleVerifiesManyCases() {
        try (TokenOracle oracle = TokenOracle.create()) {
            oracle.watch(source, time, asked -> BrokenCache.signalling(Mono.empty()))
                    .token()
                    .subscribe();
            assertThatThrownBy(oracle::verify).hasMessageContaining("without a token");
            oracle.watch(source, time, this::cacheOf);
            assertThatCode(oracle::verify).doesNotThrowAnyException();
        }
    }

    @Test
    @DisplayName("of many faults the first ten are told")
    void ofManyFaultsTenAreTold() {
        assertThat(faultsOf(source, asked -> BrokenCache.signalling(Mono.empty()), tokens -> {
                    for (int i = 0; i < 1_000; i++) {
                        tokens.token().subscribe();
                    }
                }))
                .hasMessageStartingWith("the token oracle found 1000 faults:")
                .hasMessageContaining("subscriber 10 was completed")
                .hasMessageEndingWith("- and 990 more");
    }
}
