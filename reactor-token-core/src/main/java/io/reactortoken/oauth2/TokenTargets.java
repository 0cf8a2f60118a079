package io.reactortoken.oauth2;

import io.reactortoken.TokenConfigurationException;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import java.net.URI;
import java.net.URISyntaxException;

/** What a token is for: resources (RFC 8707 section 2) and audiences (RFC 8693 section 2.1). */
final class TokenTargets {

    private TokenTargets() {}

    static void checkResource(String resource) {
        try {
            URI uri = new URI(resource);
            if (!uri.isAbsolute()) {
                throw refuse("a resource is not an absolute URI", "it looks like https://api.example.com");
            }
            if (uri.getRawFragment() != null) {
                throw refuse("a resource has a fragment", "take away what stands from # on");
            }
            if (!resource.chars().allMatch(c -> c < 0x7f)) {
                throw refuse("a resource is not ASCII", "percent-encode it");
            }
        } catch (URISyntaxException invalid) {
            // its message quotes the whole text
            throw refuse(
                    "a resource is not a URI: " + invalid.getReason() + " at index " + invalid.getIndex(),
                    "it looks like https://api.example.com");
        }
    }

    static void checkAudience(String audience) {
        if (audience.isBlank()) {
            throw refuse("an audience is blank", "name the API as the authorization server knows it");
        }
    }

    static boolean hasQuery(String resource) {
        return resource.indexOf('?') >= 0;
    }

    private static TokenConfigurationException refuse(String what, String check) {
        TokenFailure failure = TokenFailure.of(Code.CFG, what).hint("H-TARGET", check);
        return TokenConfigurationException.of(failure, null);
    }
}
