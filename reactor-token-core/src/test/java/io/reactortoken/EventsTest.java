package io.reactortoken;

import static io.reactortoken.CacheFixture.HOUR;
import static io.reactortoken.CacheFixture.permanentFailure;
import static io.reactortoken.CacheFixture.token;
import static io.reactortoken.CacheFixture.transientFailure;
import static io.reactortoken.event.RecordingListener.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.reactortoken.event.EventOrigin;
import io.reactortoken.event.RecordingListener;
import io.reactortoken.event.TokenEvent;
import io.reactortoken.event.TokenEvent.HoldEntered;
import io.reactortoken.event.TokenEvent.HoldLeft;
import io.reactortoken.event.TokenEvent.RenewalScheduled;
import io.reactortoken.event.TokenEvent.RequestEnded;
import io.reactortoken.event.TokenEvent.RequestFailed;
import io.reactortoken.event.TokenEvent.RequestStarted;
import io.reactortoken.event.TokenEvent.RequestSucceeded;
import io.reactortoken.event.TokenEvent.TokenRejected;
import io.reactortoken.test.ScriptedSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What a cache tells, and when. */
class EventsTest {

    private final RecordingListener recording = new RecordingListener();

    private CacheFixture over(ScriptedSource source) {
        return CacheFixture.over(source, options -> options.name("billing").listener(recording));
    }

    private List<TokenEvent> told(CacheFixture cache) throws InterruptedException {
        return recording.after(cache.inside);
    }

    @Test
    @DisplayName("a fetch is a start, an end, and when to renew; a hit is nothing")
    void aFetch() throws InterruptedException {
        // given
        var cache = over(ScriptedSource.silent());
        cache.get().subscribe(new Recorder());
        cache.get().subscribe(new Recorder());
        cache.time.advance(Duration.ofMillis(35));
        // when
        cache.source.answer(token("t1"));
        cache.now();
        // then
        Instant sent = cache.time.instant().minusMillis(35);
        Instant now = cache.time.instant();
        List<TokenEvent> events = told(cache);
        long request = ((RequestStarted) events.get(0)).request();
        assertThat(events)
                .containsExactly(
                        new RequestStarted("billing", sent, request, 1, false, 1),
                        new RequestSucceeded("billing", now, request, 1, Duration.ofMillis(35), true, 2),
                        new RenewalScheduled(
                                "billing",
                                now,
                                sent.plus(Duration.ofMinutes(55)),
                                sent.plus(HOUR).minusSeconds(30)));
    }

    @Test
    @DisplayName("each attempt has its start and its end; the failures come with what is known of them")
    void attempts() throws InterruptedException {
        // given
        TokenException known = TokenTransportException.of(
                transientFailure()
                        .failure()
                        .status(503)
                        .kind(FailureKind.RESET)
                        .origin("https://id.example.com")
                        .hint("H-NET", "is it up?")
                        .correlationIds(Map.of("x-request-id", "r1")),
                null);
        var cache = over(ScriptedSource.answering(number -> number < 3 ? Mono.error(known) : Mono.just(token("t3"))));
        // when
        cache.get().subscribe(new Recorder());
        cache.time.advance(Duration.ofSeconds(10));
        // then
        List<TokenEvent> events = told(cache);
        assertThat(names(events))
                .containsExactly(
                        "RequestStarted",
                        "RequestFailed",
                        "RequestStarted",
                        "RequestFailed",
                        "RequestStarted",
                        "RequestSucceeded",
                        "RenewalScheduled");
        assertThat(events)
                .filteredOn(RequestEnded.class::isInstance)
                .extracting(event -> ((RequestEnded) event).attempt())
                .containsExactly(1, 2, 3);
        assertThat(events.get(1)).isInstanceOfSatisfying(RequestFailed.class, failed -> {
            assertThat(failed.retried()).isTrue();
            assertThat(failed.failure().code()).isEqualTo("NET");
            assertThat(failed.failure().kind()).isEqualTo("RESET");
            assertThat(failed.failure().hint()).isEqualTo("H-NET");
            assertThat(failed.failure().status()).isEqualTo(503);
            assertThat(failed.failure().retryable()).isTrue();
            assertThat(failed.failure().origin()).isEqualTo("https://id.example.com");
            assertThat(failed.failure().correlationIds()).containsExactly(Map.entry("x-request-id", "r1"));
            assertThat(failed.failure().message()).startsWith("NET nobody answered (");
        });
    }

    @Test
    @DisplayName("a row of failures is one hold, entered and left; it says whether a token serves on")
    void aHold() throws InterruptedException {
        // given
        var cache = over(ScriptedSource.answering(
                number -> number == 1 || number > 4 ? Mono.just(token("t" + number)) : Mono.error(permanentFailure())));
        cache.now();
        cache.time.advance(Duration.ofMinutes(56));
        Instant first = cache.time.instant();
        // when
        for (int i = 0; i < 20; i++) {
            cache.now();
            cache.time.advance(Duration.ofSeconds(2));
        }
        // then
        List<TokenEvent> events = told(cache);
        assertThat(events)
                .filteredOn(HoldEntered.class::isInstance)
                .singleElement()
                .isInstanceOfSatisfying(HoldEntered.class, hold -> {
                    assertThat(hold.at()).isEqualTo(first);
                    assertThat(hold.serving()).isTrue();
                    assertThat(hold.lasts()).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
                    assertThat(hold.failure().code()).isEqualTo("OAE");
                });
        assertThat(events)
                .filteredOn(HoldLeft.class::isInstance)
                .singleElement()
                .isInstanceOfSatisfying(HoldLeft.class, hold -> {
                    assertThat(hold.recovered()).isTrue();
                    assertThat(hold.lasted()).isEqualTo(Duration.between(first, hold.at()));
                });
        assertThat(events)
                .filteredOn(RequestStarted.class::isInstance)
                .extracting(event -> ((RequestStarted) event).renewal())
                .containsExactly(false, true, true, true, true);
    }

    @Test
    @DisplayName("close ends the request that runs, and the hold that is on")
    void close() throws InterruptedException {
        var cache = over(ScriptedSource.silent());
        cache.get().subscribe(new Recorder());
        cache.source.fail(permanentFailure());
        cache.time.advance(Duration.ofSeconds(1));
        cache.get().subscribe(new Recorder());
        cache.tokens.close();
        List<TokenEvent> events = told(cache);
        assertThat(names(events))
                .containsExactly(
                        "RequestStarted",
                        "RequestFailed",
                        "HoldEntered",
                        "RequestStarted",
                        "RequestFailed",
                        "HoldLeft");
        assertThat(((RequestFailed) events.get(4)).failure().code()).isEqualTo("CLS");
        assertThat(((HoldEntered) events.get(2)).serving()).isFalse();
        assertThat(((HoldLeft) events.get(5)).recovered()).isFalse();
    }

    @Test
    @DisplayName("RS-03: of ten thousand reports one is told; those that the limits forbid, once a second")
    void rejections() throws InterruptedException {
        // given
        var cache = over(ScriptedSource.issuing(HOUR));
        AccessToken first = cache.current();
        for (int i = 0; i < 1_000; i++) {
            cache.tokens.invalidate(first); // too young
        }
        cache.time.advance(Duration.ofMinutes(10));
        // when
        for (int i = 0; i < 10_000; i++) {
            cache.tokens.invalidate(first);
        }
        // then
        assertThat(told(cache))
                .filteredOn(TokenRejected.class::isInstance)
                .extracting(event -> ((TokenRejected) event).replaced(), event -> ((TokenRejected) event).inARow())
                .containsExactly(tuple(false, 0), tuple(true, 1));
    }

    @Test
    @DisplayName("a token that was evicted on its way: its request has ended before the next one begins")
    void evictedOnItsWay() throws InterruptedException {
        var cache = over(ScriptedSource.silent());
        cache.get().subscribe(new Recorder());
        cache.tokens.evict();
        cache.source.answer(token("t1"));
        cache.source.answer(token("t2"));
        List<TokenEvent> events = told(cache);
        assertThat(names(events))
                .containsExactly(
                        "RequestStarted", "RequestSucceeded", "RequestStarted", "RequestSucceeded", "RenewalScheduled");
        assertThat(((RequestSucceeded) events.get(1)).kept()).isFalse();
        assertThat(((RequestSucceeded) events.get(3)).kept()).isTrue();
    }

    @Test
    @DisplayName("a decorated source passes its listeners on; so does a cache over it")
    void delegating() throws InterruptedException {
        var cache = over(ScriptedSource.issuing(HOUR));
        TokenSource decorated = TokenSource.delegating(TokenSource.delegating(cache.inside, token -> token), t -> t);
        decorated.token().block(Duration.ofSeconds(5));
        assertThat(recording.after(decorated)).hasSize(3);
        assertThat(((EventOrigin) decorated).client()).isEqualTo("billing");
    }
}
