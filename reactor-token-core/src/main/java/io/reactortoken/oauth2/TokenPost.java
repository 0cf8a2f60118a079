package io.reactortoken.oauth2;

import io.reactortoken.TokenConfigurationException;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.credential.Secret;
import io.reactortoken.oauth2.auth.ClientProof;
import io.reactortoken.oauth2.internal.answer.Asked;
import io.reactortoken.oauth2.internal.body.Echo;
import io.reactortoken.oauth2.internal.request.FormParameters;
import io.reactortoken.transport.TransportRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One request, put together: what goes over the wire, and what must be known when it is answered. */
final class TokenPost {

    private final RequestParts parts;
    private final Endpoint endpoint;
    private final GrantParameters grant;
    private final Map<String, Secret> secrets;
    private final ClientProof proof;
    private final FormParameters form = new FormParameters();

    /** What was read for one request. */
    record Credentials(GrantParameters grant, Map<String, Secret> parameters) {}

    TokenPost(RequestParts parts, Endpoint endpoint, Credentials credentials, ClientProof proof) {
        this.parts = parts;
        this.endpoint = endpoint;
        this.grant = credentials.grant;
        this.secrets = credentials.parameters;
        this.proof = proof;
        fill();
    }

    GrantParameters grant() {
        return grant;
    }

    String origin() {
        return TokenEndpointUri.origin(endpoint.uri());
    }

    private void fill() {
        form.add("grant_type", parts.grant.type());
        if (!parts.scopes.isEmpty()) {
            form.add("scope", String.join(" ", parts.scopes));
        }
        grant.values().forEach(form::add);
        parts.resources.forEach(resource -> form.add("resource", resource));
        parts.audiences.forEach(audience -> form.add("audience", audience));
        parts.parameters.forEach(form::add);
        secrets.forEach((name, value) -> form.add(name, value.reveal()));
        proof.parameters().forEach(this::addOnce);
    }

    /** A method of a user's own may add what is there already (R6749-13). */
    private void addOnce(String name, String value) {
        if (form.contains(name)) {
            TokenFailure failure = TokenFailure.of(
                            Code.CFG, "the client authentication adds " + name + ", which the request has already")
                    .hint("H-REQ", "take it away from the request, or choose another method");
            throw TokenConfigurationException.of(failure, null);
        }
        form.add(name, value);
    }

    TransportRequest request() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        headers.put("Accept", "application/json");
        proof.headers().forEach(headers::putIfAbsent);
        return new TransportRequest(endpoint.uri(), headers, form.encode());
    }

    Asked asked(Instant sentAt, boolean repeated) {
        List<String> targets = new ArrayList<>(parts.resources);
        targets.addAll(parts.audiences);
        Asked.Request request = new Asked.Request(
                parts.grant.label(),
                endpoint.authentication().method(),
                proof.check(),
                form.describe(),
                parts.scopes,
                List.copyOf(targets),
                endpoint.scopes(),
                parts.notes.scopePattern());
        return new Asked(
                parts.client(),
                endpoint.uri(),
                request,
                parts.grant.rules(parts.answers.rules()),
                echo(),
                sentAt,
                repeated);
    }

    /** Everything that is a credential, as it is and as a form writes it. */
    private Echo echo() {
        List<String> hidden = new ArrayList<>(proof.hidden());
        grant.credentials().forEach(credential -> hidden.add(credential.reveal()));
        secrets.values().forEach(secret -> hidden.add(secret.reveal()));
        List<String> encoded = hidden.stream().map(FormParameters::encode).toList();
        hidden.addAll(encoded);
        return Echo.of(hidden);
    }

    /** Tells names and lengths. */
    @Override
    public String toString() {
        return "TokenPost[" + form.describe() + "]";
    }
}
