package io.reactortoken.internal;

import io.reactortoken.AccessToken;
import io.reactortoken.TokenSource;
import java.util.Optional;

/**
 * A source that is no cache itself and looks one up each time it is asked.
 *
 * @since 0.1.0
 */
public interface LookedUpSource extends TokenSource {

    /**
     * Returns the token that {@link #token()} would signal at once, and starts nothing.
     *
     * @return as {@link io.reactortoken.CachedTokenSource#usable()} does; empty if there is no cache either
     */
    Optional<AccessToken> usable();
}
