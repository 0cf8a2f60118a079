package io.reactortoken.examples.readme;

import io.reactortoken.AccessToken;
import io.reactortoken.TokenSource;
import io.reactortoken.test.TestTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** The test that CONTRIBUTING.md shows. */
class ContributingTest {

    private final TestTime time = TestTime.create();

    private static AccessToken token(String text) {
        return AccessToken.bearer(text, Duration.ofHours(1));
    }

    @Test
    void aTokenThatHasExpiredIsNotHandedOut() {
        // given
        var fetches = new AtomicInteger();
        var tokens = TokenSource.of(() -> Mono.just(token("t" + fetches.incrementAndGet())))
                .cache(time.policy().build());
        tokens.token().block();
        // when
        time.advance(Duration.ofHours(1));
        // then
        StepVerifier.create(tokens.token()).expectNext(token("t2")).verifyComplete();
    }
}
