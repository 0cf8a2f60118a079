package io.reactortoken.oauth2;

import static java.util.Objects.requireNonNull;

import io.reactortoken.CachePolicy;
import io.reactortoken.CachedTokenSource;
import io.reactortoken.RetryPolicy;
import io.reactortoken.TokenConfigurationException;
import io.reactortoken.TokenCredentialException;
import io.reactortoken.TokenSource;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.event.TokenEventListener;
import io.reactortoken.oauth2.auth.ClientAuthentication;
import io.reactortoken.transport.TokenTransport;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A token request (RFC 6749 section 3.2) that is not sent yet.
 *
 * <p>Immutable: every call returns a new value, so that a base can be shared. {@link #cache()} and {@link #source()}
 * check the whole; only a subscription sends anything.
 *
 * @since 0.1.0
 */
public final class TokenRequest {

    private final RequestParts parts;

    private TokenRequest(RequestParts parts) {
        this.parts = parts;
    }

    static TokenRequest of(URI tokenUri, Grant grant) {
        return new TokenRequest(RequestParts.at(tokenUri, grant));
    }

    static TokenRequest of(Issuer issuer, Grant grant) {
        return new TokenRequest(RequestParts.at(issuer, grant));
    }

    RequestParts parts() {
        return parts;
    }

    TokenRequest with(Consumer<RequestParts> change) {
        return new TokenRequest(parts.with(change));
    }

    /**
     * Names the registration in errors, events and meters. Default: the client id, its middle left out.
     *
     * @param name at most 64 characters are shown
     * @return a new request
     */
    public TokenRequest name(String name) {
        return with(parts -> parts.name = requireNonNull(name, "name"));
    }

    /**
     * Notes what errors and the doctor's report should know. Default: {@link RegistrationNotes#none()}.
     *
     * @param notes not sent
     * @return a new request
     */
    public TokenRequest notes(RegistrationNotes notes) {
        return with(parts -> parts.notes = requireNonNull(notes, "notes"));
    }

    /**
     * Sets the client identifier (RFC 6749 section 2.2).
     *
     * @param clientId not blank
     * @return a new request
     */
    public TokenRequest clientId(String clientId) {
        return with(parts -> parts.identify(requireNonNull(clientId, "clientId"), null));
    }

    /**
     * Sets where client identifier and client secret come from, if both may change while the program runs. They are read
     * together: a pair of which one half was replaced meanwhile is read again, and a pair that was refused is not sent
     * again before one of them has changed.
     *
     * @param id asked for each request, before the secret and after it
     * @param secret as in {@link #clientSecret}
     * @return a new request; give it a {@link #name}, because without one it is called as the source of the id is
     */
    public TokenRequest client(SecretSource id, SecretSource secret) {
        return with(parts -> parts.identify("", requireNonNull(id, "id"))).clientSecret(secret);
    }

    /**
     * Sets where the client secret comes from (RFC 6749 section 2.3.1). It is read before each request. Where the server
     * refuses the client, it is read once more ({@link SecretSource#reload}); if it is another one by now, the request is
     * sent once more, and else the refusal stands.
     *
     * @param secret asked for each attempt
     * @return a new request
     */
    public TokenRequest clientSecret(SecretSource secret) {
        return with(parts -> parts.secret = requireNonNull(secret, "secret"));
    }

    /**
     * Uses the secret that was accepted last, where the source has a new one and the server refuses that: somebody made a
     * mistake while rotating it. Each request then tries the new one first. Default: zero, it is not used.
     *
     * @param grace for how long after it was accepted; a year at most
     * @return a new request
     * @throws IllegalArgumentException if {@code grace} is negative, or more than 366 days
     */
    public TokenRequest fallbackToPreviousSecret(Duration grace) {
        if (grace.isNegative() || grace.compareTo(Duration.ofDays(366)) > 0) {
            throw new IllegalArgumentException("grace must be from zero to a year: " + grace);
        }
        return with(parts -> parts.fallbackToPreviousSecret = grace);
    }

    /**
     * Adds to the requested scope (RFC 6749 section 3.3). Default: none, the server decides.
     *
     * @param scopes scope tokens; order and duplicates do not matter, case does
     * @return a new request
     * @throws TokenConfigurationException if one of them is not a scope token
     */
    public TokenRequest scope(String... scopes) {
        Arrays.stream(scopes).forEach(ScopeTokens::check);
        return with(parts -> parts.scopes = RequestParts.plus(parts.scopes, scopes));
    }

    /**
     * Adds resources at which the token is to be used (RFC 8707 section 2). Default: none. One request for each resource
     * is safer: a token for one API is no use at another.
     *
     * @param resources absolute URIs without a fragment; sent in this order, each as a parameter of its own
     * @return a new request
     * @throws TokenConfigurationException if one of them is not such a URI
     */
    public TokenRequest resource(String... resources) {
        Arrays.stream(resources).forEach(TokenTargets::checkResource);
        return with(parts -> parts.resources = RequestParts.plus(parts.resources, resources));
    }

    /**
     * Adds audiences, for servers that know APIs by names of their own. Default: none.
     *
     * @param audiences not blank; more than one only for a token exchange (RFC 8693 section 2.1)
     * @return a new request
     * @throws TokenConfigurationException if one of them is blank
     */
    public TokenRequest audience(String... audiences) {
        Arrays.stream(audiences).forEach(TokenTargets::checkAudience);
        return with(parts -> parts.audiences = RequestParts.plus(parts.audiences, audiences));
    }

    /**
     * Adds a request parameter that the server wants beyond the standards.
     *
     * @param name not one that this library sets itself
     * @param value not empty; may be shown, so that a secret goes through {@link #param(String, SecretSource)}
     * @return a new request
     * @throws TokenConfigurationException if the name is reserved or not a parameter name, or was set already
     */
    public TokenRequest param(String name, String value) {
        ExtraParameters.check(parts, name, value);
        return with(parts -> parts.parameters = RequestParts.plus(parts.parameters, name, value));
    }

    /**
     * Adds a request parameter whose value is a secret.
     *
     * @param name not one that this library sets itself
     * @param value read before each request; never shown
     * @return a new request
     * @throws TokenConfigurationException if the name is reserved or not a parameter name, or was set already
     */
    public TokenRequest param(String name, SecretSource value) {
        ExtraParameters.checkName(parts, name);
        return with(parts -> parts.secretParameters =
                RequestParts.plus(parts.secretParameters, name, requireNonNull(value, "value")));
    }

    /**
     * Sets how the client authenticates. Default: {@link ClientAuthentication#clientSecretBasic}; with an {@link Issuer},
     * {@link ClientAuthentication#clientSecretPost} if its metadata offers that and not the other.
     *
     * @param authentication one method, as registered at the server
     * @return a new request
     */
    public TokenRequest authentication(ClientAuthentication authentication) {
        return with(parts -> parts.authentication = requireNonNull(authentication, "authentication"));
    }

    /**
     * Sets what an answer may look like. Default: {@link AnswerPolicy#strict()}.
     *
     * @param answers how far it may differ from RFC 6749, and what must be in it
     * @return a new request
     */
    public TokenRequest answers(AnswerPolicy answers) {
        return with(parts -> parts.answers = requireNonNull(answers, "answers"));
    }

    /**
     * Sets how often a request that somebody waits for is tried. Default: {@link RetryPolicy#defaults()}, or what the
     * cache's policy says.
     *
     * @param retry attempts, and the waits between them
     * @return a new request
     */
    public TokenRequest retry(RetryPolicy retry) {
        return with(parts -> parts.retry = requireNonNull(retry, "retry"));
    }

    /**
     * Sets what carries the request. Default: the one on the class path, found by {@link java.util.ServiceLoader}.
     *
     * @param transport not closed by the source
     * @return a new request
     */
    public TokenRequest transport(TokenTransport transport) {
        return with(parts -> parts.transport = requireNonNull(transport, "transport"));
    }

    /**
     * Adds a listener to events of this request, its cache and its replays. Default: none; all is logged either way.
     *
     * @param listener told after the fact, on a thread of its own; see {@link TokenEventListener}
     * @return a new request
     */
    public TokenRequest listener(TokenEventListener listener) {
        return with(parts -> parts.audience = parts.audience.with(listener));
    }

    /**
     * {@return a new request that may have an {@code http} token URI, over which the client secret travels in plain text: for
     * a service mesh that adds TLS, and for tests}
     */
    public TokenRequest allowPlaintext() {
        return with(parts -> parts.plaintextAllowed = true);
    }

    /** {@return as {@link #cache(CachePolicy)}, by the {@linkplain CachePolicy#defaults() default policy}} */
    public CachedTokenSource cache() {
        return cache(CachePolicy.defaults());
    }

    /**
     * Returns a source that remembers its token.
     *
     * <p>Nothing is sent before the first subscription.
     *
     * @param policy how long to keep, when to renew; this request's name stands in for a missing one, its retry policy wins
     * @return a new cache; close it when its owner ends
     * @throws TokenConfigurationException if the request cannot work
     * @throws TokenCredentialException if it is known already that there is no secret
     */
    public CachedTokenSource cache(CachePolicy policy) {
        return source().cache(policy);
    }

    /**
     * Returns a source that sends a request on every subscription, for those who cache otherwise.
     *
     * <p>Each subscription tries as often as {@link #retry} says. {@link TokenSource#cache()} on it is the same as
     * {@link #cache()}: the tries are then part of the one shared fetch.
     *
     * @return an uncached source
     * @throws TokenConfigurationException if the request cannot work
     * @throws TokenCredentialException if it is known already that there is no secret
     */
    public TokenSource source() {
        return new RequestingSource(TokenEndpoint.of(parts.copy()), parts.retry);
    }

    /**
     * Compares what changes the token, the name and the notes: part by part, a secret by its source, and neither the
     * retry policy nor the listeners.
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof TokenRequest that && RequestKey.of(parts).equals(RequestKey.of(that.parts)));
    }

    @Override
    public int hashCode() {
        return RequestKey.of(parts).hashCode();
    }

    /** Tells the client and the authorization server. */
    @Override
    public String toString() {
        return "TokenRequest[" + parts + "]";
    }
}
