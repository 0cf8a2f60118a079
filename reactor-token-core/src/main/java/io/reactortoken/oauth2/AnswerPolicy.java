package io.reactortoken.oauth2;

import io.reactortoken.oauth2.internal.answer.AnswerRules;
import io.reactortoken.oauth2.internal.answer.AnswerRules.Tolerance;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/**
 * How far the answer of a token endpoint may differ from RFC 6749, and what must be in it.
 *
 * <p>Immutable: every call returns a new value. Start with {@link #strict()}; each exception is for one server.
 *
 * @since 0.1.0
 */
public final class AnswerPolicy {

    private static final AnswerPolicy STRICT = new AnswerPolicy(AnswerRules.STRICT);

    private final AnswerRules rules;

    private AnswerPolicy(AnswerRules rules) {
        this.rules = rules;
    }

    /** {@return what RFC 6749 says: the default} */
    public static AnswerPolicy strict() {
        return STRICT;
    }

    /**
     * Refuses a token to which a requested scope was not granted, with the code {@code SCP}. Default: it is used, and a
     * warning is logged.
     *
     * @return a new policy
     */
    public AnswerPolicy requireAllScopes() {
        return new AnswerPolicy(rules.requiringAllScopes());
    }

    /**
     * Takes an answer without {@code token_type} for a bearer token. Default: it is refused.
     *
     * @return a new policy
     */
    public AnswerPolicy assumeBearer() {
        Tolerance now = rules.tolerance();
        return with(new Tolerance(true, now.badLifetime(), now.form(), now.typeAliases()));
    }

    /**
     * Takes an {@code expires_in} that is not a number of seconds for none: the token is kept for the cache's default
     * lifetime. Default: the answer is refused.
     *
     * @return a new policy
     */
    public AnswerPolicy lenientLifetime() {
        Tolerance now = rules.tolerance();
        return with(new Tolerance(now.missingType(), true, now.form(), now.typeAliases()));
    }

    /**
     * Reads an answer that is a form instead of JSON. Default: it is refused.
     *
     * @return a new policy
     */
    public AnswerPolicy acceptForm() {
        Tolerance now = rules.tolerance();
        return with(new Tolerance(now.missingType(), now.badLifetime(), true, now.typeAliases()));
    }

    /**
     * Takes another token type for {@code Bearer}. Default: an unknown type is refused, as RFC 6749 section 7.1 demands.
     *
     * @param type what the server writes; case does not matter
     * @return a new policy
     */
    public AnswerPolicy typeAlias(String type) {
        Tolerance now = rules.tolerance();
        Set<String> aliases = new LinkedHashSet<>(now.typeAliases());
        aliases.add(type.toLowerCase(Locale.ROOT));
        return with(new Tolerance(now.missingType(), now.badLifetime(), now.form(), Set.copyOf(aliases)));
    }

    /**
     * Ends the lifetime of a token that is a JWT with its {@code exp}, if that comes before {@code expires_in} says.
     * Default: a token is opaque (RFC 9068 section 6).
     *
     * @return a new policy
     */
    public AnswerPolicy capByJwtExp() {
        return new AnswerPolicy(rules.cappingByJwtExp());
    }

    private AnswerPolicy with(Tolerance changed) {
        return new AnswerPolicy(rules.with(changed));
    }

    AnswerRules rules() {
        return rules;
    }

    @Override
    public String toString() {
        return "AnswerPolicy[" + rules + "]";
    }
}
