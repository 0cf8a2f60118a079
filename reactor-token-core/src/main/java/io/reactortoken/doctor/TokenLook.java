package io.reactortoken.doctor;

import io.reactortoken.AccessToken;
import io.reactortoken.oauth2.internal.body.Echo;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a token looks like.
 *
 * @param type as the server wrote it
 * @param length in characters
 * @param sendable whether a header may hold it as RFC 6750 section 2.1 says
 * @param lifetime as the server promised it
 * @param expiresAt by that, and by this clock
 * @param scopes as granted, cleaned
 * @param jwt what it says of itself, if it is a JWT
 */
record TokenLook(
        String type,
        int length,
        boolean sendable,
        Optional<Duration> lifetime,
        Instant expiresAt,
        Set<String> scopes,
        Optional<Jwt> jwt) {

    private static final int LONGEST = 100;
    private static final int MOST_SCOPES = 100;
    private static final Pattern B64TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    static Echo hiding(AccessToken token, Echo echo) {
        return echo.and(token.reveal());
    }

    /** {@code echo}: what its server may have written into it, and nobody is to see. */
    static TokenLook of(AccessToken token, Echo echo) {
        String text = token.reveal();
        return new TokenLook(
                echo.show(token.type(), LONGEST),
                text.length(),
                B64TOKEN.matcher(text).matches(),
                token.lifetime(),
                token.expiresAt(),
                token.scopes().stream()
                        .limit(MOST_SCOPES)
                        .map(scope -> echo.show(scope, LONGEST))
                        .collect(Collectors.toCollection(LinkedHashSet::new)),
                Jwt.parse(text, echo));
    }
}
