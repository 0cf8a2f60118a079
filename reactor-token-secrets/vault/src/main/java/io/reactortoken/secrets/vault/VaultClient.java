package io.reactortoken.secrets.vault;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reactortoken.TokenException;
import io.reactortoken.internal.Origin;
import io.reactortoken.internal.OriginAllowList;
import io.reactortoken.transport.TokenTransport;
import io.reactortoken.transport.TransportRequest;
import io.reactortoken.transport.TransportResponse;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** Sends one request to Vault: its headers, and the one redirect that may be followed. */
final class VaultClient {

    private static final int TEMPORARY_REDIRECT = 307;

    private final URI address;
    private final String origin;
    private final String namespace;
    private final OriginAllowList redirects;
    private final TokenTransport transport;

    VaultClient(URI address, String namespace, OriginAllowList redirects, TokenTransport transport) {
        this.address = address;
        this.origin = Origin.of(address).map(Origin::toString).orElse("?");
        this.namespace = namespace;
        this.redirects = redirects;
        this.transport = transport;
    }

    /** The hint that a missing or wrong namespace deserves: Vault answers as if there were no such path. */
    String namespaceHint() {
        return namespace.isEmpty()
                ? "no namespace is set, which Vault Enterprise and HCP want"
                : "the namespace is " + namespace;
    }

    /** Reads a path. */
    Mono<VaultAnswer> get(String path, String token) {
        return send(TransportRequest.get(uri(path), headers(token)));
    }

    /** Writes to a path; without a token where there is none yet. */
    Mono<VaultAnswer> post(String path, String token, VaultJson body) {
        Map<String, String> headers = headers(token);
        headers.put("Content-Type", "application/json");
        return send(new TransportRequest(uri(path), headers, body.toJson().getBytes(UTF_8)));
    }

    private URI uri(String path) {
        String base = address.toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/v1/" + path);
    }

    private Map<String, String> headers(String token) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Accept", "application/json");
        // what an agent or a proxy of Vault's may want, so that no request is forged by somebody else
        headers.put("X-Vault-Request", "true");
        if (!namespace.isEmpty()) {
            headers.put("X-Vault-Namespace", namespace);
        }
        if (!token.isEmpty()) {
            headers.put("X-Vault-Token", token);
        }
        return headers;
    }

    private Mono<VaultAnswer> send(TransportRequest request) {
        return exchange(request)
                .flatMap(response -> response.status() == TEMPORARY_REDIRECT
                        ? exchange(redirected(request, response))
                        : Mono.just(response))
                .map(this::answer);
    }

    private Mono<TransportResponse> exchange(TransportRequest request) {
        return Mono.defer(() -> transport.exchange(request))
                .onErrorMap(TokenException.class, error -> VaultFailure.noAnswer(error, origin))
                .switchIfEmpty(Mono.error(() -> VaultFailure.passing(
                        0, "got no answer: the transport completed without one", "a transport must signal an answer")));
    }

    private VaultAnswer answer(TransportResponse response) {
        int status = response.status();
        if (status >= 300 && status < 400) {
            throw status == TEMPORARY_REDIRECT
                    ? VaultFailure.passing(status, "was redirected twice", "use the address of the active node")
                    : VaultFailure.lasting(
                            status,
                            "was redirected by " + origin,
                            "use the address that Vault itself has; http or https?");
        }
        return VaultAnswer.of(response, origin);
    }

    /** A standby sends the client to the active node. The token goes there only if somebody named that node (CS-15). */
    private TransportRequest redirected(TransportRequest request, TransportResponse response) {
        URI target = response.header("Location")
                .flatMap(VaultClient::parse)
                .map(request.uri()::resolve)
                .orElseThrow(() -> redirect("to nowhere", "use the address of the active node"));
        Optional<Origin> where = Origin.of(target);
        if (!redirects.permits(where) || !samePath(request.uri(), target)) {
            throw redirect(
                    "to " + where.map(Origin::toString).orElse("nowhere"),
                    "if that is a node of this Vault: allowRedirect(..), or use the address of the active node");
        }
        return request.method().equals("GET")
                ? TransportRequest.get(target, request.headers())
                : new TransportRequest(target, request.headers(), request.body());
    }

    /** Passing: which node is the active one changes. */
    private VaultFailure redirect(String where, String check) {
        return VaultFailure.passing(TEMPORARY_REDIRECT, "was redirected by " + origin + " " + where, check);
    }

    private static Optional<URI> parse(String location) {
        try {
            return Optional.of(URI.create(location));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    private static boolean samePath(URI asked, URI target) {
        return Objects.equals(asked.getRawPath(), target.getRawPath())
                && Objects.equals(asked.getRawQuery(), target.getRawQuery())
                && target.getRawUserInfo() == null;
    }

    @Override
    public String toString() {
        return origin;
    }
}
