package io.reactortoken.oauth2.internal.discovery;

import io.reactortoken.TokenConfigurationException;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.internal.Origin;
import io.reactortoken.oauth2.internal.answer.Asked;
import io.reactortoken.oauth2.internal.body.Echo;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.Set;

/**
 * What is believed of an issuer's metadata: a document that names this very issuer, and endpoints at its origin or at one
 * that the user named (RFC 8414 sections 3.3 and 6).
 *
 * @param issuer as configured, never normalised
 * @param documents where the document may be, in the order in which to look
 * @param otherOrigins where its endpoints may be besides the issuer's own origin
 * @param plaintextAllowed whether {@code http} will do
 * @since 0.1.0
 */
public record IssuerRules(URI issuer, Set<URI> documents, Set<String> otherOrigins, boolean plaintextAllowed) {

    private static final int LONGEST_SHOWN = 120;

    Metadata check(MetadataMembers members) {
        if (!members.issuer.equals(issuer.toString())) {
            throw refuse(
                    "the metadata is of issuer '" + shown(members.issuer) + "', not of '" + shown(issuer.toString())
                            + "'",
                    "configure the issuer exactly as the server writes it: case, port and a slash at the end count");
        }
        if (members.tokenEndpoint.isEmpty()) {
            throw refuse("the metadata names no token_endpoint", "does this server issue tokens to clients?");
        }
        URI endpoint = endpoint("token_endpoint", members.tokenEndpoint);
        Optional<URI> alias = members.mtlsTokenEndpoint.isEmpty()
                ? Optional.empty()
                : Optional.of(endpoint("mtls_endpoint_aliases.token_endpoint", members.mtlsTokenEndpoint));
        return new Metadata(
                members.issuer,
                endpoint,
                alias,
                members.authMethods,
                members.signingAlgorithms,
                members.grantTypes,
                members.scopes);
    }

    private URI endpoint(String name, String text) {
        URI uri = parse(name, text);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme();
        boolean schemeAllowed =
                scheme.equalsIgnoreCase("https") || (plaintextAllowed && scheme.equalsIgnoreCase("http"));
        if (!schemeAllowed || uri.getHost() == null || uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw refuse(
                    "the metadata's " + name + " is no https URI without user info and fragment",
                    "ask the server's owner; RFC 8414 section 2");
        }
        Optional<Origin> origin = Origin.of(uri);
        if (origin.isEmpty() || !(origin.equals(Origin.of(issuer)) || isNamed(origin.get()))) {
            throw refuse(
                    "the metadata's " + name + " is at " + shown(Asked.origin(uri))
                            + ", which is not the issuer's origin",
                    "if that is right: Issuer.of(..).allowEndpointsAt(\"" + shown(Asked.origin(uri)) + "\")");
        }
        return uri;
    }

    private boolean isNamed(Origin origin) {
        return otherOrigins.stream()
                .anyMatch(other -> Origin.of(other).filter(origin::equals).isPresent());
    }

    private URI parse(String name, String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException invalid) {
            // its message quotes the whole text
            throw refuse("the metadata's " + name + " is not a URI", "ask the server's owner");
        }
    }

    private static String shown(String text) {
        return Echo.sanitise(text, LONGEST_SHOWN);
    }

    private static TokenConfigurationException refuse(String what, String check) {
        return TokenConfigurationException.of(TokenFailure.of(Code.CFG, what).hint("H-ISSUER", check), null);
    }
}
