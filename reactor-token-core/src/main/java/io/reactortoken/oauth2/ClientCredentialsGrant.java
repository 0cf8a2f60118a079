package io.reactortoken.oauth2;

import reactor.core.publisher.Mono;

/** RFC 6749 section 4.4: the client's own credentials are all there is, so that it must have some. */
enum ClientCredentialsGrant implements Grant {
    INSTANCE;

    private static final Mono<GrantParameters> NOTHING = Mono.just(GrantParameters.NONE);

    @Override
    public String type() {
        return "client_credentials";
    }

    @Override
    public boolean allowsPublicClients() {
        return false;
    }

    @Override
    public Mono<GrantParameters> parameters() {
        return NOTHING;
    }
}
