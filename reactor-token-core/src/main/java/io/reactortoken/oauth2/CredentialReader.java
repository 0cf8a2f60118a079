package io.reactortoken.oauth2;

import io.reactortoken.TokenCredentialException;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.credential.Secret;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.oauth2.internal.request.SecretReader;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Reads id and secret as one. Where the id has a source too, it is read before the secret and after it: a pair of which one
 * half was replaced in between is read again, and not sent (CS-12).
 */
final class CredentialReader {

    private static final int MOST_TRIES = 3;

    private final String id;
    private final @Nullable SecretSource idSource;
    private final SecretSource secret;

    CredentialReader(String id, @Nullable SecretSource idSource, SecretSource secret) {
        this.id = id;
        this.idSource = idSource;
        this.secret = secret;
    }

    /** As it is now, or was a moment ago. */
    Mono<ClientCredential> read() {
        return read(SecretSource::secret, MOST_TRIES);
    }

    /** As it is now, whatever is remembered. */
    Mono<ClientCredential> reload() {
        return read(SecretSource::reload, MOST_TRIES);
    }

    String description() {
        return secret.description();
    }

    private Mono<ClientCredential> read(Function<SecretSource, Mono<Secret>> how, int tries) {
        if (idSource == null) {
            return ask(secret, how).map(read -> new ClientCredential(id, read, description()));
        }
        if (tries == 0) {
            return Mono.error(CredentialReader::restless);
        }
        return ask(idSource, how)
                .flatMap(before -> ask(secret, how)
                        .flatMap(read -> ask(idSource, how)
                                .filter(before::isSameAs)
                                .map(after -> new ClientCredential(after.reveal(), read, description()))))
                .switchIfEmpty(Mono.defer(() -> read(how, tries - 1)));
    }

    private static Mono<Secret> ask(SecretSource source, Function<SecretSource, Mono<Secret>> how) {
        return SecretReader.read(() -> how.apply(source), "the secret source " + source.description(), true);
    }

    private static TokenCredentialException restless() {
        TokenFailure failure = TokenFailure.of(Code.CRD_T, "the client id changes while it is read with its secret")
                .hint("H-SECRET", "replace both at once: in one document, or by one rename");
        return TokenCredentialException.of(failure.transientFailure(), null);
    }
}
