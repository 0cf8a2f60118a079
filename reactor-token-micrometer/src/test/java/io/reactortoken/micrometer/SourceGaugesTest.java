package io.reactortoken.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.reactortoken.AccessToken;
import io.reactortoken.CachedTokenSource;
import io.reactortoken.TokenSource;
import io.reactortoken.test.TestTime;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

@DisplayName("the gauges of a source")
class SourceGaugesTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final TestTime time = TestTime.create();
    private final TokenMetrics metrics =
            TokenMetrics.builder(registry).clock(time).build();
    private final AtomicBoolean down = new AtomicBoolean();
    private final AtomicInteger fetches = new AtomicInteger();
    private final CachedTokenSource tokens = Sources.of(time, this::fetch);

    private Mono<AccessToken> fetch() {
        int number = fetches.incrementAndGet();
        return down.get()
                ? Mono.error(new IllegalStateException("down"))
                : Mono.just(Sources.token(time, "t" + number));
    }

    @AfterEach
    void close() {
        tokens.close();
    }

    private double value(TokenMeter meter) {
        return registry.get(meter.getName()).tag("client", "billing").gauge().value();
    }

    @Test
    @DisplayName("SD-45: seconds to expiry and age follow the held token")
    void followTheToken() {
        metrics.bind(tokens);
        tokens.token().block();
        assertThat(value(TokenMeter.EXPIRES_IN)).as("less the margin").isEqualTo(3570);
        assertThat(value(TokenMeter.AGE)).isZero();

        time.advance(Duration.ofMinutes(10));
        assertThat(value(TokenMeter.EXPIRES_IN)).isEqualTo(2970);
        assertThat(value(TokenMeter.AGE)).isEqualTo(600);
        assertThat(value(TokenMeter.USABLE)).isEqualTo(1);
        assertThat(value(TokenMeter.HOLD_ON)).isZero();
    }

    @Test
    @DisplayName("a look at the gauges starts nothing, and what there is not is NaN")
    void lookOnly() {
        metrics.bind(tokens);
        assertThat(value(TokenMeter.EXPIRES_IN)).isNaN();
        assertThat(value(TokenMeter.AGE)).isNaN();
        assertThat(value(TokenMeter.USABLE)).isZero();
        assertThat(value(TokenMeter.HOLD_ON)).isZero();
        assertThat(fetches).hasValue(0);
    }

    @Test
    @DisplayName("the hold is on while renewals fail, also while the token serves on, and off when one came")
    void hold() {
        metrics.bind(tokens);
        tokens.token().block();
        down.set(true);
        time.advance(Duration.ofMinutes(56));
        tokens.token().block();
        assertThat(value(TokenMeter.HOLD_ON)).isEqualTo(1);
        assertThat(value(TokenMeter.USABLE)).isEqualTo(1);
        assertThat(value(TokenMeter.AGE)).isEqualTo(3360);

        time.advance(Duration.ofMinutes(5));
        assertThat(value(TokenMeter.USABLE)).isZero();
        assertThat(value(TokenMeter.EXPIRES_IN)).isNaN();

        down.set(false);
        tokens.evict();
        time.advance(Duration.ofHours(1));
        tokens.token().block();
        assertThat(value(TokenMeter.HOLD_ON)).isZero();
    }

    @Test
    @DisplayName("two sources of one name show the worst")
    void worst() {
        tokens.token().block();
        time.advance(Duration.ofMinutes(1));
        try (CachedTokenSource other = Sources.of(time, this::fetch)) {
            other.token().block();
            metrics.bind(tokens);
            metrics.bind(other);
            assertThat(value(TokenMeter.EXPIRES_IN)).isEqualTo(3510);
            assertThat(value(TokenMeter.AGE)).isEqualTo(60);
            other.evict();
            assertThat(value(TokenMeter.USABLE)).isZero();
        }
        assertThat(value(TokenMeter.USABLE)).as("closed ones do not count").isEqualTo(1);
    }

    @Test
    @DisplayName("a closed source is no source: neither usable nor on hold")
    void closed() {
        metrics.bind(tokens);
        tokens.close();
        assertThat(value(TokenMeter.USABLE)).isNaN();
        assertThat(value(TokenMeter.HOLD_ON)).isNaN();
    }

    @Test
    @DisplayName("the gauges go with the last source of their name, and may come again")
    void unbind() {
        Disposable first = metrics.bind(tokens);
        Disposable second = metrics.bind(tokens);
        first.dispose();
        first.dispose();
        assertThat(value(TokenMeter.USABLE)).isZero();

        second.dispose();
        assertThat(registry.find(TokenMeter.USABLE.getName()).gauges()).isEmpty();

        metrics.bind(tokens);
        assertThat(value(TokenMeter.USABLE)).isZero();
    }

    @Test
    @DisplayName("the registry keeps no source that nobody else holds")
    void weak() throws InterruptedException {
        ReferenceQueue<CachedTokenSource> collected = new ReferenceQueue<>();
        WeakReference<CachedTokenSource> bound = new WeakReference<>(boundAndDropped(), collected);
        Reference<? extends CachedTokenSource> gone = null;
        for (int i = 0; i < 100 && gone == null; i++) {
            System.gc();
            gone = collected.remove(50);
        }
        assertThat(gone).isSameAs(bound);
        assertThat(value(TokenMeter.USABLE)).isNaN();
    }

    private CachedTokenSource boundAndDropped() {
        CachedTokenSource source = Sources.unused();
        metrics.bind(source);
        return source;
    }

    @Test
    @DisplayName("a token that never expires has an age, and the end that the cache gives it")
    void unknownLifetime() {
        AccessToken eternal = AccessToken.builder("t")
                .lifetime(Duration.ofSeconds(Long.MAX_VALUE))
                .issuedAt(time.instant())
                .build();
        try (CachedTokenSource source = Sources.of(time, () -> Mono.just(eternal))) {
            source.token().block();
            metrics.bind(source);
            time.advance(Duration.ofSeconds(90));
            assertThat(value(TokenMeter.AGE)).isEqualTo(90);
            assertThat(value(TokenMeter.EXPIRES_IN))
                    .as("a day, less the margin")
                    .isEqualTo(86400 - 30 - 90);
        }
    }

    @Test
    @DisplayName("a source without a name is none")
    void nameless() {
        try (CachedTokenSource source =
                TokenSource.of(this::fetch).cache(time.policy().build())) {
            metrics.bind(source);
            assertThat(registry.get(TokenMeter.USABLE.getName())
                            .tag("client", "none")
                            .gauge()
                            .value())
                    .isZero();
        }
    }
}
