package io.reactortoken.oauth2.internal.answer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reactortoken.FailureKind;
import io.reactortoken.OAuthError;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.http.Challenge;
import io.reactortoken.transport.TransportResponse;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** What to check first when a token endpoint says no. */
final class RefusalHints {

    private static final Duration TOLERATED_SKEW = Duration.ofSeconds(5);

    private final Asked asked;
    private final Asked.Request request;
    private final ServerFacts facts;

    RefusalHints(Asked asked, ServerFacts facts) {
        this.asked = asked;
        this.request = asked.request();
        this.facts = facts;
    }

    TokenFailure add(TokenFailure failure, TransportResponse response, ResponseMembers members) {
        if (failure.code() == Code.RED) {
            return failure.hint(
                    "H-REDIRECT",
                    "configure the URL it redirects to" + target(response)
                            + "; credentials are never sent along a redirect");
        }
        if (failure.code() == Code.THR) {
            return failure.hint("H-RATE", "who else asks with this client? one cached source per client is enough");
        }
        return failure.code() == Code.OAE
                ? ofError(failure, OAuthError.of(members.error), response)
                : ofStatus(failure, response);
    }

    private TokenFailure ofError(TokenFailure failure, OAuthError error, TransportResponse response) {
        return switch (error) {
            case INVALID_CLIENT -> ofClient(failure, "");
            // what Keycloak says to a wrong secret
            case UNAUTHORIZED_CLIENT -> ofClient(failure, "is " + request.grantType() + " allowed for it? else: ");
            case INVALID_SCOPE -> failure.hint("H-SCOPE", new ScopeHint(request, asked.echo()).text());
            case INVALID_GRANT -> ofGrant(failure);
            case UNSUPPORTED_GRANT_TYPE ->
                failure.hint(
                        "H-GRANT",
                        "sent " + request.grantType() + ": is it enabled at this server, and this its endpoint?");
            case INVALID_TARGET -> failure.hint("H-TARGET", targets());
            case SERVER_ERROR, TEMPORARILY_UNAVAILABLE -> failure.hint("H-SERVER", server());
            case SLOW_DOWN -> failure.hint("H-RATE", "who else asks with this client?");
            case INVALID_REQUEST -> failure.hint("H-REQ", sent() + undecodable());
            // what Keycloak says of a page that it does not have
            default -> isAbsent(response) ? failure.hint("H-REQ", path()) : failure.hint("H-REQ", sent());
        };
    }

    /** What Spring Authorization Server and oidc-provider say to a Basic header that they cannot decode. */
    private String undecodable() {
        return request.method().equals("client_secret_basic")
                ? "; if id and secret have odd characters, try clientSecretBasic() or clientSecretPost()"
                : "";
    }

    /** An assertion that is signed by a clock that is wrong looks like a wrong key. */
    private TokenFailure ofClient(TokenFailure refusal, String first) {
        TokenFailure failure = refusal.kind(FailureKind.CLIENT_REFUSED);
        boolean signed = request.method().endsWith("_jwt");
        return signed && facts.isSkewedBy(TOLERATED_SKEW)
                ? failure.hint("H-CLOCK", facts.clock(asked.origin()))
                : failure.hint("H-CLIENT", first + request.credential());
    }

    private TokenFailure ofGrant(TokenFailure failure) {
        return switch (request.grantType()) {
            case "refresh_token" ->
                failure.hint(
                        "H-GRANT",
                        "the refresh token is expired, revoked, used already, or another client's: get a new one");
            case "jwt-bearer" ->
                facts.isSkewedBy(TOLERATED_SKEW)
                        ? failure.hint("H-CLOCK", facts.clock(asked.origin()))
                        : failure.hint(
                                "H-GRANT", "check the assertion's iss, sub, aud and exp, and the key it is signed by");
            case "token-exchange" ->
                failure.hint("H-GRANT", "is the subject token valid at this server, and not expired?");
            default -> failure.hint("H-GRANT", sent());
        };
    }

    private TokenFailure ofStatus(TokenFailure failure, TransportResponse response) {
        int status = response.status();
        if (status == ErrorMapper.MISDIRECTED) {
            return failure.hint("H-PROXY", "a proxy leads to another server than that of " + asked.origin());
        }
        if (status == 401 || status == 403) {
            return ofDenial(failure, response);
        }
        if (isAbsent(response)) {
            return failure.hint("H-REQ", path());
        }
        if (status == 415) {
            return failure.hint(
                    "H-REQ",
                    "it does not take application/x-www-form-urlencoded, as a token endpoint must: is this one? path "
                            + asked.path());
        }
        if (status == 511) {
            return failure.hint("H-PROXY", "a captive portal: the network on the way wants a login in a browser first");
        }
        return status >= 500 ? failure.hint("H-SERVER", server()) : failure.hint("H-REQ", sent());
    }

    private TokenFailure ofDenial(TokenFailure failure, TransportResponse response) {
        List<Challenge> challenges = Challenge.parse(response.headers("WWW-Authenticate"));
        if (challenges.stream().anyMatch(challenge -> challenge.isOf("Basic"))) {
            return ofClient(failure, "");
        }
        if (challenges.stream().anyMatch(challenge -> challenge.isOf("Bearer"))) {
            return failure.hint(
                    "H-GATEWAY", "a gateway before the token endpoint asks for a Bearer token: is this the API's URL?");
        }
        if (challenges.stream().anyMatch(challenge -> challenge.isOf("Negotiate") || challenge.isOf("NTLM"))) {
            return failure.hint("H-PROXY", "it asks for Negotiate or NTLM: is a proxy or a web server in between?");
        }
        return response.status() == 403 && isPage(response)
                ? failure.hint(
                        "H-WAF",
                        "a page came back: " + path()
                                + "; else it was blocked before the authorization server, by user agent, source IP or size")
                : ofClient(failure, "");
    }

    private static boolean isPage(TransportResponse response) {
        return new String(response.body(), UTF_8).stripLeading().startsWith("<");
    }

    private String targets() {
        return request.targets().isEmpty()
                ? "none was named, and this server wants a resource or an audience"
                : "asked for " + String.join(" ", request.targets());
    }

    private static boolean isAbsent(TransportResponse response) {
        return response.status() == 404 || response.status() == 405;
    }

    private String path() {
        return "check the path of the token URI: " + asked.path();
    }

    private static String server() {
        return "the server or a proxy before it fails; nothing to change here";
    }

    private String sent() {
        return "sent: POST, application/x-www-form-urlencoded, " + request.parameters() + "; method "
                + request.method();
    }

    /** The origin alone: a query may hold anything. */
    private String target(TransportResponse response) {
        try {
            URI target = asked.endpoint().resolve(response.header("Location").orElse(""));
            String origin = Asked.origin(target);
            return target.getHost() == null || asked.echo().isIn(origin) ? "" : ", at " + origin;
        } catch (IllegalArgumentException noUri) {
            return "";
        }
    }
}
