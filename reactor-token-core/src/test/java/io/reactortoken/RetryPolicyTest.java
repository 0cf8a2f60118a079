package io.reactortoken;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.TokenFailure.Code;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The wait before the next attempt. */
class RetryPolicyTest {

    private static long millisAfter(Duration asked, double drawn) {
        TokenException failure =
                TokenEndpointException.of(TokenFailure.of(Code.THR, "slow down").retryAfter(asked), null);
        return RetryPolicy.defaults().nanosAfter(1, failure, () -> drawn) / 1_000_000;
    }

    @ParameterizedTest(name = "TE-131: asked for {0} ms, drawn {1}: {2} ms", quoteTextArguments = false)
    @CsvSource({"10000, 0, 10000", "10000, 0.5, 11000", "10000, 0.999999, 11999", "0, 0, 100", "0, 0.999999, 199"})
    void addsAtMostAFifthAndNeverLess(long asked, double drawn, long waited) {
        assertThat(millisAfter(Duration.ofMillis(asked), drawn)).isEqualTo(waited);
    }

    @Test
    @DisplayName("TE-136: no wait is long enough to become a short one")
    void doesNotOverflow() {
        assertThat(millisAfter(Duration.ofSeconds(Long.MAX_VALUE), 0.999_999)).isGreaterThan(1_000_000_000_000L);
    }
}
