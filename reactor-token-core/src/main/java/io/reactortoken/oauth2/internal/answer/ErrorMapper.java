package io.reactortoken.oauth2.internal.answer;

import io.reactortoken.FailureKind;
import io.reactortoken.OAuthError;
import io.reactortoken.TokenEndpointException;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.TokenTransportException;
import io.reactortoken.oauth2.internal.body.Echo;
import io.reactortoken.transport.TransportResponse;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What an answer that is not a token means (RFC 6749 section 5.2). Of what the server said only {@code error} and
 * {@code error_description} are shown, or what some servers have in their place, cleaned and cut.
 */
final class ErrorMapper {

    static final int MISDIRECTED = 421;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final TransportResponse response;
    private final ResponseMembers members;
    private final int status;
    private final Optional<RetryAfter> retryAfter;
    private final Echo echo;
    private final boolean twice;

    ErrorMapper(TransportResponse response, ResponseMembers members, Asked asked, Instant receivedAt) {
        this.response = response;
        this.members = members;
        this.status = response.status();
        this.retryAfter = RetryAfter.of(response, receivedAt);
        this.echo = asked.echo().and(members.accessToken).and(members.refreshToken);
        this.twice = asked.repeated() && status == MISDIRECTED;
    }

    TokenException map(RefusalHints hints, UnaryOperator<TokenFailure> place) {
        if (status < 100 || status >= 600) {
            TokenFailure failure = TokenFailure.of(Code.NET, "the token endpoint answered with a status that is none")
                    .kind(FailureKind.PROTOCOL)
                    .hint("H-RESPONSE", "is this an HTTP server, or is a proxy in between?");
            return TokenTransportException.of(place.apply(failure), null);
        }
        TokenFailure failure = place.apply(hints.add(what(), response, members)).error(shown(members.error));
        if (isTransient(failure.code())) {
            failure = failure.transientFailure();
            failure = retryAfter.isEmpty()
                    ? failure
                    : failure.retryAfter(retryAfter.get().delay());
        }
        return TokenEndpointException.of(failure, null);
    }

    private TokenFailure what() {
        if (status == 429 || (status == 503 && retryAfter.isPresent())) {
            boolean shortened = retryAfter.filter(RetryAfter::shortened).isPresent();
            String asked = shortened ? ", for more than an hour: taken as one" : "";
            return TokenFailure.of(Code.THR, "the token endpoint asked for fewer requests" + asked);
        }
        if (!members.error.isEmpty()) {
            return TokenFailure.of(
                    Code.OAE, detailed("the token endpoint refused: " + shown(members.error), members.description));
        }
        if (REDIRECTS.contains(status)) {
            return TokenFailure.of(Code.RED, "the token endpoint redirects, and credentials never follow");
        }
        String answered = "the token endpoint answered HTTP " + status + (twice ? ", twice" : "");
        return TokenFailure.of(Code.HTP, detailed(answered, members.names.title()));
    }

    private String shown(String error) {
        return echo.show(error, 64);
    }

    private String detailed(String what, String detail) {
        return detail.isEmpty() ? what : what + " (" + echo.show(detail, 256) + ")";
    }

    private boolean isTransient(Code code) {
        return switch (code) {
            case THR -> true;
            case OAE -> isTransient(OAuthError.of(members.error));
            case HTP -> status == 408 || status == 425 || isServerFault();
            default -> false;
        };
    }

    /** A code that nobody knows says nothing against asking again where the status says that the server failed. */
    private boolean isTransient(OAuthError error) {
        return error.isTransient() || (error == OAuthError.OTHER && isServerFault());
    }

    private boolean isServerFault() {
        return status >= 500 && status != 501;
    }
}
