package io.reactortoken.oauth2;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.AccessToken;
import io.reactortoken.test.TestTime;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** CF-04, O4: what a registry has to tidy up keeps no event loop waiting. */
class TenantUpkeepTest {

    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final int KEYS = 1_000;

    private final TestTime time = TestTime.create();
    private final TenantServer server = TenantServer.answering();
    private final CountDownLatch stuck = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile boolean sticky;

    /** The one with the number 0 holds up whoever removes it. */
    private final class Key {

        private final int number;

        Key(int number) {
            this.number = number;
        }

        @Override
        public int hashCode() {
            if (number == 0 && sticky) {
                stuck.countDown();
                try {
                    released.await();
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            }
            return number;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key that && that.number == number;
        }
    }

    @Test
    @DisplayName("CF-04, O4: a thousand new keys on a thread that must not block, while the upkeep is stuck")
    void waitsForNoUpkeep() throws InterruptedException {
        // given
        var tokens = TokenSources.<Key>perKey(
                key -> server.client("client-" + key.number),
                RegistryPolicy.defaults().withCache(time.policy().build()));
        tokens.source(new Key(0)).token().block(BOUND);
        time.advance(Duration.ofHours(2));
        sticky = true;
        Schedulers.boundedElastic().schedule(tokens::size);
        assertThat(stuck.await(30, TimeUnit.SECONDS)).isTrue();
        // when
        Set<String> received = ConcurrentHashMap.newKeySet();
        CountDownLatch all = new CountDownLatch(KEYS);
        Mono<Long> asked = Flux.range(1, KEYS)
                .doOnNext(number -> tokens.source(new Key(number))
                        .token()
                        .map(AccessToken::reveal)
                        .doFinally(end -> all.countDown())
                        .subscribe(received::add, error -> received.add("failed")))
                .count()
                .subscribeOn(Schedulers.parallel());
        // then
        StepVerifier.create(asked).expectNext((long) KEYS).expectComplete().verify(BOUND);
        released.countDown();
        assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(received).hasSize(KEYS).doesNotContain("failed");
        assertThat(server.requests).hasSize(KEYS + 1);
        tokens.close();
    }
}
