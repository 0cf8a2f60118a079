package io.reactortoken.oauth2;

import io.reactortoken.AccessToken;
import io.reactortoken.RetryPolicy;
import io.reactortoken.TokenClock;
import io.reactortoken.TokenConfigurationException;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.event.TokenEvent.LintFound;
import io.reactortoken.event.TokenEventAudience;
import io.reactortoken.oauth2.auth.ClientAuthentication;
import io.reactortoken.transport.TokenTransport;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;

/**
 * A token request as a diagnosis sees it: what it was told, and one try that leaves nothing behind. For
 * {@code io.reactortoken.doctor}; a program that wants a token uses the request itself.
 *
 * <p>Immutable. What it returns holds no secret; a {@link SecretSource} must be asked for its own.
 *
 * @since 0.1.0
 */
public final class Examination {

    private final RequestParts parts;

    private Examination(RequestParts parts) {
        this.parts = parts;
    }

    /**
     * Looks at a request. Nothing is checked, read or sent.
     *
     * @param request any
     * @return what it was told
     */
    public static Examination of(TokenRequest request) {
        return new Examination(request.parts());
    }

    /**
     * Returns the same with other scopes.
     *
     * @param scopes in the place of what is requested
     * @return a new examination
     */
    public Examination requesting(Set<String> scopes) {
        return new Examination(parts.with(changed -> changed.scopes = Set.copyOf(scopes)));
    }

    /**
     * Returns the same with another way to prove the client.
     *
     * @param authentication a method
     * @param secret where its secret comes from
     * @return a new examination
     */
    public Examination proving(ClientAuthentication authentication, SecretSource secret) {
        return new Examination(parts.with(changed -> {
            changed.authentication = authentication;
            changed.secret = secret;
        }));
    }

    /**
     * Tries once.
     *
     * <p>Cold: each subscription checks the request, reads the credentials and sends one token request, and for an
     * {@link Issuer} those for its metadata before it. Nothing is sent again, whatever the retry policy says.
     * <p>Signals one token or a {@link io.reactortoken.TokenException}, that of a request which cannot work included.
     * <p>Cancelling ends what is on its way.
     * <p>Signals arrive on the transport's thread.
     *
     * @param transport in the place of the request's own
     * @param clock tells when it was sent
     * @param odd told what is odd, in the place of the log and the listeners; on the thread that finds it
     * @return a mono that tries on each subscription
     */
    public Mono<AccessToken> ask(TokenTransport transport, TokenClock clock, Consumer<LintFound> odd) {
        return Mono.defer(() -> {
            RequestParts once = parts.copy();
            once.transport = transport;
            once.audience = TokenEventAudience.logOnly();
            once.examiner = odd;
            return TokenEndpoint.of(once).requestOnce(clock);
        });
    }

    /** {@return the registration id, as errors show it} */
    public String client() {
        return parts.client();
    }

    /** {@return what people know of the registration} */
    public RegistrationNotes notes() {
        return parts.notes;
    }

    /** {@return the client id; empty if it has a source} */
    public String clientId() {
        return parts.clientId;
    }

    /** {@return where the client id comes from, if not from the program} */
    public Optional<SecretSource> clientIdSource() {
        return Optional.ofNullable(parts.clientIdSource);
    }

    /** {@return where the client secret comes from, if there is one} */
    public Optional<SecretSource> secret() {
        return Optional.ofNullable(parts.secret);
    }

    /** {@return the token endpoint; empty if its issuer is known instead. Its query is not for the eye} */
    public Optional<URI> tokenUri() {
        return Optional.ofNullable(parts.tokenUri);
    }

    /** {@return the issuer; empty if the token endpoint was given} */
    public Optional<URI> issuer() {
        return Optional.ofNullable(parts.issuer).map(Issuer::uri);
    }

    /** {@return a word for the grant, for instance {@code client_credentials}} */
    public String grant() {
        return parts.grant.label();
    }

    /** {@return how the client authenticates; empty if the issuer's metadata decides} */
    public Optional<ClientAuthentication> authentication() {
        boolean undecided = parts.authentication == null && parts.issuer != null;
        return undecided ? Optional.empty() : Optional.of(parts.authentication());
    }

    /** {@return the scopes to ask for} */
    public Set<String> scopes() {
        return parts.scopes;
    }

    /** {@return the resources to ask for} */
    public List<String> resources() {
        return parts.resources;
    }

    /** {@return the audiences to ask for} */
    public List<String> audiences() {
        return parts.audiences;
    }

    /** {@return the names of further parameters, those with a secret value included} */
    public Set<String> parameters() {
        Set<String> names = new LinkedHashSet<>(parts.parameters.keySet());
        names.addAll(parts.secretParameters.keySet());
        return names;
    }

    /** {@return how often a request is tried when nobody examines it} */
    public RetryPolicy retry() {
        RetryPolicy retry = parts.retry;
        return retry == null ? RetryPolicy.defaults() : retry;
    }

    /** {@return whether http is allowed} */
    public boolean plaintextAllowed() {
        return parts.plaintextAllowed;
    }

    /**
     * Returns what carries the request. Reads files of the class path if none was given.
     *
     * @return the transport
     * @throws TokenConfigurationException if there is none
     */
    public TokenTransport transport() {
        TokenTransport given = parts.transport;
        return given == null ? DefaultTransport.find() : given;
    }

    /** Tells the client and the authorization server. */
    @Override
    public String toString() {
        return "Examination[" + parts + "]";
    }
}
