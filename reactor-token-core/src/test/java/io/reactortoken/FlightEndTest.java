package io.reactortoken;

import static io.reactortoken.CacheFixture.HOUR;
import static io.reactortoken.CacheFixture.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.TokenFailure.Code;
import io.reactortoken.test.ScriptedSource;
import io.reactortoken.test.TestTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Mono;

/** How a fetch ends, whatever its source does. */
class FlightEndTest {

    /** Signals by hand, and takes no notice of a cancel. */
    private static final class Deaf implements Subscription {

        private final AtomicReference<Subscriber<? super AccessToken>> subscriber = new AtomicReference<>();
        private int cancelled;

        Mono<AccessToken> mono() {
            return Mono.fromDirect(actual -> {
                subscriber.set(actual);
                actual.onSubscribe(this);
            });
        }

        Subscriber<? super AccessToken> subscriber() {
            return subscriber.get();
        }

        @Override
        public void request(long n) {
            // by hand
        }

        @Override
        public void cancel() {
            cancelled++;
        }
    }

    private final Deaf deaf = new Deaf();

    private CacheFixture overDeaf() {
        return CacheFixture.bare(ScriptedSource.answering(number -> deaf.mono()));
    }

    @Test
    @DisplayName("CF-36: a token that comes after the deadline is nobody's")
    void aTokenAfterTheDeadline() {
        var cache = overDeaf();
        var waiting = new Recorder();
        cache.get().subscribe(waiting);
        cache.time.advance(Duration.ofSeconds(30));
        assertThat(waiting.signals).containsExactly("onSubscribe", "TMO");

        deaf.subscriber().onNext(token("t1"));
        deaf.subscriber().onComplete();

        assertThat(waiting.signals).containsExactly("onSubscribe", "TMO");
        assertThat(cache.tokens.usable()).isEmpty();
        assertThat(deaf.cancelled).isEqualTo(1);
    }

    @Test
    @DisplayName("CF-76: an overdue fetch is ended by the caller who comes at its deadline, not by one before it")
    void exactlyAtTheDeadline() {
        TimerProbe timers = new TimerProbe(TestTime.create().scheduler());
        timers.lose(nanos -> true);
        var cache = CacheFixture.over(ScriptedSource.silent(), options -> options.scheduler(timers));
        var waiting = new Recorder();
        cache.get().subscribe(waiting);

        cache.time.advance(Duration.ofSeconds(30).minusNanos(1));
        cache.get().subscribe(new Recorder());
        assertThat(waiting.signals).containsExactly("onSubscribe");
        cache.time.advance(Duration.ofNanos(1));
        cache.get().subscribe(new Recorder());

        assertThat(waiting.signals).containsExactly("onSubscribe", "TMO");
    }

    @Test
    @DisplayName("a failure that names no client names the cache's; one that names its own keeps that name")
    void theClientIsNamed() {
        var anonymous = CacheFixture.over(
                ScriptedSource.answering(number -> Mono.error(CacheFixture.permanentFailure())),
                options -> options.name("billing"));
        var named = CacheFixture.over(
                ScriptedSource.answering(number -> Mono.error(TokenEndpointException.of(
                        TokenFailure.of(Code.OAE, "refused").client("orders"), null))),
                options -> options.name("billing"));

        assertThat(failure(anonymous).failure().client()).isEqualTo("billing");
        assertThat(failure(named).failure().client()).isEqualTo("orders");
    }

    @Test
    @DisplayName("a failure in a cache without a name stays without one")
    void noClientIsNamed() {
        var cache = CacheFixture.over(ScriptedSource.answering(number -> Mono.error(CacheFixture.permanentFailure())));

        assertThat(failure(cache).failure().client()).isEmpty();
        assertThat(failure(cache)).hasMessageNotContaining("client=");
    }

    private static TokenException failure(CacheFixture cache) {
        List<TokenException> errors = new ArrayList<>();
        cache.get().subscribe(unwanted -> {}, error -> errors.add((TokenException) error));
        assertThat(errors).hasSize(1);
        return errors.get(0);
    }

    @Test
    @DisplayName("a token counts from the moment of its own attempt, not from the first one's")
    void theLastAttemptCounts() {
        var cache = CacheFixture.over(ScriptedSource.answering(
                number -> number == 1 ? Mono.error(CacheFixture.transientFailure()) : Mono.just(token("t" + number))));
        List<AccessToken> received = new ArrayList<>();
        cache.get().subscribe(received::add);
        cache.time.advance(Duration.ofSeconds(1));
        assertThat(received).hasSize(1);

        cache.time.advance(HOUR.minusSeconds(31));

        assertThat(cache.tokens.usable()).as("a second before its margin").isPresent();
    }
}
