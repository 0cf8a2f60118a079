package io.reactortoken.oauth2;

import io.reactortoken.AccessToken;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.TokenResponseException;
import io.reactortoken.transport.TransportResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;

/** What a token endpoint's answer means: a token (RFC 6749 section 5.1) or a {@link TokenException}. */
final class TokenAnswer {

    private final RequestParts parts;
    private final ErrorMapper errors;

    TokenAnswer(RequestParts parts, String secretDescription) {
        this.parts = parts;
        this.errors = new ErrorMapper(parts, secretDescription);
    }

    /** {@code echo} knows what was sent that must not be shown when it comes back. */
    AccessToken read(TransportResponse response, Instant sentAt, Echo echo) {
        if (!mayGrant(response.status())) {
            ResponseMembers members = ResponseMembers.ofError(response);
            throw errors.map(response, members, echo.and(members.accessToken));
        }
        ResponseMembers members = ResponseMembers.parse(response);
        if (members.refused) {
            throw errors.map(response, members, echo.and(members.accessToken));
        }
        members.requireFaultless();
        AccessToken.Builder token = builder(members).issuedAt(sentAt);
        requireBearer(members.tokenType, echo.and(members.accessToken));
        Set<String> granted = members.scopes;
        token = token.scopes(granted == null ? parts.scopes : granted);
        Duration lifetime = members.lifetime;
        return (lifetime == null ? token : token.lifetime(lifetime)).build();
    }

    /** RFC 6749 section 5.1 says 200; others that promise a whole answer occur. 202 and 206 promise there is more. */
    private static boolean mayGrant(int status) {
        return status >= 200 && status < 300 && status != 202 && status != 206;
    }

    private static AccessToken.Builder builder(ResponseMembers members) {
        String text = members.accessToken;
        if (text.isEmpty()) {
            throw malformed(members.names.noAccessToken(), members.names.hintId(), members.names.hint());
        }
        try {
            return AccessToken.builder(text);
        } catch (IllegalArgumentException badCharacter) {
            String what = "the access_token cannot be used: " + badCharacter.getMessage();
            throw text.regionMatches(true, 0, "Bearer ", 0, 7)
                    ? malformed(what, "H-PREFIX", "it starts with 'Bearer ', which belongs into token_type")
                    : malformed(what, "ask the server's owner");
        }
    }

    private static void requireBearer(String type, Echo echo) {
        if (type.isEmpty()) {
            throw malformed(
                    "the answer has no token_type", "RFC 6749 section 5.1 requires one; is this the token endpoint?");
        }
        if (!type.toLowerCase(Locale.ROOT).equals("bearer")) {
            TokenFailure failure = TokenFailure.of(
                            Code.UTT,
                            "the server issued a token of type '" + echo.show(type, 64) + "', which is not understood")
                    .hint("H-TYPE", "this client can present bearer tokens only");
            throw TokenResponseException.of(failure, null);
        }
    }

    static TokenResponseException malformed(String what, String check) {
        return malformed(what, "H-RESPONSE", check);
    }

    static TokenResponseException malformed(String what, String hint, String check) {
        return TokenResponseException.of(TokenFailure.of(Code.MTR, what).hint(hint, check), null);
    }

    /** Adds client and authorization server to what a transport or the parser said. */
    TokenException place(TokenException unplaced) {
        return unplaced.with(errors.place(unplaced.failure()));
    }
}
