package io.reactortoken.oauth2;

import io.reactortoken.TokenConfigurationException;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.internal.Origin;
import io.reactortoken.oauth2.internal.answer.Asked;
import io.reactortoken.oauth2.internal.discovery.IssuerRules;
import io.reactortoken.oauth2.internal.discovery.WellKnown;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An authorization server by its issuer identifier: the token endpoint is looked up in its metadata (RFC 8414, OpenID
 * Connect Discovery) when the first token is needed, and again after an hour.
 *
 * <p>Immutable: every call returns a new value. Each source looks up for itself; a failure is retried like a token
 * request, and later one leaves what is known in use.
 *
 * @since 0.1.0
 */
public final class Issuer {

    private final URI issuer;
    private final @Nullable URI document;
    private final Set<String> otherOrigins;

    private Issuer(URI issuer, @Nullable URI document, Set<String> otherOrigins) {
        this.issuer = issuer;
        this.document = document;
        this.otherOrigins = otherOrigins;
    }

    /**
     * Names an issuer.
     *
     * @param issuer exactly as the server writes it: its metadata must repeat it, character by character. https, without
     *     query and fragment; checked when a source is built
     * @return the issuer
     * @throws TokenConfigurationException if it is no URI
     */
    public static Issuer of(String issuer) {
        return new Issuer(parse(issuer), null, Set.of());
    }

    /**
     * Says where the metadata is. Default: the well-known addresses, that of OpenID Connect first.
     *
     * @param uri https
     * @return a new issuer
     * @throws TokenConfigurationException if it is no URI
     */
    public Issuer metadataUri(String uri) {
        return new Issuer(issuer, parse(uri), otherOrigins);
    }

    /**
     * Allows the metadata to name endpoints at another origin than the issuer's own, to which the client's credentials
     * are then sent. Default: none; a secret goes only where somebody said it may.
     *
     * @param origins for instance {@code https://oauth2.example.com}
     * @return a new issuer
     * @throws TokenConfigurationException if one of them is no origin
     */
    public Issuer allowEndpointsAt(String... origins) {
        Set<String> all = new LinkedHashSet<>(otherOrigins);
        for (String origin : origins) {
            if (Origin.of(origin).isEmpty()) {
                throw refuse("an origin of endpoints is none", "it looks like https://oauth2.example.com");
            }
            all.add(origin);
        }
        return new Issuer(issuer, document, Set.copyOf(all));
    }

    private static URI parse(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException invalid) {
            // its message quotes the whole text
            throw refuse(
                    "the issuer is not a URI: " + invalid.getReason() + " at index " + invalid.getIndex(),
                    "copy it again from the authorization server's documentation");
        }
    }

    void check(boolean plaintextAllowed) {
        check(issuer, "the issuer", plaintextAllowed);
        if (issuer.getRawQuery() != null) {
            throw refuse("the issuer " + Asked.origin(issuer) + " has a query", "take it away; RFC 8414 section 2");
        }
        if (document != null) {
            check(document, "the metadata URI", plaintextAllowed);
        }
    }

    private static void check(URI uri, String name, boolean plaintextAllowed) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !(plaintextAllowed && scheme.equals("http"))) {
            throw refuse(name + " is not an absolute https URI", "it looks like https://id.example.com/realms/x");
        }
        if (Origin.of(uri).isEmpty() || !uri.toString().chars().allMatch(c -> c < 0x7f)) {
            throw refuse(
                    name + " has no host, user info, or characters beyond ASCII",
                    "it looks like https://id.example.com");
        }
        if (uri.getRawFragment() != null) {
            throw refuse(name + " at " + Asked.origin(uri) + " has a fragment", "take away what stands from # on");
        }
    }

    IssuerRules rules(boolean plaintextAllowed) {
        Set<URI> documents = document == null ? WellKnown.documents(issuer) : Set.of(document);
        return new IssuerRules(issuer, documents, otherOrigins, plaintextAllowed);
    }

    URI uri() {
        return issuer;
    }

    String origin() {
        return Asked.origin(issuer);
    }

    /** All that decides where a request goes, to the character; each a part of its own. */
    Object key() {
        return new Key(issuer.toString(), String.valueOf(document), otherOrigins);
    }

    private record Key(String issuer, String document, Set<String> otherOrigins) {}

    private static TokenConfigurationException refuse(String what, String check) {
        return TokenConfigurationException.of(TokenFailure.of(Code.CFG, what).hint("H-ISSUER", check), null);
    }

    /** Tells scheme, host and port. */
    @Override
    public String toString() {
        return "Issuer[" + origin() + "]";
    }
}
