package io.reactortoken.oauth2;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * What a token exchange is about (RFC 8693 section 2.1). Immutable: every call returns a new value.
 *
 * @since 0.1.0
 */
public final class TokenExchange {

    private final SecurityToken subject;
    private final @Nullable SecurityToken actor;
    private final String requestedType;
    private final boolean anyType;

    private TokenExchange(SecurityToken subject, @Nullable SecurityToken actor, String requestedType, boolean anyType) {
        this.subject = requireNonNull(subject, "subject");
        this.actor = actor;
        this.requestedType = requestedType;
        this.anyType = anyType;
    }

    /**
     * Starts with the party on whose behalf the request is made.
     *
     * @param subject {@code subject_token} and its type
     * @return an exchange without an actor, which leaves it to the server what is issued
     */
    public static TokenExchange of(SecurityToken subject) {
        return new TokenExchange(subject, null, "", false);
    }

    /**
     * Names the party that acts. Default: none.
     *
     * @param actor {@code actor_token} and its type
     * @return a new exchange
     */
    public TokenExchange actor(SecurityToken actor) {
        return new TokenExchange(subject, requireNonNull(actor, "actor"), requestedType, anyType);
    }

    /**
     * Says what is to be issued; an answer with another type is refused. Default: the server decides.
     *
     * @param type a token type identifier (RFC 8693 section 3), for instance
     *     {@code urn:ietf:params:oauth:token-type:access_token}
     * @return a new exchange
     */
    public TokenExchange requestedTokenType(String type) {
        return new TokenExchange(subject, actor, requireNonNull(type, "type"), anyType);
    }

    /**
     * Takes what the server issues, also if it is of another type than the requested one.
     *
     * @return a new exchange
     */
    public TokenExchange acceptAnyTokenType() {
        return new TokenExchange(subject, actor, requestedType, true);
    }

    SecurityToken subject() {
        return subject;
    }

    @Nullable
    SecurityToken actor() {
        return actor;
    }

    String requestedType() {
        return requestedType;
    }

    boolean anyType() {
        return anyType;
    }

    /** Tells the types, never the tokens. */
    @Override
    public String toString() {
        return "TokenExchange[" + subject + (actor == null ? "" : ", actor " + actor) + "]";
    }
}
