package io.reactortoken;

import io.reactortoken.MatrixCell.Failing;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.test.TestTime;
import java.time.Duration;
import java.util.Random;
import reactor.core.publisher.Mono;

/** A server that issues tokens or fails, as its cell says, and knows whether its last token may be handed out. */
final class MatrixServer implements TokenSource {

    private final MatrixCell cell;
    private final TestTime time;
    private final Random random;
    private boolean failing;
    private int requests;
    private int issued;
    private boolean kept;
    private Now servedUntil;

    MatrixServer(MatrixCell cell, TestTime time, Random random) {
        this.cell = cell;
        this.time = time;
        this.random = random;
        this.servedUntil = Now.read(time);
    }

    void fails(boolean now) {
        failing = now;
    }

    int requests() {
        return requests;
    }

    int issued() {
        return issued;
    }

    /** Whether a cache that is asked now has a token to give. */
    boolean hasUsableToken() {
        return kept && !Now.read(time).hasReached(servedUntil);
    }

    @Override
    public Mono<AccessToken> token() {
        requests++;
        if (failing && cell.failing() != Failing.NOT) {
            return failure();
        }
        Now sent = Now.read(time);
        return late(Mono.fromSupplier(() -> issue(sent)));
    }

    private AccessToken issue(Now sent) {
        servedUntil = sent.plus(cell.servedFor().toNanos());
        kept = !Now.read(time).hasReached(servedUntil);
        AccessToken.Builder token = AccessToken.builder("t" + ++issued);
        return cell.lifetime().map(token::lifetime).orElse(token).build();
    }

    /** At once, or after a moment, or after a twentieth of the lifetime. */
    private Mono<AccessToken> late(Mono<AccessToken> answer) {
        int dice = random.nextInt(10);
        if (dice < 3) {
            return answer;
        }
        Duration long_ = Times.min(cell.effectiveLifetime().dividedBy(20), Duration.ofSeconds(5));
        return Mono.delay(dice < 8 ? Duration.ofMillis(50) : long_, time.scheduler())
                .then(answer);
    }

    @SuppressWarnings("NullAway") // null is one of the failures
    private Mono<AccessToken> failure() {
        return switch (cell.failing()) {
            case TRANSIENT -> late(Mono.error(CacheFixture.transientFailure()));
            case PERMANENT -> late(Mono.error(CacheFixture.permanentFailure()));
            case RETRY_AFTER ->
                late(Mono.error(TokenEndpointException.of(
                        TokenFailure.of(Code.THR, "busy").retryAfter(MatrixCell.RETRY_AFTER), null)));
            case HANG -> Mono.never();
            case THROWS -> throw new IllegalStateException("broken");
            case NULL -> null;
            case EMPTY -> late(Mono.empty());
            case LINKAGE_ERROR -> throw new NoClassDefFoundError("gone");
            case NOT -> throw new AssertionError("it does not fail");
        };
    }
}
