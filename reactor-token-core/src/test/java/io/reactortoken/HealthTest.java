package io.reactortoken;

import static io.reactortoken.CacheFixture.HOUR;
import static io.reactortoken.CacheFixture.permanentFailure;
import static io.reactortoken.CacheFixture.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.TokenHealth.Status;
import io.reactortoken.test.ScriptedSource;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Usable, due or failing, since when, and what to check. */
class HealthTest {

    private static TokenHealth health(CacheFixture cache) {
        return cache.inside.health();
    }

    private static TokenHealth due(boolean usable, Optional<Instant> since, Optional<Instant> expires) {
        return new TokenHealth(Status.DUE, usable, since, expires, "", "", "");
    }

    @Test
    @DisplayName("unused, it is due; with a token usable, then due again, then due without one")
    void theLifeOfAToken() {
        // given
        var cache = CacheFixture.over(ScriptedSource.issuing(HOUR));
        assertThat(health(cache)).isEqualTo(due(false, Optional.empty(), Optional.empty()));
        // when
        cache.now();
        // then
        Instant sent = cache.time.instant();
        Optional<Instant> expires = Optional.of(sent.plus(HOUR).minusSeconds(30));
        assertThat(health(cache))
                .isEqualTo(new TokenHealth(Status.USABLE, true, Optional.of(sent), expires, "", "", ""));
        cache.time.advance(Duration.ofMinutes(58));
        assertThat(health(cache)).isEqualTo(due(true, Optional.of(sent.plus(Duration.ofMinutes(55))), expires));
        cache.time.advance(Duration.ofMinutes(58));
        assertThat(health(cache)).isEqualTo(due(false, expires, Optional.empty()));
        assertThat(cache.source.requests()).as("a look starts nothing").isEqualTo(1);
    }

    @Test
    @DisplayName("a renewal that fails: failing since the first failure, and usable for as long as the token lives")
    void failingAndUsable() {
        // given
        TokenException refused =
                TokenEndpointException.of(permanentFailure().failure().hint("H-CLIENT", "check the secret"), null);
        var cache = CacheFixture.over(
                ScriptedSource.answering(number -> number == 1 ? Mono.just(token("t1")) : Mono.error(refused)));
        cache.now();
        Instant sent = cache.time.instant();
        // when
        cache.time.advance(Duration.ofMinutes(56));
        Instant first = cache.time.instant();
        for (int i = 0; i < 10; i++) {
            cache.now();
            cache.time.advance(Duration.ofSeconds(10));
        }
        // then
        assertThat(health(cache))
                .isEqualTo(new TokenHealth(
                        Status.FAILING,
                        true,
                        Optional.of(first),
                        Optional.of(sent.plus(HOUR).minusSeconds(30)),
                        "OAE",
                        "H-CLIENT",
                        "OAE refused: invalid_client (attempt=1/1) - check the secret [H-CLIENT]"));
        cache.time.advance(HOUR);
        assertThat(health(cache).usable()).isFalse();
        assertThat(health(cache).status()).isEqualTo(Status.FAILING);
        assertThat(health(cache).expires()).isEmpty();
    }

    @Test
    @DisplayName("a rejected token: due since then; an evicted one: due")
    void rejectedAndEvicted() {
        var cache = CacheFixture.over(ScriptedSource.issuing(HOUR));
        AccessToken first = cache.current();
        cache.time.advance(Duration.ofMinutes(1));
        Instant rejected = cache.time.instant();
        cache.tokens.invalidate(first);
        cache.time.advance(Duration.ofMinutes(1));
        assertThat(health(cache)).isEqualTo(due(false, Optional.of(rejected), Optional.empty()));
        cache.now();
        cache.tokens.evict();
        assertThat(health(cache)).isEqualTo(due(false, Optional.empty(), Optional.empty()));
    }

    @Test
    @DisplayName("closed: failing since then, with a hint")
    void closed() {
        var cache = CacheFixture.over(ScriptedSource.issuing(HOUR), options -> options.name("billing"));
        cache.now();
        Instant closed = cache.time.instant();
        cache.tokens.close();
        cache.time.advance(HOUR);
        cache.tokens.close();
        TokenHealth health = health(cache);
        assertThat(health.status()).isEqualTo(Status.FAILING);
        assertThat(health.since()).contains(closed);
        assertThat(health.code()).isEqualTo("CLS");
        assertThat(health.hint()).isEqualTo("H-CLOSED");
        assertThat(health.usable()).isFalse();
        assertThat(health.message()).startsWith("CLS the token source is closed (client=billing)");
    }

    @Test
    @DisplayName("a probe asks for a token where one is needed, and does not fail; in a hold it asks nobody")
    void probe() {
        var cache = CacheFixture.over(ScriptedSource.answering(
                number -> number == 1 ? Mono.error(permanentFailure()) : Mono.just(token("t2"))));
        Mono<TokenHealth> probe = cache.inside.probe();
        assertThat(cache.source.requests()).isZero();
        for (int i = 0; i < 3; i++) {
            StepVerifier.create(probe.map(TokenHealth::status))
                    .expectNext(Status.FAILING)
                    .verifyComplete();
        }
        assertThat(cache.source.requests()).isEqualTo(1);
        cache.time.advance(Duration.ofSeconds(1));
        StepVerifier.create(probe.map(TokenHealth::status))
                .expectNext(Status.USABLE)
                .verifyComplete();
        assertThat(cache.source.requests()).isEqualTo(2);
    }

    @Test
    @DisplayName("TM-02: a health holds no token; seen through an operator it is the same")
    void throughAnOperator() {
        var cache = CacheFixture.over(ScriptedSource.answering(number -> Mono.just(token("CNRY-health"))));
        cache.now();
        TokenSource seen = TokenSource.delegating(cache.inside, token -> token);
        assertThat(seen)
                .isInstanceOfSatisfying(
                        CachedTokenSource.class,
                        tokens -> assertThat(tokens.health()).isEqualTo(health(cache)));
        Leaks.assertNone(health(cache), "CNRY-health");
    }
}
