package io.reactortoken;

import reactor.core.publisher.Mono;

/**
 * A source whose credential may be replaced while it runs. After a refusal of the client
 * ({@link FailureKind#CLIENT_REFUSED}) a cache holds requests back; a credential that is another one ends that hold at once
 * (CF-31), and only such a source can tell.
 *
 * @since 0.1.0
 */
public interface CredentialedSource extends TokenSource {

    /**
     * Returns a token, if the credential is another one than the server refused last.
     *
     * <p>Cold: each subscription reads the credential again, and sends a request only if it has changed. A cache subscribes
     * inside a hold, at most once in the first wait of {@link HoldPolicy#permanentFailure()}.
     * <p>Signals one token or a {@link TokenException}: {@link TokenFailure.Code#HLD} if the credential is still the same or
     * cannot be read, so that nothing was sent.
     * <p>Cancelling cancels the request.
     * <p>As for the thread, as {@link #token()}.
     *
     * @return a mono that looks again on each subscription
     */
    Mono<AccessToken> tokenByNewCredential();
}
