package io.reactortoken.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.AccessToken;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/** What the oracle says of what is dropped, and of what is left when the cache is closed. */
class OracleOfLeftoversTest extends OracleCase {

    @Test
    @DisplayName("O5 what reaches Reactor's hooks is a fault, but for what a test has recorded itself")
    void whatReactorDropsIsAFault() {
        IllegalStateException late = new IllegalStateException("late");
        Runnable drop = () -> Operators.onErrorDropped(late, Context.empty());
        assertThat(faultsOf(source, this::cacheOf, tokens -> drop.run()))
                .hasMessageContaining("an error was dropped, because nobody was left to receive it: " + late)
                .hasSuppressedException(late);
        assertThat(faultsOf(source, this::cacheOf, tokens -> Operators.onNextDropped(token("CNRY"), Context.empty())))
                .hasMessageContaining(
                        "a value was dropped, because nobody was left to receive it: " + "io.reactortoken.AccessToken");
        assertThat(faultsOf(
                        source,
                        this::cacheOf,
                        tokens -> Mono.just(1)
                                .map(one -> {
                                    throw late;
                                })
                                .subscribe(received::add, received::add)))
                .hasMessageContaining("an error was thrown inside an operator: " + late);
        assertThat(faultsOf(source, this::cacheOf, tokens -> {
                    try (DroppedSignals meant = DroppedSignals.record()) {
                        drop.run();
                        assertThat(meant.errors()).containsExactly(late);
                    }
                }))
                .hasMessage("none");
    }

    @Test
    void aTaskThatOutlivesTheCacheIsAFault() {
        assertThat(faultsOf(
                        source,
                        asked -> {
                            time.scheduler().schedule(() -> {}, 30, TimeUnit.SECONDS);
                            return cacheOf(asked);
                        },
                        tokens -> {}))
                .hasMessageContaining("a task was left on the scheduler when the cache was closed: "
                        + "io.reactortoken.test.OracleOfLeftoversTest (a lambda), due in PT30S");
    }

    @Test
    void aTaskThatThrowsIsAFault() {
        assertThat(faultsOf(
                        source,
                        this::cacheOf,
                        tokens -> time.scheduler().schedule(() -> {
                            throw new IllegalStateException("broken");
                        })))
                .hasMessageContaining("a task on the scheduler threw: java.lang.IllegalStateException: broken");
    }

    @Test
    @DisplayName("CF-17 a reference to a subscriber that has cancelled is a fault")
    void aReferenceToASubscriberThatHasCancelledIsAFault() {
        List<CoreSubscriber<? super AccessToken>> kept = new ArrayList<>();
        assertThat(faultsOf(source, asked -> BrokenCache.treating(kept::add), tokens -> {
                    tokens.token().subscribe().dispose();
                    tokens.token().subscribe().dispose();
                }))
                .hasMessageContaining(
                        "the cache still refers to subscribers that were ended or have cancelled, 2 in all: subscriber 1, "
                                + "subscriber 2");
        assertThat(kept).hasSize(2);
    }
}
