package io.reactortoken.oauth2;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reactortoken.TokenConfigurationException;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.oauth2.internal.answer.Asked;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a token endpoint's URI may look like (RFC 6749 section 3.2; R6749-06, R6749-10, R6749-11). Checked before any
 * credential is touched. Messages show the origin only: a query may hold what it should not.
 */
final class TokenEndpointUri {

    private static final Set<String> CREDENTIALS =
            Set.of("client_id", "client_secret", "client_assertion", "client_assertion_type", "access_token");

    private static final int LAST_PORT = 65_535;

    private TokenEndpointUri() {}

    static URI parse(String tokenUri) {
        try {
            return new URI(tokenUri);
        } catch (URISyntaxException invalid) {
            // its message quotes the whole text, query included
            throw refuse(
                    "the token URI is not a URI: " + invalid.getReason() + " at index " + invalid.getIndex(),
                    "copy it again from the authorization server's documentation");
        }
    }

    static URI check(URI uri, boolean plaintextAllowed) {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean plaintext = scheme.equals("http");
        if (plaintext && !plaintextAllowed) {
            throw refuse(
                    "the token URI is http, and a client secret must not travel in plain text: " + origin(uri),
                    "use the https URI; allowPlaintext() is for a service mesh that adds TLS, and for tests");
        }
        if (!plaintext && !scheme.equals("https")) {
            throw refuse("the token URI is not an absolute https URI", "it starts with https://");
        }
        if (uri.getHost() == null) {
            throw refuse("the token URI has no host", "it looks like https://id.example.com/oauth2/token");
        }
        if (uri.getPort() == 0 || uri.getPort() > LAST_PORT) {
            throw refuse("the token URI of " + origin(uri) + " has a port that is none", "ports end at 65535");
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw refuse(
                    "the token URI of " + origin(uri) + " has user info or a fragment",
                    "take away what stands before @, or from # on");
        }
        if (!uri.toString().chars().allMatch(c -> c < 0x7f)) {
            throw refuse("the token URI of " + origin(uri) + " is not ASCII", "percent-encode it");
        }
        if (holdsCredentials(uri.getRawQuery())) {
            throw refuse(
                    "the token URI of " + origin(uri) + " has credentials in its query",
                    "take them away and set clientId and clientSecret");
        }
        return uri;
    }

    private static boolean holdsCredentials(@Nullable String query) {
        if (query == null) {
            return false;
        }
        for (String parameter : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            String name = URLDecoder.decode(equals < 0 ? parameter : parameter.substring(0, equals), UTF_8);
            if (CREDENTIALS.contains(name.toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        return false;
    }

    /** Whether nobody on the way can listen; a name may resolve to anything, so that only literals count. */
    static boolean isEncryptedOrLoopback(URI uri) {
        String host = uri.getHost();
        return uri.getScheme().equalsIgnoreCase("https")
                || host.equals("localhost")
                || host.equals("[::1]")
                || host.matches("127(\\.[0-9]{1,3}){3}");
    }

    /** Scheme, host and port. */
    static String origin(URI uri) {
        return Asked.origin(uri);
    }

    private static TokenConfigurationException refuse(String what, String check) {
        return TokenConfigurationException.of(TokenFailure.of(Code.CFG, what).hint("H-URI", check), null);
    }
}
