package io.reactortoken.oauth2;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.transport.TransportResponse;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

/** What to check first when a token endpoint says no. */
final class RefusalHints {

    private static final Set<String> WRONG_CREDENTIALS = Set.of("invalid_client", "unauthorized_client");

    private final RequestParts parts;
    private final String secret;

    RefusalHints(RequestParts parts, String secretDescription) {
        this.parts = parts;
        this.secret = secretDescription;
    }

    TokenFailure add(TokenFailure failure, TransportResponse response, ResponseMembers members) {
        if (failure.code() == Code.RED) {
            return failure.hint("H-REDIRECT", "configure the URI it redirects to" + target(response));
        }
        if (failure.code() == Code.THR) {
            return failure.hint("H-RATE", "who else asks with this client? one cached source per client is enough");
        }
        if (failure.code() == Code.OAE) {
            return ofError(failure, members.error);
        }
        return ofStatus(failure, response);
    }

    private TokenFailure ofError(TokenFailure failure, String error) {
        if (error.equals("invalid_scope")) {
            return failure.hint("H-SCOPE", "requested: " + String.join(" ", parts.scopes) + "; case matters");
        }
        if (WRONG_CREDENTIALS.contains(error)) {
            return failure.hint("H-CLIENT", credentials());
        }
        return failure.hint("H-REQ", sent());
    }

    private TokenFailure ofStatus(TokenFailure failure, TransportResponse response) {
        int status = response.status();
        if (status == 401 || status == 403) {
            return ofDenial(failure, response);
        }
        if (status == 404 || status == 405) {
            return failure.hint("H-REQ", "check the path of the token URI");
        }
        return status >= 500
                ? failure.hint("H-SERVER", "the server or a proxy before it fails; nothing to change here")
                : failure.hint("H-REQ", sent());
    }

    private TokenFailure ofDenial(TokenFailure failure, TransportResponse response) {
        if (challenges(response, "bearer")) {
            return failure.hint("H-GATEWAY", "it asks for a Bearer token: is this the URI of an API?");
        }
        if (challenges(response, "negotiate") || challenges(response, "ntlm")) {
            return failure.hint("H-PROXY", "it asks for Negotiate or NTLM: is a proxy or a web server in between?");
        }
        String start = new String(response.body(), UTF_8).stripLeading();
        return response.status() == 403 && start.startsWith("<")
                ? failure.hint(
                        "H-WAF", "a page came back: blocked before the authorization server, by address or path?")
                : failure.hint("H-CLIENT", credentials());
    }

    private static boolean challenges(TransportResponse response, String scheme) {
        return response.headers("WWW-Authenticate").stream()
                .map(value -> value.strip().toLowerCase(Locale.ROOT))
                .anyMatch(value -> value.equals(scheme) || value.startsWith(scheme + " "));
    }

    private String credentials() {
        return "check client id and secret (from " + secret + "), and that both are this environment's; " + sent();
    }

    private String sent() {
        return "sent: POST, " + parts.grantType + ", " + parts.authentication.name();
    }

    /** The origin alone: a query may hold anything. */
    private String target(TransportResponse response) {
        try {
            URI target = parts.tokenUri.resolve(response.header("Location").orElse(""));
            return target.getHost() == null ? "" : ", at " + TokenEndpointUri.origin(target);
        } catch (IllegalArgumentException noUri) {
            return "";
        }
    }
}
