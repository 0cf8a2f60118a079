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

/** What a token endpoint's answer means: a token (RFC 6749 section 5.1) or a {@link TokenException}. */
final class TokenAnswer {

    private final RequestParts parts;
    private final ErrorMapper errors;

    TokenAnswer(RequestParts parts, String secretDescription) {
        this.parts = parts;
        this.errors = new ErrorMapper(parts, secretDescription);
    }

    AccessToken read(TransportResponse response, Instant sentAt) {
        if (response.status() != 200) {
            throw errors.map(response, ResponseMembers.ofError(response.body()));
        }
        ResponseMembers members = ResponseMembers.parse(response.body());
        if (!members.error.isEmpty()) {
            throw errors.map(response, members);
        }
        requireBearer(members.tokenType);
        AccessToken.Builder token = builder(members.accessToken)
                .issuedAt(sentAt)
                .scopes(members.scope == null ? parts.scopes : ScopeTokens.parse(members.scope));
        Duration lifetime = members.lifetime;
        return (lifetime == null ? token : token.lifetime(lifetime)).build();
    }

    private static AccessToken.Builder builder(String text) {
        if (text.isEmpty()) {
            throw malformed("the answer has no access_token", "is this the token endpoint?");
        }
        try {
            return AccessToken.builder(text);
        } catch (IllegalArgumentException badCharacter) {
            String prefix = text.startsWith("Bearer ") ? "; it starts with 'Bearer '" : "";
            throw malformed(
                    "the access_token cannot be used: " + badCharacter.getMessage(), "ask the server's owner" + prefix);
        }
    }

    private static void requireBearer(String type) {
        if (type.isEmpty()) {
            throw malformed(
                    "the answer has no token_type", "RFC 6749 section 5.1 requires one; is this the token endpoint?");
        }
        if (!type.toLowerCase(Locale.ROOT).equals("bearer")) {
            TokenFailure failure = TokenFailure.of(
                            Code.UTT,
                            "the server issued a token of type '" + ErrorMapper.sanitise(type, 64)
                                    + "', which is not understood")
                    .hint("H-TYPE", "this client can present bearer tokens only");
            throw TokenResponseException.of(failure, null);
        }
    }

    static TokenResponseException malformed(String what, String check) {
        return TokenResponseException.of(TokenFailure.of(Code.MTR, what).hint("H-RESPONSE", check), null);
    }

    /** Adds client and authorization server to what a transport or the parser said. */
    TokenException place(TokenException unplaced) {
        return unplaced.with(errors.place(unplaced.failure()));
    }
}
