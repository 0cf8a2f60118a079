package io.reactortoken.oauth2.internal.answer;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far an answer may differ from RFC 6749, and what must be in it. Immutable.
 *
 * @param tolerance what is accepted although it is wrong
 * @param requireAllScopes a token without one of the requested scopes is refused
 * @param capByJwtExp the lifetime ends with the {@code exp} of a token that is a JWT
 * @param exchange null but for a token exchange
 * @param keepRefreshToken a refresh token in the answer is for the next request
 * @since 0.1.0
 */
public record AnswerRules(
        Tolerance tolerance,
        boolean requireAllScopes,
        boolean capByJwtExp,
        @Nullable Exchange exchange,
        boolean keepRefreshToken) {

    /** What RFC 6749 says, and no refresh token. */
    public static final AnswerRules STRICT =
            new AnswerRules(new Tolerance(false, false, false, Set.of()), false, false, null, false);

    /**
     * What is accepted although RFC 6749 says otherwise.
     *
     * @param missingType a token without a type is a bearer token
     * @param badLifetime a lifetime that is no number of seconds is an unknown one
     * @param form the answer may be a form
     * @param typeAliases token types that mean {@code Bearer}, in lower case
     * @since 0.1.0
     */
    public record Tolerance(boolean missingType, boolean badLifetime, boolean form, Set<String> typeAliases) {}

    /**
     * What a token exchange adds (RFC 8693 section 2.2.1).
     *
     * @param requestedType the token type that was asked for, empty if none was
     * @param anyType whether another one will do
     * @since 0.1.0
     */
    public record Exchange(String requestedType, boolean anyType) {}

    /**
     * Changes what is tolerated.
     *
     * @param changed the new tolerance
     * @return new rules
     */
    public AnswerRules with(Tolerance changed) {
        return new AnswerRules(changed, requireAllScopes, capByJwtExp, exchange, keepRefreshToken);
    }

    /** {@return rules by which every requested scope must be granted} */
    public AnswerRules requiringAllScopes() {
        return new AnswerRules(tolerance, true, capByJwtExp, exchange, keepRefreshToken);
    }

    /** {@return rules by which a JWT's {@code exp} ends the lifetime} */
    public AnswerRules cappingByJwtExp() {
        return new AnswerRules(tolerance, requireAllScopes, true, exchange, keepRefreshToken);
    }

    /**
     * Returns rules for a token exchange.
     *
     * @param rules what it adds
     * @return new rules
     */
    public AnswerRules exchanging(Exchange rules) {
        return new AnswerRules(tolerance, requireAllScopes, capByJwtExp, rules, keepRefreshToken);
    }

    /** {@return rules by which a refresh token is kept} */
    public AnswerRules keepingRefreshToken() {
        return new AnswerRules(tolerance, requireAllScopes, capByJwtExp, exchange, true);
    }
}
