package io.reactortoken.oauth2.internal.discovery;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Where the metadata of an issuer is (RFC 8414 section 3.1, OpenID Connect Discovery section 4).
 *
 * @since 0.1.0
 */
public final class WellKnown {

    private static final String OPENID = "/.well-known/openid-configuration";
    private static final String OAUTH = "/.well-known/oauth-authorization-server";

    private WellKnown() {}

    /**
     * Returns the three forms in use: appended as OpenID Connect does, inserted as RFC 8414 does, and inserted under the
     * name of OpenID Connect.
     *
     * @param issuer without query and fragment
     * @return in the order in which to look
     */
    public static Set<URI> documents(URI issuer) {
        String text = issuer.toString();
        String trimmed = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
        String path = issuer.getRawPath() == null ? "" : issuer.getRawPath();
        String trimmedPath = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        String root = trimmed.substring(0, trimmed.length() - trimmedPath.length());
        Set<URI> documents = new LinkedHashSet<>();
        documents.add(URI.create(trimmed + OPENID));
        documents.add(URI.create(root + OAUTH + trimmedPath));
        documents.add(URI.create(root + OPENID + trimmedPath));
        return documents;
    }
}
