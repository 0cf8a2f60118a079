package io.reactortoken.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.CachedTokenSource;
import io.reactortoken.TokenUnavailableException;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.oauth2.OAuth2;
import io.reactortoken.test.TestTime;
import io.reactortoken.transport.TransportResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/** What a run believes of a source's token while the wall clock jumps, beside what a real source does then. */
class UsableTokenTest {

    private static final Duration FAR = Duration.ofMinutes(2);
    private static final Duration MOMENT = UsableToken.GRACE.plusMillis(1);

    private final TestTime time = TestTime.create();
    private final ChaosClock clock = new ChaosClock(time);
    private final Observed observed = Observed.create();
    private final AtomicReference<Sinks.One<TransportResponse>> answer = new AtomicReference<>(Sinks.one());
    private final WatchedTransport transport =
            new WatchedTransport("planted", request -> answer.get().asMono(), clock, new Trouble(), observed);
    private final CachedTokenSource tokens = OAuth2.clientCredentials("https://localhost/oauth2/token")
            .clientId("planted")
            .clientSecret(SecretSource.of("planted"))
            .transport(transport)
            .cache(Timing.policy(clock).toBuilder().scheduler(time.scheduler()).build());

    @AfterEach
    void close() {
        tokens.close();
    }

    private void arrives() {
        String body = "{\"access_token\":\"" + observed.ledger().issue("planted", Timing.LIFETIME)
                + "\",\"token_type\":\"Bearer\",\"expires_in\":" + (Timing.LIFETIME.toSeconds() - 1) + "}";
        answer.getAndSet(Sinks.one())
                .tryEmitValue(new TransportResponse(
                        200,
                        Map.of("Content-Type", List.of("application/json")),
                        body.getBytes(StandardCharsets.US_ASCII)))
                .orThrow();
    }

    /** A call that began so long after a jump that the jump alone does not excuse it. */
    private boolean isBelievedUsable() {
        return transport.usable().since(clock.nanoTime() + MOMENT.toNanos());
    }

    @Test
    @DisplayName("a token that was over when it came is not usable when the clock is back: its source pauses")
    void jumpUnderWay() {
        tokens.token().subscribe();
        clock.set(FAR);
        arrives();
        clock.set(Duration.ZERO);
        StepVerifier.create(tokens.token()).verifyError(TokenUnavailableException.class);
        assertThat(isBelievedUsable()).isFalse();

        // the pause is over, and another one comes
        time.advance(Duration.ofSeconds(1));
        tokens.token().subscribe();
        assertThat(isBelievedUsable()).isFalse();
        arrives();
        StepVerifier.create(tokens.token()).expectNextCount(1).verifyComplete();
        assertThat(isBelievedUsable()).isTrue();
    }

    @Test
    @DisplayName("the same when the token before was usable: it is dropped with the one that was over")
    void jumpDuringRenewal() {
        tokens.token().subscribe();
        arrives();
        time.advance(Timing.BETWEEN_RENEWALS.plusSeconds(1));
        tokens.token().subscribe();
        assertThat(transport.isBusy()).isTrue();
        assertThat(isBelievedUsable()).isTrue();
        clock.set(FAR);
        arrives();
        clock.set(Duration.ZERO);
        StepVerifier.create(tokens.token()).verifyError(TokenUnavailableException.class);
        assertThat(isBelievedUsable()).isFalse();
    }

    @Test
    @DisplayName("a jump that leaves a token under way its lifetime takes nothing away, nor does one back")
    void harmlessJumpUnderWay() {
        tokens.token().subscribe();
        clock.set(Duration.ofMillis(1500));
        clock.set(FAR.negated());
        arrives();
        StepVerifier.create(tokens.token()).expectNextCount(1).verifyComplete();
        assertThat(isBelievedUsable()).isTrue();
    }

    @Test
    @DisplayName("a token that the source holds is usable again when a clock that jumped is back")
    void jumpAfterwards() {
        tokens.token().subscribe();
        arrives();
        time.advance(MOMENT);
        clock.set(FAR);
        assertThat(isBelievedUsable()).isFalse();
        clock.set(Duration.ZERO);
        StepVerifier.create(tokens.token()).expectNextCount(1).verifyComplete();
        assertThat(isBelievedUsable()).isTrue();
    }

    @Test
    @DisplayName("a jump just before the request is seen, or just after the answer is, may have met it under way")
    void jumpBesideTheWire() {
        clock.set(FAR);
        tokens.token().subscribe();
        arrives();
        assertThat(isBelievedUsable()).isFalse();
        time.advance(MOMENT);
        transport.usable().forgotten();
        tokens.evict();
        tokens.token().subscribe();
        arrives();
        assertThat(isBelievedUsable()).isTrue();
        clock.set(FAR.multipliedBy(2));
        clock.set(FAR);
        assertThat(isBelievedUsable()).isFalse();
    }

    @Test
    @DisplayName("a jump excuses the calls of half a second, and a clock that was never set none")
    void firstMoment() {
        assertThat(clock.nanoTime() - clock.jumpedAt()).isGreaterThan(Timing.HEALED.toNanos());
        tokens.token().subscribe();
        arrives();
        time.advance(MOMENT);
        assertThat(transport.usable().since(clock.nanoTime())).isTrue();
        clock.set(Duration.ofMillis(-1500));
        time.advance(UsableToken.GRACE);
        assertThat(transport.usable().since(clock.nanoTime())).isFalse();
        time.advance(Duration.ofMillis(1));
        assertThat(transport.usable().since(clock.nanoTime())).isTrue();
    }
}
