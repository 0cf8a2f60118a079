package io.reactortoken.oauth2;

import static java.util.Objects.requireNonNull;

import io.reactortoken.RetryPolicy;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.event.TokenEvent.LintFound;
import io.reactortoken.event.TokenEventAudience;
import io.reactortoken.oauth2.auth.ClientAuthentication;
import io.reactortoken.transport.TokenTransport;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything a {@link TokenRequest} was told. Changed only on a copy that nobody else has seen yet; the collections are
 * replaced, never changed.
 */
final class RequestParts {

    /** Null where an issuer is given. */
    final @Nullable URI tokenUri;

    /** Null where the endpoint is given. */
    final @Nullable Issuer issuer;

    final Grant grant;
    String name = "";
    RegistrationNotes notes = RegistrationNotes.none();
    String clientId = "";

    /** Where the client id comes from; null where it is given. */
    @Nullable
    SecretSource clientIdSource;

    @Nullable
    SecretSource secret;

    /** For how long after it was accepted the secret before may stand in; zero: never. */
    Duration fallbackToPreviousSecret = Duration.ZERO;

    Set<String> scopes = Set.of();
    List<String> resources = List.of();
    List<String> audiences = List.of();
    Map<String, String> parameters = Map.of();
    Map<String, SecretSource> secretParameters = Map.of();

    /** Null where nothing was said: Basic, or what the server's metadata offers. */
    @Nullable
    ClientAuthentication authentication;

    AnswerPolicy answers = AnswerPolicy.strict();

    @Nullable
    TokenTransport transport;

    @Nullable
    RetryPolicy retry;

    boolean plaintextAllowed;
    TokenEventAudience audience = TokenEventAudience.logOnly();

    /** Who is told what is odd, in the place of log and listeners, while the request is examined; null otherwise. */
    @Nullable
    Consumer<LintFound> examiner;

    private RequestParts(@Nullable URI tokenUri, @Nullable Issuer issuer, Grant grant) {
        this.tokenUri = tokenUri;
        this.issuer = issuer;
        this.grant = grant;
    }

    static RequestParts at(URI tokenUri, Grant grant) {
        return new RequestParts(requireNonNull(tokenUri, "tokenUri"), null, grant);
    }

    static RequestParts at(Issuer issuer, Grant grant) {
        return new RequestParts(null, requireNonNull(issuer, "issuer"), grant);
    }

    /** By id, or by where the id comes from. */
    void identify(String id, @Nullable SecretSource source) {
        clientId = id;
        clientIdSource = source;
    }

    RequestParts copy() {
        RequestParts copy = new RequestParts(tokenUri, issuer, grant);
        copy.name = name;
        copy.notes = notes;
        copy.clientId = clientId;
        copy.clientIdSource = clientIdSource;
        copy.secret = secret;
        copy.fallbackToPreviousSecret = fallbackToPreviousSecret;
        copy.scopes = scopes;
        copy.resources = resources;
        copy.audiences = audiences;
        copy.parameters = parameters;
        copy.secretParameters = secretParameters;
        copy.authentication = authentication;
        copy.answers = answers;
        copy.transport = transport;
        copy.retry = retry;
        copy.plaintextAllowed = plaintextAllowed;
        copy.audience = audience;
        copy.examiner = examiner;
        return copy;
    }

    /** The registration id, as errors show it: the name, or else the client id with its middle left out. */
    String client() {
        if (name.isEmpty() && clientIdSource != null) {
            return clientIdSource.description();
        }
        if (!name.isEmpty() || clientId.length() <= 8) {
            return name.isEmpty() ? clientId : name;
        }
        int end = clientId.length();
        return clientId.substring(0, 3) + ".." + clientId.substring(end - 3) + "(" + end + ")";
    }

    /** The method that was chosen, or the one without which a client cannot be (RFC 6749 section 2.3.1). */
    ClientAuthentication authentication() {
        ClientAuthentication chosen = authentication;
        return chosen == null ? ClientAuthentication.clientSecretBasic() : chosen;
    }

    /** Of the authorization server, as far as it is known before anybody is asked. */
    String origin() {
        return tokenUri == null ? requireNonNull(issuer, "issuer").origin() : TokenEndpointUri.origin(tokenUri);
    }

    RequestParts with(Consumer<RequestParts> change) {
        RequestParts copy = copy();
        change.accept(copy);
        return copy;
    }

    static Set<String> plus(Set<String> set, String... more) {
        Set<String> all = new LinkedHashSet<>(set);
        all.addAll(Arrays.asList(more));
        return Collections.unmodifiableSet(all);
    }

    static List<String> plus(List<String> list, String... more) {
        return Stream.concat(list.stream(), Arrays.stream(more)).distinct().toList();
    }

    static <T> Map<String, T> plus(Map<String, T> map, String name, T value) {
        Map<String, T> all = new LinkedHashMap<>(map);
        all.put(name, value);
        return Collections.unmodifiableMap(all);
    }

    /** Where it goes, and for whom. */
    @Override
    public String toString() {
        return grant.label() + ", client=" + client() + ", as=" + origin();
    }
}
