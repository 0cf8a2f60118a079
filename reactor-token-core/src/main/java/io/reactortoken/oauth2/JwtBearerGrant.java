package io.reactortoken.oauth2;

import io.reactortoken.credential.SecretSource;
import io.reactortoken.oauth2.internal.request.SecretReader;
import reactor.core.publisher.Mono;

/** RFC 7523 section 2.1: an assertion that somebody else made. It may be the only proof there is. */
record JwtBearerGrant(SecretSource assertion) implements Grant {

    @Override
    public String type() {
        return "urn:ietf:params:oauth:grant-type:jwt-bearer";
    }

    @Override
    public boolean allowsNoClient() {
        return true;
    }

    @Override
    public Mono<GrantParameters> parameters() {
        return SecretReader.read(assertion, false).map(read -> GrantParameters.NONE.and("assertion", read));
    }

    @Override
    public String toString() {
        return label();
    }
}
