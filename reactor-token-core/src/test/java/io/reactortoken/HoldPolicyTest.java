package io.reactortoken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HoldPolicyTest {

    private static final Backoff OTHER = new Backoff(Duration.ofSeconds(7), Duration.ofSeconds(9));

    @Test
    @DisplayName("each of the waits is replaced alone, in a new policy")
    void replacesOne() {
        HoldPolicy defaults = HoldPolicy.defaults();

        assertThat(defaults.withRenewal(OTHER))
                .isEqualTo(new HoldPolicy(OTHER, defaults.transientFailure(), defaults.permanentFailure()));
        assertThat(defaults.withTransientFailure(OTHER))
                .isEqualTo(new HoldPolicy(defaults.renewal(), OTHER, defaults.permanentFailure()));
        assertThat(defaults.withPermanentFailure(OTHER))
                .isEqualTo(new HoldPolicy(defaults.renewal(), defaults.transientFailure(), OTHER));
        assertThat(HoldPolicy.defaults()).isEqualTo(defaults);
    }

    @Test
    @DisplayName("none of them may be missing")
    @SuppressWarnings("NullAway") // what is tested
    void needsAll() {
        assertThatNullPointerException()
                .isThrownBy(() -> HoldPolicy.defaults().withRenewal(null))
                .withMessage("renewal");
    }
}
