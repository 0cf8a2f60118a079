package io.reactortoken.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.AccessToken;
import io.reactortoken.TokenSource;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.util.context.Context;

/** Who owns a refusal, step by step; the suites of the integrations show it with connections. */
class HeldAnswerTest {

    private static final AccessToken REJECTED = AccessToken.bearer("rejected-1", Duration.ofHours(1));
    private static final AccessToken RENEWED = AccessToken.bearer("renewed-2", Duration.ofHours(1));

    private final Sinks.Empty<Void> turn = Sinks.empty();
    private final AtomicInteger drained = new AtomicInteger();
    private final AtomicInteger replays = new AtomicInteger();

    private Mono<String> answer(Mono<AccessToken> renewal) {
        TokenSource source = TokenSource.of(() -> renewal);
        ExchangeTokens tokens = ExchangeTokens.of(AuthSettings.of(context -> source), Context.empty());
        return new Held().replacedBy(tokens, REJECTED, renewed -> {
            replays.incrementAndGet();
            return Mono.just("replayed with " + renewed.reveal());
        });
    }

    private final class Held extends HeldAnswer<String> {

        Held() {
            super(401);
        }

        @Override
        protected Mono<Void> drained() {
            return Mono.fromRunnable(drained::incrementAndGet);
        }

        @Override
        protected Mono<Void> turn() {
            return turn.asMono();
        }

        @Override
        protected Mono<String> passed() {
            return Mono.just("401");
        }

        @Override
        protected int status(String response) {
            return 200;
        }
    }

    @Test
    @DisplayName("RS-45: a new token: the refusal is drained, and the request sent again")
    void replayed() {
        StepVerifier.create(answer(Mono.just(RENEWED)))
                .expectNext("replayed with renewed-2")
                .verifyComplete();
        assertThat(drained).hasValue(1);
    }

    @Test
    @DisplayName("RS-19: no new token: the refusal is its caller's in its turn, unread, also when he cancels then")
    void passedOn() {
        StepVerifier.create(
                        answer(Mono.error(new IllegalStateException("down"))).concatWith(Mono.never()))
                .expectSubscription()
                .expectNoEvent(Duration.ZERO)
                .then(turn::tryEmitEmpty)
                .expectNext("401")
                .thenCancel()
                .verify();
        assertThat(drained).hasValue(0);
        assertThat(replays).hasValue(0);
    }

    @Test
    @DisplayName("RS-53: cancelled while the refusal waits for its turn: it is drained, because nobody else will")
    void cancelledBeforeItsTurn() {
        Disposable caller =
                answer(Mono.error(new IllegalStateException("down"))).subscribe();

        caller.dispose();
        turn.tryEmitEmpty();

        assertThat(drained).hasValue(1);
    }

    @Test
    @DisplayName("RS-53: cancelled while the token is awaited: drained, and not replayed")
    void cancelledWhileAwaiting() {
        Sinks.One<AccessToken> renewal = Sinks.one();
        Disposable caller = answer(renewal.asMono()).subscribe();

        caller.dispose();
        renewal.tryEmitValue(RENEWED);

        assertThat(drained).hasValue(1);
        assertThat(replays).hasValue(0);
    }
}
