package io.reactortoken.oauth2;

import io.reactortoken.TokenEndpointException;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.transport.TransportResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What an answer that is not a token means (RFC 6749 section 5.2), and what to check first. Of what the server said only
 * {@code error} and {@code error_description} are shown, cleaned and cut.
 */
final class ErrorMapper {

    private static final Set<String> TRANSIENT = Set.of("server_error", "temporarily_unavailable", "slow_down");
    private static final Set<String> WRONG_CREDENTIALS = Set.of("invalid_client", "unauthorized_client");
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private final RequestParts parts;
    private final String secret;

    ErrorMapper(RequestParts parts, String secretDescription) {
        this.parts = parts;
        this.secret = secretDescription;
    }

    TokenException map(TransportResponse response, ResponseMembers members) {
        int status = response.status();
        Optional<Duration> retryAfter = retryAfter(response);
        TokenFailure failure;
        if (status == 429 || (status == 503 && retryAfter.isPresent())) {
            failure = hinted(TokenFailure.of(Code.THR, "the token endpoint asked for fewer requests"), members, status)
                    .transientFailure();
        } else if (!members.error.isEmpty()) {
            failure = hinted(TokenFailure.of(Code.OAE, refusal(members)), members, status);
            failure = TRANSIENT.contains(members.error) ? failure.transientFailure() : failure;
        } else if (status >= 300 && status < 400) {
            failure = TokenFailure.of(Code.RED, "the token endpoint redirects, and credentials never follow")
                    .hint("H-REDIRECT", "configure the URI it redirects to");
        } else {
            failure = hinted(TokenFailure.of(Code.HTP, "the token endpoint answered HTTP " + status), members, status);
            failure = status == 408 || status == 425 || (status >= 500 && status != 501)
                    ? failure.transientFailure()
                    : failure;
        }
        failure = place(failure).status(status);
        return TokenEndpointException.of(
                failure.code() == Code.RED || retryAfter.isEmpty() ? failure : wait(failure, retryAfter.get()), null);
    }

    private static TokenFailure wait(TokenFailure failure, Duration wait) {
        return failure.isTransient() ? failure.retryAfter(wait) : failure;
    }

    /** Adds who asked whom, where that is not known yet. */
    TokenFailure place(TokenFailure failure) {
        TokenFailure placed = failure.client().isEmpty() ? failure.client(parts.client()) : failure;
        return placed.origin().isEmpty() ? placed.origin(TokenEndpointUri.origin(parts.tokenUri)) : placed;
    }

    private static String refusal(ResponseMembers members) {
        String text = "the token endpoint refused: " + sanitise(members.error, 64);
        return members.description.isEmpty() ? text : text + " (" + sanitise(members.description, 256) + ")";
    }

    private TokenFailure hinted(TokenFailure failure, ResponseMembers members, int status) {
        if (members.error.equals("invalid_scope")) {
            return failure.hint("H-SCOPE", "requested: " + String.join(" ", parts.scopes) + "; case matters");
        }
        if (WRONG_CREDENTIALS.contains(members.error) || status == 401 || status == 403) {
            return failure.hint("H-CLIENT", credentials());
        }
        if (status == 404 || status == 405) {
            return failure.hint("H-REQ", "check the path of the token URI");
        }
        return failure.hint("H-REQ", "sent: POST, " + parts.grantType + ", " + parts.authentication.name());
    }

    private String credentials() {
        return "check client id and secret (from " + secret + "), and that both are this environment's; sent as "
                + parts.authentication.name();
    }

    private static Optional<Duration> retryAfter(TransportResponse response) {
        return response.header("Retry-After")
                .map(String::trim)
                .filter(value -> value.matches("[0-9]{1,9}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .map(wait -> wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
    }

    /** RFC 6749 appendix A.7 and A.8: visible ASCII and space, without quote and backslash. */
    static String sanitise(String text, int limit) {
        StringBuilder clean = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), limit); i++) {
            char c = text.charAt(i);
            clean.append(c < ' ' || c >= 0x7f || c == '"' || c == '\\' ? '?' : c);
        }
        return clean.toString();
    }
}
