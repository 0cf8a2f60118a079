package io.reactortoken;

import static io.reactortoken.CacheFixture.permanentFailure;
import static io.reactortoken.CacheFixture.transientFailure;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.test.DroppedSignals;
import io.reactortoken.test.TestTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;

/** What a fetch may do wrong, on its first attempt and on a later one, which runs on the timer's thread. */
class FetchDefectTest {

    enum Defect {
        THROWN_BY_THE_SOURCE,
        LINKAGE_ERROR,
        LINKAGE_ERROR_ON_SUBSCRIPTION,
        NULL;

        @SuppressWarnings("NullAway") // null is one of the defects
        Mono<AccessToken> commit() {
            return switch (this) {
                case THROWN_BY_THE_SOURCE -> throw new IllegalStateException("broken");
                case LINKAGE_ERROR -> throw new NoClassDefFoundError("gone");
                case LINKAGE_ERROR_ON_SUBSCRIPTION -> Mono.defer(LINKAGE_ERROR::commit);
                case NULL -> null;
            };
        }
    }

    @ParameterizedTest
    @EnumSource(Defect.class)
    @DisplayName("CF-103 a defect on the second attempt ends the flight at once, and not at its deadline")
    void aDefectOnTheSecondAttemptEndsTheFlight(Defect defect) {
        List<Throwable> errors = new ArrayList<>();
        AtomicInteger requests = new AtomicInteger();
        TokenSource source = () -> requests.incrementAndGet() == 1 ? Mono.error(transientFailure()) : defect.commit();
        var time = TestTime.create();
        CachedTokenSource tokens = source.cache(time.policy().build());
        tokens.token().subscribe(unwanted -> {}, errors::add);
        time.advance(Duration.ofMillis(200));
        assertThat(errors).singleElement().isInstanceOf(TokenTransportException.class);
    }

    @Test
    @DisplayName("CF-83 a hook that throws while the fetch is put together ends the flight at once")
    void aHookThatThrowsEndsTheFlight() {
        List<Throwable> errors = new ArrayList<>();
        var time = TestTime.create();
        CachedTokenSource tokens =
                TokenSource.of(Mono::never).cache(time.policy().build());
        Mono<AccessToken> assembled = tokens.token();
        Hooks.onEachOperator("broken", publisher -> {
            throw new IllegalStateException("broken");
        });
        try {
            assembled.subscribe(unwanted -> {}, errors::add);
        } finally {
            Hooks.resetOnEachOperator("broken");
        }
        assertThat(errors).singleElement().isInstanceOf(TokenTransportException.class);
    }

    @Test
    @DisplayName("O5 a fetch that fails is no operator error: no hook of Reactor's hears of it")
    void aFetchThatFailsIsNoOperatorError() {
        List<Throwable> errors = new ArrayList<>();
        TokenSource source = () -> Mono.error(permanentFailure());
        try (DroppedSignals hooks = DroppedSignals.record()) {
            source.cache().token().subscribe(unwanted -> {}, errors::add);
            source.token().retryWhen(RetryPolicy.none().toRetry()).subscribe(unwanted -> {}, errors::add);
            assertThat(hooks.operatorErrors()).isEmpty();
        }
        assertThat(errors).hasSize(2);
    }
}
