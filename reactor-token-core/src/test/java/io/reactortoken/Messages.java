package io.reactortoken;

import static org.assertj.core.api.Assertions.assertThat;

/** The message rule MSG: one line of ASCII, at most 1 KiB, the code first and a hint id last. */
public final class Messages {

    private Messages() {}

    /** Checks one message. */
    public static void assertWellFormed(Throwable error) {
        assertThat(error).isInstanceOf(TokenException.class);
        TokenException known = (TokenException) error;
        assertThat(known)
                .message()
                .hasSizeLessThanOrEqualTo(1_024)
                .startsWith(known.code().label() + " ");
        assertThat(known).message().matches("[ -~]+ - [ -~]+ \\[H-[A-Z0-9-]+]");
    }
}
