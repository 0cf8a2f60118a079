package io.reactortoken.oauth2;

import io.reactortoken.RetryPolicy;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.transport.TokenTransport;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Everything a {@link TokenRequest} was told. Changed only on a copy that nobody else has seen yet. */
final class RequestParts {

    final URI tokenUri;
    final String grantType;
    String name = "";
    String clientId = "";

    @Nullable
    SecretSource secret;

    Set<String> scopes = Set.of();
    Map<String, String> parameters = Map.of();
    ClientAuthentication authentication = ClientAuthentication.CLIENT_SECRET_BASIC;

    AnswerPolicy answers = AnswerPolicy.strict();

    @Nullable
    TokenTransport transport;

    @Nullable
    RetryPolicy retry;

    boolean plaintextAllowed;

    RequestParts(URI tokenUri, String grantType) {
        this.tokenUri = tokenUri;
        this.grantType = grantType;
    }

    RequestParts copy() {
        RequestParts copy = new RequestParts(tokenUri, grantType);
        copy.name = name;
        copy.clientId = clientId;
        copy.secret = secret;
        copy.scopes = Collections.unmodifiableSet(new LinkedHashSet<>(scopes));
        copy.parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        copy.authentication = authentication;
        copy.answers = answers;
        copy.transport = transport;
        copy.retry = retry;
        copy.plaintextAllowed = plaintextAllowed;
        return copy;
    }

    /** The registration id, as errors show it: the name, or else the client id with its middle left out. */
    String client() {
        if (!name.isEmpty() || clientId.length() <= 8) {
            return name.isEmpty() ? clientId : name;
        }
        int end = clientId.length();
        return clientId.substring(0, 3) + ".." + clientId.substring(end - 3) + "(" + end + ")";
    }
}
