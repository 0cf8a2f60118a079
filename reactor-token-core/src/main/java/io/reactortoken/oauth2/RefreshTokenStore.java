package io.reactortoken.oauth2;

import io.reactortoken.credential.Secret;
import reactor.core.publisher.Mono;

/**
 * Keeps the refresh token of one grant beyond the life of the process, because a server may replace it with every answer
 * (RFC 6749 section 6). Must be thread-safe; called by one request at a time.
 *
 * @since 0.1.0
 */
public interface RefreshTokenStore {

    /**
     * Returns the refresh token that was kept last.
     *
     * <p>Cold: each subscription reads it again. Asked for the first request of a source, and after the server refused the
     * one that was used.
     * <p>Signals one token, or an error; never empty, and never blocks.
     * <p>Cancelling ends the read; nothing else waits for it.
     * <p>The token may arrive on any thread.
     *
     * @return a mono that reads on each subscription
     */
    Mono<Secret> load();

    /**
     * Replaces the refresh token.
     *
     * <p>Cold. Subscribed after the server replaced the token and before the access token is handed out.
     * <p>Completes when the token is kept. An error, or 5 seconds without completion, is logged as a warning: the source
     * goes on with the new token all the same, and only a restart would miss it.
     * <p>Cancelling ends the write.
     * <p>May complete on any thread.
     *
     * @param refreshToken what the server issued
     * @return a mono that writes on each subscription
     */
    Mono<Void> save(Secret refreshToken);

    /**
     * Says where it is kept, for messages.
     *
     * @return for instance {@code file:refresh-token}; never the token
     */
    String description();
}
