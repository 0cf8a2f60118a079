package io.reactortoken;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An access token as an authorization server issued it (RFC 6749 section 5.1).
 *
 * <p>Immutable. The text leaves through {@link #reveal()} and through nothing else: it is not in {@link #toString()},
 * there is no property for a serializer to find, and the class is not {@link java.io.Serializable}.
 *
 * <p>Two tokens are equal when type and text are; the comparison takes the same time wherever they differ.
 *
 * @since 0.1.0
 */
public final class AccessToken {

    private static final String BEARER = "Bearer";

    private final String text;
    private final String type;
    private final Set<String> scopes;

    // numbers, because there may be a hundred thousand tokens, and a Duration or an Instant is 24 bytes more
    private final long lifetimeSeconds;
    /** Negative if the lifetime is unknown. */
    private final int lifetimeNanos;

    private final long startSeconds;
    /** When the lifetime began; the complement, and so negative, where that is when the token was built. */
    private final int startNanos;

    private AccessToken(Builder builder, Instant now) {
        text = builder.text;
        type = builder.type;
        scopes = builder.scopes;
        Duration lifetime = builder.lifetime;
        lifetimeSeconds = lifetime == null ? 0 : lifetime.getSeconds();
        lifetimeNanos = lifetime == null ? -1 : lifetime.getNano();
        Instant issuedAt = builder.issuedAt;
        startSeconds = issuedAt == null ? now.getEpochSecond() : issuedAt.getEpochSecond();
        startNanos = issuedAt == null ? ~now.getNano() : issuedAt.getNano();
    }

    /**
     * Returns a bearer token whose lifetime starts now.
     *
     * @param text the token's text: one or more visible ASCII characters (RFC 6749 appendix A.12)
     * @param lifetime how long the server promised it to work; zero or negative means "not any more"
     * @return the token
     * @throws IllegalArgumentException if {@code text} is empty or holds anything but visible ASCII; the message names
     *     the position, never the text
     */
    public static AccessToken bearer(String text, Duration lifetime) {
        return builder(text).lifetime(lifetime).build();
    }

    /**
     * Starts a token of which more is known, or less: without {@link Builder#lifetime} its lifetime is unknown.
     *
     * @param text the token's text: one or more visible ASCII characters (RFC 6749 appendix A.12)
     * @return a builder, each call of which returns a new one
     * @throws IllegalArgumentException if {@code text} is empty or holds anything but visible ASCII; the message names
     *     the position, never the text
     */
    public static Builder builder(String text) {
        return new Builder(TokenText.requireVisibleAscii(text, "the token"), BEARER, Set.of(), null, null);
    }

    /**
     * Returns the token type, as it is written into the {@code Authorization} header.
     *
     * @return the type, {@code Bearer} unless the builder was told otherwise
     */
    public String type() {
        return type;
    }

    /**
     * Returns when the token expires by the wall clock.
     *
     * <p>A cache does not decide by this value: it counts the lifetime on two clocks, from the instant its request was
     * sent.
     *
     * @return the instant, or {@link Instant#MAX} when the lifetime is unknown
     */
    public Instant expiresAt() {
        if (lifetimeNanos < 0) {
            return Instant.MAX;
        }
        Instant start = Instant.ofEpochSecond(startSeconds, startNanos < 0 ? ~startNanos : startNanos);
        return Times.plus(start, Duration.ofSeconds(lifetimeSeconds, lifetimeNanos));
    }

    /**
     * Returns how long the server promised the token to work.
     *
     * @return the lifetime, or empty when the server did not say
     */
    public Optional<Duration> lifetime() {
        return lifetimeNanos < 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(lifetimeSeconds, lifetimeNanos));
    }

    /**
     * Returns when the token is known to have been issued.
     *
     * @return the instant the builder was given, or empty
     */
    public Optional<Instant> issuedAt() {
        return startNanos < 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(startSeconds, startNanos));
    }

    /**
     * Returns the granted scope (RFC 6749 section 3.3).
     *
     * @return the scope tokens, in the order in which they were granted; unmodifiable
     */
    public Set<String> scopes() {
        return scopes;
    }

    /**
     * Returns the token's text, for the header that carries it and for nothing else.
     *
     * @return the text
     */
    public String reveal() {
        return text;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof AccessToken that
                        && type.equals(that.type)
                        && MessageDigest.isEqual(text.getBytes(UTF_8), that.text.getBytes(UTF_8)));
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Tells type and expiry, never the text. */
    @Override
    public String toString() {
        return "AccessToken[" + type + ", expires " + (lifetimeNanos < 0 ? "at an unknown time" : expiresAt()) + "]";
    }

    /**
     * Collects what is known of a token. Immutable: every call returns a new builder.
     *
     * @since 0.1.0
     */
    public static final class Builder {

        private final String text;
        private final String type;
        private final Set<String> scopes;
        private final @Nullable Duration lifetime;
        private final @Nullable Instant issuedAt;

        private Builder(
                String text, String type, Set<String> scopes, @Nullable Duration lifetime, @Nullable Instant issuedAt) {
            this.text = text;
            this.type = type;
            this.scopes = scopes;
            this.lifetime = lifetime;
            this.issuedAt = issuedAt;
        }

        /**
         * Sets the token type, written before the text in the {@code Authorization} header. Default: {@code Bearer}.
         *
         * @param type visible ASCII
         * @return a new builder
         * @throws IllegalArgumentException if {@code type} is empty or holds anything but visible ASCII
         */
        public Builder type(String type) {
            return new Builder(text, TokenText.requireVisibleAscii(type, "the token type"), scopes, lifetime, issuedAt);
        }

        /**
         * Sets how long the server promised the token to work. Default: unknown.
         *
         * @param lifetime any duration; zero or negative means "not any more"
         * @return a new builder
         */
        public Builder lifetime(Duration lifetime) {
            return new Builder(text, type, scopes, requireNonNull(lifetime, "lifetime"), issuedAt);
        }

        /**
         * Sets when the token was issued. Default: unknown, and the lifetime counts from {@link #build()}, or from the
         * request where a cache sent one. A cache shortens the lifetime of a token that was issued before the request.
         *
         * @param issuedAt by the wall clock
         * @return a new builder
         */
        public Builder issuedAt(Instant issuedAt) {
            return new Builder(text, type, scopes, lifetime, requireNonNull(issuedAt, "issuedAt"));
        }

        /**
         * Sets the granted scope. Default: none.
         *
         * @param scopes scope tokens; order and duplicates do not matter, case does
         * @return a new builder
         */
        public Builder scopes(Collection<String> scopes) {
            return new Builder(text, type, copy(scopes), lifetime, issuedAt);
        }

        /** The smallest set that keeps the order. */
        private static Set<String> copy(Collection<String> scopes) {
            return scopes.size() < 2 ? Set.copyOf(scopes) : Collections.unmodifiableSet(new LinkedHashSet<>(scopes));
        }

        /**
         * Returns the token.
         *
         * @return a new token
         */
        public AccessToken build() {
            return new AccessToken(this, InstantSource.system().instant());
        }

        /** Tells that it is a builder, never the text. */
        @Override
        public String toString() {
            return "AccessToken.Builder[" + type + "]";
        }
    }
}
