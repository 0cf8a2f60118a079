package io.reactortoken.oauth2.internal.request;

import io.reactortoken.TokenCredentialException;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.credential.Secret;
import io.reactortoken.credential.SecretSource;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/**
 * Reads a secret for one attempt, and makes a {@link TokenCredentialException} of whatever its source does instead.
 *
 * @since 0.1.0
 */
public final class SecretReader {

    private SecretReader() {}

    /**
     * Returns a mono that asks a source.
     *
     * @param source asked on each subscription
     * @param emptyAllowed whether a secret without a character is one
     * @return a mono of one secret, or of a {@link TokenException}
     */
    public static Mono<Secret> read(SecretSource source, boolean emptyAllowed) {
        return read(source::secret, "the secret source " + source.description(), emptyAllowed);
    }

    /**
     * Returns a mono that asks for a secret of any origin.
     *
     * @param asked called on each subscription; may throw
     * @param name what it is, for messages
     * @param emptyAllowed whether a secret without a character is one
     * @return a mono of one secret, or of a {@link TokenException}
     */
    public static Mono<Secret> read(Supplier<? extends Mono<Secret>> asked, String name, boolean emptyAllowed) {
        return Mono.defer(asked)
                .onErrorMap(error -> !(error instanceof TokenException), error -> failed(name, error))
                .switchIfEmpty(Mono.error(() -> unusable(name, "signalled no secret")))
                .flatMap(secret -> secret.isEmpty() && !emptyAllowed
                        ? Mono.error(unusable(name, "signalled an empty secret"))
                        : Mono.just(secret));
    }

    /**
     * Says that a credential cannot be used.
     *
     * @param name what it is
     * @param what why not; the credential itself is not in it
     * @return an exception
     */
    public static TokenException unusable(String name, String what) {
        TokenFailure failure =
                TokenFailure.of(Code.CRD_P, name + " " + what).hint("H-SECRET", "check what it reads from");
        return TokenCredentialException.of(failure, null);
    }

    private static TokenException failed(String name, Throwable error) {
        TokenFailure failure = TokenFailure.of(
                        Code.CRD_T, name + " failed with " + error.getClass().getName())
                .hint("H-SECRET", "the cause is the source's own error");
        return TokenCredentialException.of(failure.transientFailure(), error);
    }
}
