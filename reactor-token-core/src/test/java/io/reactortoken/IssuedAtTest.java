package io.reactortoken;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.test.ScriptedSource;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Tokens of which the server says when it issued them. */
class IssuedAtTest {

    private static CacheFixture over(Duration lifetime, Duration age) {
        CacheFixture[] cache = new CacheFixture[1];
        cache[0] = CacheFixture.over(ScriptedSource.answering(number -> Mono.just(AccessToken.builder("t" + number)
                .lifetime(lifetime)
                .issuedAt(cache[0].time.instant().minus(age))
                .build())));
        return cache[0];
    }

    @Test
    @DisplayName("a token that was issued before the request has lived for a while")
    void aTokenThatWasIssuedBefore() {
        var cache = over(Duration.ofHours(1), Duration.ofMinutes(50));
        assertThat(cache.now()).isEqualTo("t1");
        cache.time.advance(Duration.ofMinutes(9).plusSeconds(29));
        assertThat(cache.now()).isEqualTo("t1");
        cache.time.advance(Duration.ofMinutes(1));
        assertThat(cache.now()).isNotEqualTo("t1");
    }

    @Test
    @DisplayName("a token that was issued in the future lives no longer than from the request on")
    void aTokenThatIsIssuedInTheFuture() {
        var cache = over(Duration.ofMinutes(1), Duration.ofHours(-5));
        assertThat(cache.now()).isEqualTo("t1");
        cache.time.advance(Duration.ofMinutes(1));
        assertThat(cache.now()).isEqualTo("t2");
    }

    @Test
    @DisplayName("TE-081 a lifetime so far below zero that its age underflows is over, and not for ever")
    void aLifetimeThatUnderflowsIsOver() {
        var cache = over(Duration.ofSeconds(Long.MIN_VALUE), Duration.ofMinutes(50));
        assertThat(cache.now()).isEqualTo("t1");
        cache.verify()
                .expectErrorSatisfies(error -> assertThat(error).hasMessageStartingWith("HLD"))
                .verify(Duration.ofSeconds(5));
        cache.time.advance(Duration.ofSeconds(1));
        assertThat(cache.now()).isEqualTo("t2");
    }
}
