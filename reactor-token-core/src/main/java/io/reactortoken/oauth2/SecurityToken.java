package io.reactortoken.oauth2;

import static java.util.Objects.requireNonNull;

import io.reactortoken.TokenSource;
import io.reactortoken.credential.Secret;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.oauth2.internal.request.SecretReader;
import java.time.Instant;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/**
 * A token that goes into a token exchange (RFC 8693 section 2.1): whose it is about, or who acts. Its text is read for
 * each request and never shown.
 *
 * @since 0.1.0
 */
public final class SecurityToken {

    private static final String TYPES = "urn:ietf:params:oauth:token-type:";

    private final String type;
    private final Supplier<Mono<Read>> reader;

    private SecurityToken(String type, Supplier<Mono<Read>> reader) {
        this.type = type;
        this.reader = reader;
    }

    /** The text as it is now, and until when it lives. */
    private record Read(Secret text, Instant notAfter) {}

    /**
     * Returns a token of any type.
     *
     * @param token read before each request
     * @param type a token type identifier (RFC 8693 section 3), for instance
     *     {@code urn:ietf:params:oauth:token-type:saml2}
     * @return the token
     * @throws IllegalArgumentException if the type is blank
     */
    public static SecurityToken of(SecretSource token, String type) {
        requireNonNull(token, "token");
        if (type.isBlank()) {
            throw new IllegalArgumentException("the token type is blank");
        }
        return new SecurityToken(type, () -> SecretReader.read(token, false).map(text -> new Read(text, Instant.MAX)));
    }

    /**
     * Returns an OAuth 2.0 access token.
     *
     * @param token read before each request
     * @return the token
     */
    public static SecurityToken accessToken(SecretSource token) {
        return of(token, TYPES + "access_token");
    }

    /**
     * Returns an OAuth 2.0 access token that another source gets. What is exchanged for it does not outlive it.
     *
     * @param source asked before each request; not the one that the exchange feeds
     * @return the token
     */
    public static SecurityToken accessToken(TokenSource source) {
        requireNonNull(source, "source");
        return new SecurityToken(
                TYPES + "access_token",
                () -> source.token().map(token -> new Read(Secret.of(token.reveal()), token.expiresAt())));
    }

    /**
     * Returns a JSON Web Token.
     *
     * @param token read before each request
     * @return the token
     */
    public static SecurityToken jwt(SecretSource token) {
        return of(token, TYPES + "jwt");
    }

    /**
     * Returns an OpenID Connect ID token.
     *
     * @param token read before each request
     * @return the token
     */
    public static SecurityToken idToken(SecretSource token) {
        return of(token, TYPES + "id_token");
    }

    /** Adds the token and its type, which go together. */
    Mono<GrantParameters> addTo(GrantParameters parameters, String name) {
        return Mono.defer(reader)
                .map(read -> parameters
                        .and(name, read.text)
                        .and(name + "_type", type)
                        .notAfter(read.notAfter));
    }

    /** Tells the type, never the text. */
    @Override
    public String toString() {
        return "SecurityToken[" + type + "]";
    }
}
