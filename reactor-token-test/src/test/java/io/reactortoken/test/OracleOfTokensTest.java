package io.reactortoken.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.AccessToken;
import io.reactortoken.CachedTokenSource;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;

/** What the oracle says of the tokens that are handed out. */
class OracleOfTokensTest extends OracleCase {

    @Test
    @DisplayName("CF-60 a token that the monotonic clock calls dead is a fault, although the wall clock was set back")
    void aTokenDeadByTheMonotonicClockIsAFault() {
        AssertionError faults = faultsOf(
                ScriptedSource.issuing(HOUR),
                asked -> BrokenCache.signalling(asked.token().cache()),
                tokens -> {
                    tokens.token().subscribe(received::add);
                    time.advance(HOUR);
                    time.jumpWallClock(Duration.ofMinutes(-30));
                    tokens.token().subscribe(received::add);
                });
        assertThat(faults)
                .hasMessageContaining(
                        "subscriber 2 got a token that it should not have: it is dead: AccessToken[Bearer, expires ")
                .hasMessageContaining(
                        "lives for PT1H, and its request was sent PT30M ago by the wall clock, PT1H ago by the "
                                + "monotonic clock");
    }

    @Test
    @DisplayName("CF-62 a token that the wall clock calls dead is a fault, although the machine slept meanwhile")
    void aTokenDeadByTheWallClockIsAFault() {
        AssertionError faults = faultsOf(
                ScriptedSource.issuing(HOUR),
                asked -> BrokenCache.signalling(asked.token().cache()),
                tokens -> {
                    tokens.token().subscribe(received::add);
                    time.sleepMachine(HOUR);
                    tokens.token().subscribe(received::add);
                });
        assertThat(faults).hasMessageContaining("sent PT1H ago by the wall clock, PT0S ago by the monotonic clock");
    }

    @Test
    @DisplayName("a lifetime counts from when the token was issued, where the server says so")
    void aLifetimeCountsFromTheIssue() {
        ScriptedSource old = ScriptedSource.answering(number -> Mono.just(AccessToken.builder("t1")
                .lifetime(HOUR)
                .issuedAt(time.instant().minus(Duration.ofMinutes(50)))
                .build()));
        AssertionError faults =
                faultsOf(old, asked -> BrokenCache.signalling(asked.token().cache()), tokens -> {
                    tokens.token().subscribe(received::add);
                    time.advance(Duration.ofMinutes(10));
                    tokens.token().subscribe(received::add);
                });
        assertThat(faults).hasMessageContaining("it is dead");
    }

    @Test
    @DisplayName("a wall clock that is set back into the second of the last look is believed; outside it is not")
    void aWallClockSetBackIntoTheLastSecondIsBelieved() {
        Consumer<CachedTokenSource> hit = tokens -> tokens.token().subscribe(received::add);
        assertThat(faultsOf(
                        ScriptedSource.issuing(HOUR),
                        this::cacheOf,
                        hit.andThen(hit).andThen(tokens -> {
                            time.advance(HOUR);
                            time.jumpWallClock(HOUR.minusMillis(999).negated());
                            hit.accept(tokens);
                        })))
                .hasMessage("none");
        assertThat(faultsOf(
                        ScriptedSource.issuing(HOUR),
                        asked -> BrokenCache.signalling(asked.token().cache()),
                        hit.andThen(hit).andThen(tokens -> {
                            time.advance(HOUR);
                            time.jumpWallClock(HOUR.minusMillis(1_000).negated());
                            hit.accept(tokens);
                        })))
                .hasMessageContaining("it is dead");
    }

    @Test
    @DisplayName("a caller that cancels at once makes the cache look at its token, too")
    void aCallerThatCancelsMakesTheCacheLook() {
        BaseSubscriber<AccessToken> cancels = new BaseSubscriber<>() {
            @Override
            protected void hookOnSubscribe(Subscription subscription) {
                subscription.cancel();
            }
        };
        assertThat(faultsOf(ScriptedSource.issuing(HOUR), this::cacheOf, tokens -> {
                    tokens.token().subscribe(received::add);
                    tokens.token().subscribe(cancels);
                    time.advance(HOUR);
                    time.jumpWallClock(HOUR.negated());
                    tokens.token().subscribe(received::add);
                }))
                .hasMessage("none");
        assertThat(received)
                .as("the limit that docs/concurrency.md tells")
                .hasSize(2)
                .allMatch(token("t1")::equals);
    }

    @Test
    @DisplayName("a token that is dead when it arrives may be given to who waited for it, and to nobody after")
    void aTokenThatArrivesDeadIsForThoseWhoWaited() {
        ScriptedSource longDead = ScriptedSource.answering(number -> Mono.just(AccessToken.builder("t1")
                .lifetime(Duration.ofSeconds(Long.MIN_VALUE))
                .issuedAt(time.instant().minus(HOUR))
                .build()));
        assertThat(faultsOf(longDead, this::cacheOf, tokens -> tokens.token().subscribe(received::add)))
                .hasMessage("none");
        assertThat(faultsOf(
                        ScriptedSource.issuing(Duration.ZERO),
                        this::cacheOf,
                        tokens -> tokens.token().subscribe(received::add)))
                .hasMessage("none");
        assertThat(faultsOf(
                        ScriptedSource.issuing(Duration.ZERO),
                        asked -> BrokenCache.signalling(asked.token().cache()),
                        tokens -> {
                            tokens.token().subscribe(received::add);
                            tokens.token().subscribe(received::add);
                        }))
                .hasMessageContaining("subscriber 2 got a token that it should not have: it is dead");
    }

    @Test
    @DisplayName("CF-39 a token of another source is a fault, and its text is not told")
    void aTokenOfAnotherSourceIsAFault() {
        assertThat(faultsOf(BrokenCache.signalling(Mono.just(token("CNRY-other")))))
                .hasMessageContaining("it should not have: the source has not issued it: AccessToken[Bearer")
                .message()
                .doesNotContain("CNRY");
    }
}
