package io.reactortoken.examples.server;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/** The API's list of tokens that are not to be accepted any more, by their {@code jti}. */
public final class RevokedTokens implements OAuth2TokenValidator<Jwt> {

    private static final OAuth2TokenValidatorResult REVOKED = OAuth2TokenValidatorResult.failure(
            new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN, "the token was revoked", null));

    private final Set<String> revoked = ConcurrentHashMap.newKeySet();
    private volatile @Nullable String lastAccepted;

    @Override
    public OAuth2TokenValidatorResult validate(Jwt token) {
        String id = token.getId();
        if (id == null || revoked.contains(id)) {
            return REVOKED;
        }
        lastAccepted = id;
        return OAuth2TokenValidatorResult.success();
    }

    /**
     * Revokes the token that is in use now.
     *
     * @return false if none is, or if it was revoked before
     */
    public boolean revokeLive() {
        String live = lastAccepted;
        return live != null && revoked.add(live);
    }
}
