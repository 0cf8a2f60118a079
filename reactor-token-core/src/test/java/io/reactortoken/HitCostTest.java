package io.reactortoken;

import static io.reactortoken.CacheFixture.HOUR;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.reactortoken.test.ScriptedSource;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** What a hit costs, in counts: bytes and locks. Its time is measured under {@code benchmarks/}. */
class HitCostTest {

    private static final int WARM_UP = 50_000;
    private static final int HITS = 100_000;
    private static final int MOST_BYTES = 48;

    @Test
    @DisplayName("CF-107: a hit allocates a subscription and nothing else")
    void aHitAllocatesASubscription() {
        // given: the cache alone; what Reactor's debugging adds, if a profile switched it on, is not its cost
        Hooks.resetOnOperatorDebug();
        Hooks.disableAutomaticContextPropagation();
        CachedTokenSource tokens = ScriptedSource.issuing(HOUR).cache();
        Mono<AccessToken> token = tokens.token();
        var subscriber = new Counting();
        subscribe(token, subscriber, WARM_UP);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        // when
        long before = threads.getThreadAllocatedBytes(thread);
        subscribe(token, subscriber, HITS);
        long bytes = threads.getThreadAllocatedBytes(thread) - before;
        // then
        assertThat(subscriber.received).isEqualTo(WARM_UP + HITS);
        assertThat(bytes / HITS).isLessThanOrEqualTo(MOST_BYTES);
        tokens.close();
    }

    private static void subscribe(Mono<AccessToken> token, Counting subscriber, int times) {
        for (int i = 0; i < times; i++) {
            token.subscribe(subscriber);
        }
    }

    private static final class Counting implements CoreSubscriber<AccessToken> {

        private int received;

        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(AccessToken token) {
            received++;
        }

        @Override
        public void onError(Throwable error) {
            throw new IllegalStateException("a hit has no error", error);
        }

        @Override
        public void onComplete() {}
    }

    @Test
    @DisplayName("CF-107, SD-01: a hundred thousand hits from sixty-four threads are served from memory, each of them")
    void hitsFromManyThreads() {
        var cache = CacheFixture.over(ScriptedSource.issuing(HOUR));
        cache.now();
        var threads = Schedulers.newParallel("hits", 64);
        Flux<Long> counts = Flux.range(0, 64)
                .flatMap(i -> cache.get().repeat(HITS / 64).count().subscribeOn(threads), 64);
        StepVerifier.create(counts.reduce(Long::sum))
                .expectNext(64L * (HITS / 64 + 1))
                .expectComplete()
                .verify(Duration.ofSeconds(20));
        assertThat(cache.source.requests()).isEqualTo(1);
        threads.dispose();
    }

    @Test
    @DisplayName("CF-107, SD-01: the cache has no lock")
    void theCacheHasNoLock() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src", "main", "java", "io", "reactortoken"))) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            assertThat(sources).hasSizeGreaterThan(30);
            for (Path source : sources) {
                assertThat(Files.readString(source, UTF_8))
                        .as(source.toString())
                        .doesNotContain("synchronized", "java.util.concurrent.locks");
            }
        }
    }
}
