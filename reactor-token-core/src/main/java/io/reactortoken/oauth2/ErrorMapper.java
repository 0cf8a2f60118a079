package io.reactortoken.oauth2;

import io.reactortoken.TokenEndpointException;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.TokenTransportException;
import io.reactortoken.transport.TransportResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What an answer that is not a token means (RFC 6749 section 5.2). Of what the server said only {@code error} and
 * {@code error_description} are shown, or what some servers have in their place, cleaned and cut.
 */
final class ErrorMapper {

    private static final Set<String> TRANSIENT = Set.of("server_error", "temporarily_unavailable", "slow_down");
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    private static final int MOST_DIGITS = 9;

    private final RequestParts parts;
    private final RefusalHints hints;

    ErrorMapper(RequestParts parts, String secretDescription) {
        this.parts = parts;
        this.hints = new RefusalHints(parts, secretDescription);
    }

    TokenException map(TransportResponse response, ResponseMembers members, Echo echo) {
        int status = response.status();
        if (status < 100 || status >= 600) {
            TokenFailure failure = TokenFailure.of(Code.NET, "the token endpoint answered with a status that is none")
                    .hint("H-RESPONSE", "is this an HTTP server, or is a proxy in between?");
            return TokenTransportException.of(place(failure).status(status), null);
        }
        Optional<Duration> retryAfter = retryAfter(response);
        TokenFailure failure = place(hints.add(what(response, members, echo), response, members));
        if (isTransient(failure.code(), status, members.error)) {
            failure = failure.transientFailure();
            failure = retryAfter.isEmpty() ? failure : failure.retryAfter(retryAfter.get());
        }
        return TokenEndpointException.of(failure.status(status), null);
    }

    private static TokenFailure what(TransportResponse response, ResponseMembers members, Echo echo) {
        int status = response.status();
        if (status == 429 || (status == 503 && retryAfter(response).isPresent())) {
            return TokenFailure.of(Code.THR, "the token endpoint asked for fewer requests");
        }
        if (!members.error.isEmpty()) {
            String refusal = "the token endpoint refused: " + echo.show(members.error, 64);
            return TokenFailure.of(Code.OAE, detailed(refusal, members.description, echo));
        }
        if (REDIRECTS.contains(status)) {
            return TokenFailure.of(Code.RED, "the token endpoint redirects, and credentials never follow");
        }
        return TokenFailure.of(
                Code.HTP, detailed("the token endpoint answered HTTP " + status, members.names.title, echo));
    }

    private static String detailed(String what, String detail, Echo echo) {
        return detail.isEmpty() ? what : what + " (" + echo.show(detail, 256) + ")";
    }

    private static boolean isTransient(Code code, int status, String error) {
        return switch (code) {
            case THR -> true;
            case OAE -> TRANSIENT.contains(error);
            case HTP -> status == 408 || status == 425 || (status >= 500 && status != 501);
            default -> false;
        };
    }

    /** Adds who asked whom, where that is not known yet. */
    TokenFailure place(TokenFailure failure) {
        TokenFailure placed = failure.client().isEmpty() ? failure.client(parts.client()) : failure;
        return placed.origin().isEmpty() ? placed.origin(TokenEndpointUri.origin(parts.tokenUri)) : placed;
    }

    /** RFC 9110 section 10.2.3, seconds only. Of several fields the longest counts; what is no number is ignored. */
    private static Optional<Duration> retryAfter(TransportResponse response) {
        return response.headers("Retry-After").stream()
                .map(String::trim)
                .filter(value -> !value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9'))
                .map(ErrorMapper::seconds)
                .max(Duration::compareTo);
    }

    private static Duration seconds(String digits) {
        String number = digits.replaceFirst("^0+(?=.)", "");
        return number.length() > MOST_DIGITS || Long.parseLong(number) > LONGEST_WAIT.toSeconds()
                ? LONGEST_WAIT
                : Duration.ofSeconds(Long.parseLong(number));
    }

    /** RFC 6749 appendix A.7 and A.8: visible ASCII and space, without quote and backslash. */
    static String sanitise(String text, int limit) {
        StringBuilder clean = new StringBuilder();
        text.codePoints()
                .limit(limit)
                .forEach(c -> clean.append(c < ' ' || c >= 0x7f || c == '"' || c == '\\' ? '?' : (char) c));
        return clean.toString();
    }
}
