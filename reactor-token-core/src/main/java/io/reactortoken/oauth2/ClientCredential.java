package io.reactortoken.oauth2;

import io.reactortoken.credential.Secret;
import io.reactortoken.credential.SecretSource;
import reactor.core.publisher.Mono;

/**
 * Who the client is in one request, and by what: read together, sent together, refused together.
 *
 * @param id the client id
 * @param secret does not show itself
 * @param origin where the secret was read, for messages
 */
record ClientCredential(String id, Secret secret, String origin) {

    boolean isSameAs(ClientCredential other) {
        return id.equals(other.id) && secret.isSameAs(other.secret);
    }

    /** For an authentication, which asks for the secret itself. */
    SecretSource asSource() {
        return new Read(this);
    }

    private record Read(ClientCredential credential) implements SecretSource {

        @Override
        public Mono<Secret> secret() {
            return Mono.just(credential.secret);
        }

        @Override
        public String description() {
            return credential.origin;
        }
    }
}
