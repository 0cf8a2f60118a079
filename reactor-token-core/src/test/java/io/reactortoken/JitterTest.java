package io.reactortoken;

import static io.reactortoken.CacheFixture.HOUR;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.test.ScriptedSource;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class JitterTest {

    private static final int PODS = 100;
    private static final int BINS = 10;
    private static final long SEED = 20_261_123;

    @Test
    @DisplayName(
            "CF-11: a hundred pods that start together renew within a minute, no tenth of it more than thrice the mean")
    void aFleetIsSpread() {
        // given
        var random = new SplittableRandom(SEED);
        int[] renewals = new int[BINS];
        for (int pod = 0; pod < PODS; pod++) {
            var cache = CacheFixture.over(
                    ScriptedSource.issuing(HOUR),
                    options -> options.jitter(Duration.ofSeconds(60)).random(random::nextDouble));
            cache.now();
            cache.time.advance(Duration.ofMinutes(55).minusMillis(1));
            cache.now();
            assertThat(cache.source.requests())
                    .as("a jitter never makes it earlier")
                    .isEqualTo(1);
            // when: it is called a thousand times a minute, which draws nothing anew
            renewals[secondsUntilRenewal(cache) * BINS / 60]++;
        }
        // then
        assertThat(renewals).as("seed %d", SEED).doesNotContain(0);
        for (int bin : renewals) {
            assertThat(bin).as("seed %d", SEED).isLessThanOrEqualTo(3 * PODS / BINS);
        }
    }

    private static int secondsUntilRenewal(CacheFixture cache) {
        for (int tick = 0; tick < 1_000; tick++) {
            cache.time.advance(Duration.ofMillis(60));
            cache.now();
            if (cache.source.requests() == 2) {
                return tick * 60 / 1_000;
            }
        }
        throw new AssertionError("no renewal within a minute");
    }
}
