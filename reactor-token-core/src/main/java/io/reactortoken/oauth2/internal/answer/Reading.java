package io.reactortoken.oauth2.internal.answer;

import io.reactortoken.AccessToken;
import io.reactortoken.TokenException;
import io.reactortoken.credential.Secret;
import io.reactortoken.oauth2.internal.body.Again;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an answer means.
 *
 * @since 0.1.0
 */
public sealed interface Reading {

    /**
     * A token.
     *
     * @param token what was issued
     * @param refreshToken what replaces the refresh token that was sent; null if nothing does
     * @param lints what is odd about the answer
     * @param skew the server's clock minus ours, to a second; empty if it did not tell
     * @since 0.1.0
     */
    record Granted(AccessToken token, @Nullable Secret refreshToken, List<Lint> lints, Optional<Duration> skew)
            implements Reading {}

    /**
     * No token.
     *
     * @param error why
     * @param again whether to ask once more at once
     * @since 0.1.0
     */
    record Refused(TokenException error, Again again) implements Reading {}
}
