package io.reactortoken;

import static io.reactortoken.CacheFixture.HOUR;
import static io.reactortoken.CacheFixture.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.test.ScriptedSource;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A look at what the cache would hand out at once. */
class UsableTokenTest {

    private final CacheFixture cache = CacheFixture.over(
            ScriptedSource.issuing(HOUR),
            options -> options.forcedRefresh(new ForcedRefreshPolicy(Duration.ZERO, Duration.ZERO)));

    @Test
    @DisplayName("RS-61: nothing is held, and a look starts no fetch")
    void emptyAtFirst() {
        assertThat(cache.tokens.usable()).isEmpty();
        assertThat(cache.source.requests()).isZero();
    }

    @Test
    @DisplayName("RS-61: a fresh token is usable, and one that is due for renewal too; a look starts no renewal")
    void whileItLives() {
        cache.now();
        assertThat(cache.tokens.usable()).contains(token("t1"));

        cache.time.advance(Duration.ofMinutes(57));

        assertThat(cache.tokens.usable()).contains(token("t1"));
        assertThat(cache.source.requests()).isEqualTo(1);
    }

    @Test
    @DisplayName("RS-61: a token inside the margin is not usable")
    void closeToItsEnd() {
        cache.now();

        cache.time.advance(HOUR.minusSeconds(29));

        assertThat(cache.tokens.usable()).isEmpty();
    }

    @Test
    @DisplayName("RS-61: a token that was rejected or evicted is not usable, nor that of a closed cache")
    void takenAway() {
        cache.tokens.invalidate(cache.current());
        assertThat(cache.tokens.usable()).isEmpty();

        cache.now();
        cache.tokens.evict();
        assertThat(cache.tokens.usable()).isEmpty();

        cache.now();
        cache.tokens.close();
        assertThat(cache.tokens.usable()).isEmpty();
    }

    @Test
    @DisplayName("RS-61: a decorated cache tells what the cache itself does")
    void decorated() {
        TokenSource decorated = TokenSource.delegating(cache.tokens, token -> token.delayElement(HOUR));
        cache.now();

        assertThat(decorated)
                .isInstanceOfSatisfying(
                        CachedTokenSource.class,
                        cached -> assertThat(cached.usable()).contains(token("t1")));
    }
}
