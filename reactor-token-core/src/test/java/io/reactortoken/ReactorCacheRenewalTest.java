package io.reactortoken;

import static io.reactortoken.OperatorFixture.HOUR;
import static io.reactortoken.OperatorFixture.subscribe;
import static io.reactortoken.OperatorFixture.token;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.publisher.TestPublisher;
import reactor.test.scheduler.VirtualTimeScheduler;

/** ADR 1, second half: how a value ends and the next one arrives, with Reactor's operators and with ours. */
class ReactorCacheRenewalTest {

    private final OperatorFixture time = new OperatorFixture();
    private final AtomicInteger fetches = new AtomicInteger();

    private Mono<AccessToken> counted() {
        return Mono.fromSupplier(() -> token("t" + fetches.incrementAndGet()));
    }

    @Nested
    class AValueThatAnApiRefused {

        @Test
        void reactorHandsItOutUntilItsTimeIsOver() {
            // given
            VirtualTimeScheduler virtual = VirtualTimeScheduler.create();
            Mono<AccessToken> cached = counted().cache(HOUR, virtual);
            subscribe(cached);
            // when the API refuses it, there is nobody to tell
            virtual.advanceTimeBy(HOUR.minusSeconds(1));
            // then
            assertThat(subscribe(cached).getReceivedOnNext()).containsExactly(token("t1"));
        }

        @Test
        void oursForgetsThatOneOnly() {
            // given
            CachedTokenSource tokens = time.cache(TokenSource.of(ReactorCacheRenewalTest.this::counted));
            subscribe(tokens.token());
            time.advance(Duration.ofMinutes(10));
            tokens.invalidate(token("t1"));
            subscribe(tokens.token());
            time.advance(Duration.ofMinutes(10));
            // when
            tokens.invalidate(token("t1"));
            // then
            assertThat(subscribe(tokens.token()).getReceivedOnNext()).containsExactly(token("t2"));
        }
    }

    @Nested
    class ARenewal {

        private final TestPublisher<AccessToken> renewal = TestPublisher.create();

        private Mono<AccessToken> oneThenRenewal() {
            return Mono.defer(() -> fetches.incrementAndGet() == 1 ? Mono.just(token("t1")) : renewal.mono());
        }

        @Test
        void makesReactorsSubscribersWait() {
            // given
            VirtualTimeScheduler virtual = VirtualTimeScheduler.create();
            Mono<AccessToken> cached = oneThenRenewal().cache(HOUR, virtual);
            subscribe(cached);
            // when
            virtual.advanceTimeBy(HOUR);
            // then
            assertThat(subscribe(cached).getReceivedOnNext()).isEmpty();
            assertThat(renewal.subscribeCount()).isOne();
        }

        @Test
        void makesNoneOfOursWait() {
            // given
            var tokens =
                    TokenSource.of(this::oneThenRenewal).cache(time.policy().build());
            subscribe(tokens.token());
            // when
            time.advance(HOUR.minusMinutes(4));
            // then
            assertThat(subscribe(tokens.token()).getReceivedOnNext()).containsExactly(token("t1"));
            assertThat(renewal.subscribeCount()).isOne();
        }
    }

    @Nested
    class TheLastWaiterLeaves {

        private final TestPublisher<AccessToken> endpoint = TestPublisher.create();

        @Test
        void reactorCancelsTheFetch() {
            // given
            var only = subscribe(endpoint.mono().cacheInvalidateIf(held -> false));
            // when
            only.cancel();
            // then
            endpoint.assertCancelled();
        }

        @Test
        void oursKeepsTheFetchAndItsToken() {
            // given
            var tokens = TokenSource.of(endpoint::mono).cache(time.policy().build());
            var only = subscribe(tokens.token());
            // when
            only.cancel();
            // then
            endpoint.assertNotCancelled();
            endpoint.emit(token("t"));
            assertThat(subscribe(tokens.token()).getReceivedOnNext()).containsExactly(token("t"));
            assertThat(endpoint.subscribeCount()).isOne();
        }
    }
}
