package io.reactortoken.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.util.ResourceLeakDetector;
import io.reactortoken.AccessToken;
import io.reactortoken.CachedTokenSource;
import io.reactortoken.TokenSource;
import io.reactortoken.test.ScriptedSource;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.resources.ConnectionProvider;
import reactor.test.StepVerifier;

/** Very many calls at once, as many as a test says. */
public final class Storms {

    private static final Duration PATIENCE = Duration.ofMinutes(9);
    private static final int SECONDS = 60;

    private final ReplayBench bench;
    private final Duration letGoWithin;

    private Storms(ReplayBench bench, Duration letGoWithin) {
        this.bench = bench;
        this.letGoWithin = letGoWithin;
    }

    /** Connections must be let go within three seconds. */
    public static Storms strict(ReplayBench bench) {
        return new Storms(bench, Duration.ofSeconds(3));
    }

    /** A build beside others may need longer than three seconds to get round to it. */
    public static Storms patient(ReplayBench bench) {
        return new Storms(bench, Duration.ofSeconds(20));
    }

    /**
     * All calls are sent, or wait for a connection, with the same token; each is refused, and replayed. On HTTP/2 every
     * call has a stream of its own.
     */
    public void refusals(ConnectionProvider pool, int calls) {
        List<String> leaks = leaksFromNowOn();
        Sinks.Empty<Void> everybodyIsThere = Sinks.empty();
        bench.api
                .countingOnly()
                .answering(seen -> seen.authorization().equals("Bearer t1")
                        ? Reply.refusal().after(everybodyIsThere.asMono())
                        : Reply.ok());
        Caller caller = bench.caller(Options.with(plain(bench.tokens()), bench.api.origin()), pool);
        bench.tokens().prefetch().block(ReplayBench.BOUND);

        var served = Flux.range(0, calls)
                .flatMap(n -> bench.get(caller, "/a"), calls)
                .filter("200 ok"::equals)
                .count()
                .toFuture();
        ReplayBench.await(() -> bench.pools.busy() == calls, PATIENCE, "everybody is there");
        everybodyIsThere.tryEmitEmpty();

        assertThat(served).succeedsWithin(PATIENCE).isEqualTo((long) calls);
        assertThat(bench.renewals()).isEqualTo(1);
        assertThat(bench.api.refusals()).isEqualTo(calls);
        assertThat(bench.api.requests()).isEqualTo(2 * calls);
        bench.pools.assertIdle(letGoWithin);
        assertNone(leaks);
    }

    /**
     * A cache that does not look like one, so that no request is saved by a look at the last moment: each is sent with
     * the token that it waited with.
     */
    private static TokenSource plain(CachedTokenSource cache) {
        return new TokenSource() {
            @Override
            public Mono<AccessToken> token() {
                return cache.token();
            }

            @Override
            public void invalidate(AccessToken rejected) {
                cache.invalidate(rejected);
            }
        };
    }

    /** Level PARANOID reports a leak when another buffer is allocated after a collection: first those of other tests. */
    private static List<String> leaksFromNowOn() {
        assertThat(ResourceLeakDetector.getLevel()).isEqualTo(ResourceLeakDetector.Level.PARANOID);
        collect();
        List<String> leaks = new CopyOnWriteArrayList<>();
        ByteBufUtil.setLeakListener((type, records) -> leaks.add(type + records));
        return leaks;
    }

    private static void assertNone(List<String> leaks) {
        collect();
        ByteBufUtil.setLeakListener(null);
        assertThat(leaks).isEmpty();
    }

    private static void collect() {
        for (int i = 0; i < 4; i++) {
            System.gc();
            // what was collected is told to the detector by another thread
            Mono.delay(Duration.ofMillis(100)).block();
            ByteBufAllocator.DEFAULT.buffer(1).release();
        }
    }

    /** Every call for a minute is refused, and so is its replay. The cache has the limits that it has by default. */
    public void alwaysRefused(int perSecond) {
        bench.api.countingOnly().accepting();
        TokenSource limited =
                bench.closing(bench.server.cache(bench.time.policy().build()));
        Caller caller = bench.caller(Options.with(limited, bench.api.origin()), bench.pools.of(20));

        for (int second = 0; second < SECONDS; second++) {
            StepVerifier.create(Flux.range(0, perSecond)
                            .flatMap(n -> bench.get(caller, "/a"), perSecond)
                            .filter(("401 " + Reply.REFUSAL)::equals)
                            .count())
                    .expectNext((long) perSecond)
                    .expectComplete()
                    .verify(PATIENCE);
            bench.time.advance(Duration.ofSeconds(1));
        }

        assertThat(bench.server.requests()).isBetween(2, 13);
        assertThat(bench.api.requests()).isLessThanOrEqualTo(2 * SECONDS * perSecond);
    }

    /** Each call is cancelled at a random time, whatever it is about then. */
    public void cancelled(int storms, int calls) {
        long seed = Long.getLong("storm.seed", System.identityHashCode(this));
        // whoever cancels a body that just failed is told by a dropped error, with an authorized client or without
        bench.allowDrops();
        AtomicInteger answered = new AtomicInteger();
        bench.api.countingOnly().answering(seen -> switch (answered.incrementAndGet() % 7) {
            case 0, 1 -> Reply.refusal();
            case 2 -> Reply.refusal().large(100_000);
            case 3 -> bench.integration().ownsConnections() ? Reply.refusal().stalled() : Reply.refusal();
            default -> Reply.ok();
        });
        TokenSource slow = TokenSource.delegating(bench.tokens(), token -> token.delayElement(Duration.ofMillis(1)));
        Caller caller = bench.caller(Options.with(slow, bench.api.origin()), bench.pools.of(20));

        // the first one compiles the code, and its queue takes longer to clear
        storm(caller, calls, seed - 1);
        bench.pools.assertIdle(Duration.ofSeconds(20));
        for (int storm = 0; storm < storms; storm++) {
            storm(caller, calls, seed + storm);
            assertThat(bench.pools)
                    .as("storm.seed " + (seed + storm))
                    .satisfies(pools -> pools.assertIdle(letGoWithin));
        }
    }

    private void storm(Caller caller, int calls, long seed) {
        Random random = new Random(seed);
        Flux.range(0, calls)
                .flatMap(
                        n -> bench.get(caller, "/a")
                                .takeUntilOther(Mono.delay(Duration.ofMillis(random.nextInt(300))))
                                .onErrorComplete(),
                        200)
                .blockLast(PATIENCE);
    }

    /** One connection, and 401 after 401 on it. */
    public void oneAfterTheOther(int calls) {
        AtomicInteger number = new AtomicInteger();
        bench.api.countingOnly().answering(seen -> number.incrementAndGet() % 2 == 1 ? Reply.refusal() : Reply.ok());
        Caller caller = bench.caller();

        StepVerifier.create(Flux.range(0, calls)
                        .concatMap(n -> bench.get(caller, "/a"))
                        .filter("200 ok"::equals)
                        .count())
                .expectNext((long) calls)
                .expectComplete()
                .verify(PATIENCE);

        assertThat(bench.api.connections()).isEqualTo(1);
        assertThat(bench.api.requests()).isEqualTo(2 * calls);
    }

    /** One call, subscribed again and again while time goes by. Tokens live for an hour, and tell when it ends. */
    public void assembledOnce(int times, Duration during) {
        Duration hour = Duration.ofHours(1);
        bench.server = ScriptedSource.answering(number -> Mono.fromSupplier(
                () -> AccessToken.bearer(String.valueOf(bench.time.epochMillis() + hour.toMillis()), hour)));
        bench.api.countingOnly().answering(seen -> {
            long end = Long.parseLong(seen.authorization().substring("Bearer ".length()));
            return Reply.of(200, bench.time.epochMillis() < end ? "valid" : "over");
        });
        Mono<String> call = bench.get(bench.caller(), "/a");

        for (int time = 0; time < times; time++) {
            bench.expect(call, "200 valid");
            bench.time.advance(during.dividedBy(times));
        }

        assertThat(bench.server.requests()).isBetween(3, 5);
        assertThat(bench.api.requests()).isEqualTo(times);
    }
}
