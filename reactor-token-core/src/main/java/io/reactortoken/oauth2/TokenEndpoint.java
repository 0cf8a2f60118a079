package io.reactortoken.oauth2;

import static java.util.Objects.requireNonNull;

import io.reactortoken.AccessToken;
import io.reactortoken.TokenClock;
import io.reactortoken.TokenEndpointException;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.TokenTransportException;
import io.reactortoken.credential.Secret;
import io.reactortoken.event.TokenEventAudience;
import io.reactortoken.oauth2.auth.ProofRequest;
import io.reactortoken.oauth2.internal.answer.Asked;
import io.reactortoken.oauth2.internal.answer.Reading;
import io.reactortoken.oauth2.internal.answer.Reading.Granted;
import io.reactortoken.oauth2.internal.answer.Reading.Refused;
import io.reactortoken.oauth2.internal.answer.TokenAnswer;
import io.reactortoken.oauth2.internal.body.Again;
import io.reactortoken.oauth2.internal.request.SecretReader;
import io.reactortoken.transport.TokenTransport;
import io.reactortoken.transport.TransportRequest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One client at one token endpoint: what is asked, and what the answer means. */
final class TokenEndpoint {

    private final RequestParts parts;
    private final Grant grant;
    private final TokenTransport transport;
    private final LintLog lints;
    private final EndpointSource source;
    private final Optional<Rotation> rotation;

    private TokenEndpoint(RequestParts parts, TokenTransport transport) {
        this.parts = parts;
        this.grant = parts.grant.start();
        this.transport = transport;
        this.lints = LintLog.of(parts);
        this.source = parts.issuer == null
                ? EndpointSource.fixed(requireNonNull(parts.tokenUri, "tokenUri"), parts.authentication())
                : new DiscoveredEndpoint(parts, parts.issuer, transport, lints);
        this.rotation = parts.secret == null ? Optional.empty() : Optional.of(new Rotation(parts, lints));
    }

    /** Checks the whole request. */
    static TokenEndpoint of(RequestParts parts) {
        RequestCheck check = new RequestCheck(parts);
        check.run();
        TokenTransport transport = parts.transport == null ? DefaultTransport.find() : parts.transport;
        TokenEndpoint endpoint = new TokenEndpoint(parts, transport);
        check.lints().forEach(lint -> endpoint.lints.tell(lint, parts.origin()));
        return endpoint;
    }

    String client() {
        return parts.client();
    }

    /** Adds who is told what is odd. */
    void listen(TokenEventAudience more) {
        lints.listen(more);
    }

    TokenEventAudience audience() {
        return parts.audience;
    }

    /** One attempt per subscription: credentials are read, then one request is sent, or two where the answer got lost. */
    Mono<AccessToken> request(TokenClock clock) {
        return inTurn(() -> rotation.map(secrets -> secrets.token(attempt(clock), clock.epochMillis()))
                .orElseGet(() -> attempt(clock, Optional.empty())));
    }

    /** As {@link #request}, but nothing is sent if the client secret is the one that was refused last. */
    Mono<AccessToken> requestByNewSecret(TokenClock clock) {
        return inTurn(() -> rotation.map(secrets -> secrets.tokenByNewSecret(attempt(clock), clock.epochMillis()))
                .orElseGet(() -> attempt(clock, Optional.empty())));
    }

    /** As {@link #request}, but one request is all: also where the answer got lost, or there is a new secret by now. */
    Mono<AccessToken> requestOnce(TokenClock clock) {
        return inTurn(() -> rotation.map(
                        secrets -> secrets.tokenOnce(credential -> once(clock, Optional.of(credential))))
                .orElseGet(() -> once(clock, Optional.empty())));
    }

    private Mono<AccessToken> once(TokenClock clock, Optional<ClientCredential> client) {
        return Mono.defer(() -> exchange(clock, client, Again.NO)).flatMap(this::conclude);
    }

    private Mono<AccessToken> inTurn(Supplier<Mono<AccessToken>> request) {
        return grant.inTurn(Mono.defer(request)).onErrorMap(TokenException.class, this::place);
    }

    private Rotation.Attempt attempt(TokenClock clock) {
        return credential -> attempt(clock, Optional.of(credential));
    }

    private Mono<AccessToken> attempt(TokenClock clock, Optional<ClientCredential> client) {
        return Mono.defer(() -> exchange(clock, client, Again.NO))
                .flatMap(first -> first.again() == Again.NO ? Mono.just(first) : exchange(clock, client, first.again()))
                .flatMap(this::conclude);
    }

    /** What was sent, and what came of it. */
    private record Exchange(TokenPost post, Reading reading) {

        Again again() {
            return reading instanceof Refused refused ? refused.again() : Again.NO;
        }
    }

    private Mono<AccessToken> conclude(Exchange exchange) {
        GrantParameters sent = exchange.post.grant();
        if (exchange.reading instanceof Refused refused) {
            refused.error().failure().clockSkew().ifPresent(skew -> lints.skew(skew, exchange.post.origin()));
            grant.refused(sent, refused.error());
            return Mono.error(refused.error());
        }
        Granted granted = (Granted) exchange.reading;
        granted.skew().ifPresent(skew -> lints.skew(skew, exchange.post.origin()));
        granted.lints().forEach(lint -> lints.tell(lint, exchange.post.origin()));
        return grant.granted(sent, granted);
    }

    private Mono<Exchange> exchange(TokenClock clock, Optional<ClientCredential> client, Again again) {
        return source.endpoint(clock)
                .flatMap(endpoint -> credentials().flatMap(read -> prove(endpoint, client, read)))
                .flatMap(post -> send(post, clock, again));
    }

    private Mono<TokenPost.Credentials> credentials() {
        return grant.parameters()
                .flatMap(asked -> secretParameters().map(secrets -> new TokenPost.Credentials(asked, secrets)));
    }

    /** Whatever proves the client is made last, so that it is as fresh as can be. */
    private Mono<TokenPost> prove(Endpoint endpoint, Optional<ClientCredential> client, TokenPost.Credentials read) {
        String id = client.map(ClientCredential::id).orElse(parts.clientId);
        endpoint.authentication().check(id);
        ProofRequest request = new ProofRequest(
                id,
                client.map(ClientCredential::asSource),
                endpoint.uri(),
                endpoint.issuer(),
                endpoint.signingAlgorithms());
        String name = "the client authentication " + endpoint.authentication().method();
        return endpoint.authentication()
                .prove(request)
                .switchIfEmpty(Mono.error(() -> SecretReader.unusable(name, "signalled no proof")))
                .map(proof -> new TokenPost(parts, endpoint, read, proof));
    }

    private Mono<Map<String, Secret>> secretParameters() {
        if (parts.secretParameters.isEmpty()) {
            return Mono.just(Map.of());
        }
        return Flux.fromIterable(parts.secretParameters.entrySet())
                .concatMap(parameter ->
                        SecretReader.read(parameter.getValue(), false).map(read -> Map.entry(parameter.getKey(), read)))
                .collect(LinkedHashMap::new, (map, read) -> map.put(read.getKey(), read.getValue()));
    }

    private Mono<Exchange> send(TokenPost post, TokenClock clock, Again again) {
        TransportRequest request = post.request();
        Asked asked = post.asked(now(clock), again != Again.NO);
        return transport
                .exchange(again == Again.ON_A_NEW_CONNECTION ? request.onNewConnection() : request)
                .switchIfEmpty(Mono.error(TokenEndpoint::noAnswer))
                .map(response -> new Exchange(post, TokenAnswer.read(response, asked, now(clock))));
    }

    private static Instant now(TokenClock clock) {
        return Instant.ofEpochMilli(clock.epochMillis());
    }

    /** Adds who asked whom, where that is not known yet, and whom to ask about a refusal. */
    private TokenException place(TokenException error) {
        TokenFailure failure = error.failure();
        TokenFailure placed = failure.client().isEmpty() ? failure.client(parts.client()) : failure;
        placed = error instanceof TokenEndpointException ? parts.notes.addSupport(placed) : placed;
        placed = placed.origin().isEmpty() ? placed.origin(parts.origin()) : placed;
        return placed == failure ? error : error.with(placed);
    }

    private static TokenException noAnswer() {
        TokenFailure failure = TokenFailure.of(Code.NET, "the transport completed without an answer")
                .hint("H-TRANSPORT", "a transport must signal an answer or an error");
        return TokenTransportException.of(failure, null);
    }

    @Override
    public String toString() {
        return parts.toString();
    }
}
