package io.reactortoken.benchmarks.peer;

import static java.util.Objects.requireNonNull;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.OAuth2Credentials;
import io.reactortoken.benchmarks.peer.Endpoint.Issued;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Date;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** google-auth: the caller's thread waits for a token that is not there. */
final class GooglePeer implements Peer {

    private final Credentials credentials;

    GooglePeer(Endpoint endpoint) {
        this.credentials = new Credentials(endpoint);
    }

    @Override
    public Mono<?> token() {
        return Mono.fromCallable(credentials::ready).subscribeOn(Schedulers.boundedElastic());
    }

    @Override
    public String text(Object token) {
        return ((AccessToken) token).getTokenValue();
    }

    @Override
    public @Nullable Object hit() {
        try {
            return credentials.ready();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static final class Credentials extends OAuth2Credentials {

        private static final long serialVersionUID = 1;

        private final transient Endpoint endpoint;

        Credentials(Endpoint endpoint) {
            super(null, endpoint.renewBefore(), endpoint.renewBefore().dividedBy(10));
            this.endpoint = endpoint;
        }

        AccessToken ready() throws IOException {
            refreshIfExpired();
            return getAccessToken();
        }

        @Override
        public AccessToken refreshAccessToken() {
            Issued issued = requireNonNull(endpoint.issue().block());
            return new AccessToken(issued.text(), Date.from(issued.expiresAt()));
        }
    }
}
