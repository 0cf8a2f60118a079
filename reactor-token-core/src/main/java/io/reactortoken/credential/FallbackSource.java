package io.reactortoken.credential;

import io.reactortoken.TokenCredentialException;
import io.reactortoken.TokenFailure.Code;
import reactor.core.publisher.Mono;

/** Another source where the first one has no secret. One that fails for the moment is no such case. */
final class FallbackSource implements SecretSource {

    private final SecretSource first;
    private final SecretSource second;

    FallbackSource(SecretSource first, SecretSource second) {
        this.first = first;
        this.second = second;
    }

    @Override
    public Mono<Secret> secret() {
        return first.secret().onErrorResume(FallbackSource::hasNone, none -> second.secret());
    }

    @Override
    public Mono<Secret> reload() {
        return first.reload().onErrorResume(FallbackSource::hasNone, none -> second.reload());
    }

    @Override
    public void verify() {
        try {
            first.verify();
        } catch (TokenCredentialException none) {
            if (!hasNone(none)) {
                throw none;
            }
            second.verify();
        }
    }

    private static boolean hasNone(Throwable error) {
        return error instanceof TokenCredentialException credential && credential.code() == Code.CRD_P;
    }

    @Override
    public String description() {
        return first.description() + " or " + second.description();
    }

    @Override
    public String toString() {
        return "SecretSource[" + description() + "]";
    }
}
