package io.reactortoken.oauth2;

import io.reactortoken.TokenClock;
import io.reactortoken.TokenConfigurationException;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.oauth2.auth.ClientAuthentication;
import io.reactortoken.oauth2.internal.answer.Lint;
import io.reactortoken.oauth2.internal.body.Echo;
import io.reactortoken.oauth2.internal.discovery.Metadata;
import io.reactortoken.oauth2.internal.discovery.MetadataCache;
import io.reactortoken.transport.TokenTransport;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The endpoint that an issuer's metadata names, and a method of authentication that both sides know. */
final class DiscoveredEndpoint implements EndpointSource {

    private static final int LONGEST_LIST = 160;

    private final RequestParts parts;
    private final MetadataCache cache;
    private final LintLog lints;

    DiscoveredEndpoint(RequestParts parts, Issuer issuer, TokenTransport transport, LintLog lints) {
        this.parts = parts;
        this.lints = lints;
        this.cache = new MetadataCache(
                issuer.rules(parts.plaintextAllowed),
                transport,
                warning -> lints.tell(new Lint("H-ISSUER", warning, true), parts.origin()));
    }

    @Override
    public Mono<Endpoint> endpoint(TokenClock clock) {
        return cache.metadata(clock).map(this::endpoint);
    }

    private Endpoint endpoint(Metadata metadata) {
        ClientAuthentication method = method(metadata.authMethods());
        Set<String> grants = metadata.grantTypes();
        if (!grants.isEmpty() && !grants.contains(parts.grant.type())) {
            String what = "the server's metadata does not name the grant " + parts.grant.label();
            lints.tell(new Lint("H-GRANT", what, true), parts.origin());
        }
        boolean certificate = method.method().endsWith("tls_client_auth");
        return new Endpoint(
                metadata.tokenEndpoint(certificate),
                method,
                Optional.of(metadata.issuer()),
                metadata.signingAlgorithms(),
                metadata.scopes());
    }

    /** A server that does not say takes Basic (RFC 8414 section 2), and what the user chose is not for us to doubt. */
    private ClientAuthentication method(Set<String> offered) {
        ClientAuthentication chosen = parts.authentication;
        if (offered.isEmpty()) {
            return chosen == null ? ClientAuthentication.clientSecretBasic() : chosen;
        }
        ClientAuthentication fitting = chosen == null ? first(offered) : chosen;
        boolean anonymous = fitting != null && parts.clientId.isEmpty();
        if (fitting == null || !(anonymous || offered.contains(fitting.method()))) {
            throw notOffered(fitting, offered);
        }
        return fitting;
    }

    private static @Nullable ClientAuthentication first(Set<String> offered) {
        if (offered.contains("client_secret_basic")) {
            return ClientAuthentication.clientSecretBasic();
        }
        return offered.contains("client_secret_post") ? ClientAuthentication.clientSecretPost() : null;
    }

    private static TokenConfigurationException notOffered(@Nullable ClientAuthentication chosen, Set<String> offered) {
        String name = chosen == null ? "a client secret" : chosen.method();
        TokenFailure failure = TokenFailure.of(Code.CFG, "the server does not offer authentication by " + name)
                .hint("H-CLIENT", "it offers " + Echo.sanitise(String.join(" ", offered), LONGEST_LIST));
        return TokenConfigurationException.of(failure, null);
    }
}
