package io.reactortoken;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The window in which a hit reads one clock: where it begins, where it ends, and when there is none. */
class HeldTokenTest {

    private static final long SECOND = 1_000_000_000L;
    private static final Now SENT = new Now(1_000_000, 7 * SECOND);

    /** Due after 60 s, dead after 90 s. */
    private final HeldToken held = new HeldToken(
            AccessToken.bearer("t", Duration.ofSeconds(90)), SENT, SENT.plus(60 * SECOND), SENT.plus(90 * SECOND));

    private static Now after(long millis) {
        return SENT.plus(millis * (SECOND / 1_000));
    }

    private boolean isFresh(long millis) {
        return held.isFreshAt(SENT.wallMillis() + millis);
    }

    @Test
    @DisplayName("CF-107 before both clocks were asked, no hit believes one of them")
    void isClosedAtFirst() {
        assertThat(isFresh(-1)).isFalse();
        assertThat(isFresh(0)).isFalse();
        assertThat(isFresh(1)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 12_345, 58_999, 59_000})
    @DisplayName("CF-107 a window is one second, from the reading of both clocks")
    void isOneSecond(long opened) {
        held.openWindow(after(opened));
        assertThat(isFresh(opened - 1)).as("the clock was set back").isFalse();
        assertThat(isFresh(opened)).isTrue();
        assertThat(isFresh(opened + 999)).isTrue();
        assertThat(isFresh(opened + 1_000)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 59_001, 60_000, 90_000, 3_000_000_000L})
    @DisplayName("CF-60 none is opened before the request was sent, nor less than a second before renewal is due")
    void isNotOpened(long at) {
        held.openWindow(after(0));
        held.openWindow(after(at));
        assertThat(isFresh(at)).isFalse();
        assertThat(isFresh(0)).as("the old window").isFalse();
    }

    @Test
    @DisplayName("CF-61 the clock that is ahead decides whether there is a second left")
    void asksBothClocks() {
        held.openWindow(new Now(after(0).wallMillis(), after(59_500).nanos()));
        assertThat(isFresh(0)).isFalse();
        held.openWindow(new Now(after(59_500).wallMillis(), after(0).nanos()));
        assertThat(isFresh(59_500)).isFalse();
    }

    @Test
    @DisplayName("CF-60 a window can be as far from the request as a token lives that never ends")
    void livesLong() {
        HeldToken endless = new HeldToken(
                AccessToken.builder("t").build(), SENT, after(Integer.MAX_VALUE * 3L), after(Integer.MAX_VALUE * 4L));
        endless.openWindow(after(Integer.MAX_VALUE - 1L));
        assertThat(endless.isFreshAt(after(Integer.MAX_VALUE - 1L).wallMillis()))
                .isTrue();
        endless.openWindow(after(Integer.MAX_VALUE));
        assertThat(endless.isFreshAt(after(Integer.MAX_VALUE).wallMillis()))
                .as("from here on both clocks are read each time")
                .isFalse();
    }
}
