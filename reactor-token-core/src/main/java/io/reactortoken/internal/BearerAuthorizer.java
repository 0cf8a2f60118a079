package io.reactortoken.internal;

import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.TokenResponseException;
import io.reactortoken.http.Challenge;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** RFC 6750, the header method only (section 2.1). */
final class BearerAuthorizer implements Authorizer {

    static final BearerAuthorizer INSTANCE = new BearerAuthorizer();

    private static final String SCHEME = "Bearer";
    private static final String NO_ACCESS_TOKEN = "N_A";
    private static final int UNAUTHORIZED = 401;
    /** A new token of the same kind changes nothing about these (R6750-08, RS-16, RS-17). */
    private static final Set<String> NOT_ABOUT_THE_TOKEN =
            Set.of("invalid_request", "insufficient_scope", "insufficient_user_authentication");

    private BearerAuthorizer() {}

    @Override
    public Map<String, String> headers(AuthorizedRequest request) {
        String type = request.token().type();
        if (type.equals(NO_ACCESS_TOKEN)) {
            TokenFailure failure = TokenFailure.of(Code.UTT, "the token is no access token: its type is N_A")
                    .hint("H-TYPE", "a token exchange issued it for another purpose (RFC 8693 section 2.2.1)");
            throw TokenResponseException.of(failure, null);
        }
        // servers issue "bearer" and compare with "Bearer"
        String scheme = type.equalsIgnoreCase(SCHEME) ? SCHEME : type;
        return Map.of("Authorization", scheme + " " + request.token().reveal());
    }

    @Override
    public Verdict judge(AuthorizedRequest request, int status, Function<String, List<String>> headers) {
        if (status != UNAUTHORIZED) {
            return Verdict.PASS;
        }
        List<Challenge> challenges = Challenge.parse(headers.apply("WWW-Authenticate"));
        if (challenges.isEmpty()) {
            // RFC 9110 requires a challenge, and many APIs send none (RS-05)
            return Verdict.REPLAY_WITH_NEW_TOKEN;
        }
        List<Challenge> own = challenges.stream()
                .filter(challenge -> challenge.isOf(request.token().type()))
                .toList();
        boolean pointless =
                own.isEmpty() || own.stream().anyMatch(challenge -> NOT_ABOUT_THE_TOKEN.contains(challenge.error()));
        return pointless ? Verdict.PASS : Verdict.REPLAY_WITH_NEW_TOKEN;
    }
}
