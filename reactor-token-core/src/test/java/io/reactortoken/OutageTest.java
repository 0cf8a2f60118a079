package io.reactortoken;

import static io.reactortoken.CacheFixture.permanentFailure;
import static io.reactortoken.CacheFixture.token;
import static io.reactortoken.CacheFixture.transientFailure;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.TokenFailure.Code;
import io.reactortoken.test.ScriptedSource;
import io.reactortoken.test.TestTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** Servers that fail for minutes: how often they are asked, what callers are told, how soon it is over. */
class OutageTest {

    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    private final AtomicBoolean down = new AtomicBoolean(true);

    private CacheFixture failingWith(TokenException failure) {
        return CacheFixture.over(
                ScriptedSource.answering(number -> down.get() ? Mono.error(failure) : Mono.just(token("t" + number))));
    }

    @Test
    @DisplayName("CF-85: when attempts are used up the original error surfaces, with the ones before it as suppressed")
    void theOriginalErrorSurfaces() {
        // given: one and the same exception each time
        var failure = transientFailure();
        var cache = failingWith(failure);
        var waiting = new Recorder();
        cache.get().subscribe(waiting);
        // when
        cache.time.advance(Duration.ofSeconds(1));
        // then
        assertThat(cache.source.requests()).isEqualTo(3);
        assertThat(waiting.errors).singleElement().satisfies(error -> {
            assertThat(error)
                    .isInstanceOf(TokenTransportException.class)
                    .hasMessage("NET nobody answered (attempt=3/3)");
            assertThat(error)
                    .cause()
                    .isInstanceOf(TokenTransportException.class)
                    .hasNoCause();
            assertThat(error).cause().hasSuppressedException(failure);
            assertThat(error)
                    .cause()
                    .satisfies(shared -> assertThat(Suppressed.of(shared)).hasSize(2));
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("CF-99: down from the start, up after ten minutes: a token at most a minute later, without a restart")
    void recoversWithoutARestart(boolean retryable) {
        // given
        var cache = failingWith(retryable ? transientFailure() : permanentFailure());
        List<AccessToken> received = new ArrayList<>();
        Duration tick = Duration.ofMillis(100);
        for (int i = 0; i < 6_000; i++) {
            cache.get().subscribe(received::add, error -> {});
            cache.time.advance(tick);
        }
        assertThat(received).isEmpty();
        // when
        down.set(false);
        int ticks = 0;
        while (received.isEmpty() && ticks < 6_000) {
            cache.get().subscribe(received::add, error -> {});
            cache.time.advance(tick);
            ticks++;
        }
        // then
        assertThat(ticks).isLessThanOrEqualTo(retryable ? 310 : 600);
    }

    @Test
    @DisplayName(
            "CF-100: a thousand calls a second for ten minutes of 500: three attempts a step, all others refused at once")
    void aStormOfCallsOnAServerThatFails() {
        // given
        var cache = failingWith(transientFailure());
        Map<Code, Integer> refusals = new EnumMap<>(Code.class);
        AtomicInteger traces = new AtomicInteger();
        int calls = 600_000;
        // when
        for (int i = 0; i < calls; i++) {
            cache.get().subscribe(unwanted -> {}, error -> {
                refusals.merge(((TokenException) error).code(), 1, Integer::sum);
                traces.addAndGet(error.getStackTrace().length);
            });
            cache.time.advance(Duration.ofMillis(1));
        }
        cache.tokens.close();
        // then: holds of 0.5, 1, 2, 4, 8, 16 and then 30 s, each after attempts at 0, 0.2 and 0.6 s
        int flights = 25;
        assertThat(cache.source.requests()).isLessThanOrEqualTo(3 * flights);
        assertThat(refusals.get(Code.NET)).as("who waited for attempts").isLessThanOrEqualTo(600 * flights);
        assertThat(refusals).containsOnlyKeys(Code.NET, Code.HLD);
        assertThat(refusals.values().stream().mapToInt(count -> count).sum()).isEqualTo(calls);
        assertThat(traces).as("stack frames, in all of them").hasValue(0);
    }

    @Test
    @DisplayName("CF-101: a server that is up and down second by second: no hold grows, each success starts anew")
    void aFlappingServer() {
        // given: a new token is wanted all the time
        var cache = failingWith(permanentFailure());
        List<Duration> holds = new ArrayList<>();
        int served = 0;
        for (int second = 0; second < 600; second++) {
            down.set(second % 2 == 1);
            // when
            for (int i = 0; i < 10; i++) {
                cache.tokens.evict();
                var caller = new Recorder();
                cache.get().subscribe(caller);
                caller.subscription().request(1);
                caller.errors.forEach(
                        error -> ((TokenException) error).retryAfter().ifPresent(holds::add));
                served += caller.errors.isEmpty() ? 1 : 0;
                cache.time.advance(Duration.ofMillis(100));
            }
        }
        // then
        assertThat(holds).isNotEmpty().allMatch(hold -> hold.compareTo(Duration.ofSeconds(1)) <= 0);
        assertThat(served).as("in each second in which it is up").isEqualTo(300 * 10);
    }

    @Test
    @DisplayName("CF-102: 429 with Retry-After of a minute while a token works: one request a minute, nobody notices")
    void aThrottlingServerWhileATokenWorks() {
        // given
        var throttled = TokenEndpointException.of(
                TokenFailure.of(Code.THR, "slow down").retryAfter(Duration.ofSeconds(60)), null);
        var cache = CacheFixture.over(ScriptedSource.answering(
                number -> number == 1 ? Mono.just(AccessToken.bearer("t1", TEN_MINUTES)) : Mono.error(throttled)));
        // when
        for (int i = 0; i < 569; i++) {
            assertThat(cache.now()).isEqualTo("t1");
            cache.time.advance(Duration.ofSeconds(1));
        }
        // then: due at 5:00, asked then and at 6:00, 7:00, 8:00 and 9:00
        assertThat(cache.source.requests()).isEqualTo(1 + 5);
    }

    @Test
    @DisplayName(
            "CF-87: a hundred keys that fail for an hour: a deadline and a wait each at most, none in a hold or after close")
    void timersOfAHundredKeys() {
        // given
        TestTime time = TestTime.create();
        List<TimerProbe> probes = new ArrayList<>();
        List<CachedTokenSource> keys = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            var probe = new TimerProbe(time.scheduler());
            probes.add(probe);
            var source = ScriptedSource.answering(number -> Mono.error(transientFailure()));
            keys.add(source.cache(time.policy().scheduler(probe).build()));
        }
        int idle = 0;
        // when
        for (int second = 0; second < 3_600; second += 5) {
            keys.forEach(key -> key.token().subscribe(unwanted -> {}, error -> {}));
            time.advance(Duration.ofSeconds(5));
            idle += probes.stream().allMatch(probe -> probe.pending() == 0) ? 1 : 0;
        }
        keys.forEach(key -> key.token().subscribe(unwanted -> {}, error -> {}));
        keys.forEach(CachedTokenSource::close);
        // then
        assertThat(probes).allSatisfy(probe -> assertThat(probe.most()).isEqualTo(2));
        assertThat(idle).as("times at which all are on hold").isGreaterThan(200);
        assertThat(probes).allSatisfy(probe -> assertThat(probe.pending()).isZero());
    }
}
