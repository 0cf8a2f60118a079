package io.reactortoken.oauth2;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reactortoken.AccessToken;
import io.reactortoken.TokenClock;
import io.reactortoken.TokenConfigurationException;
import io.reactortoken.TokenCredentialException;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.TokenTransportException;
import io.reactortoken.credential.Secret;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.oauth2.internal.answer.Again;
import io.reactortoken.oauth2.internal.answer.Asked;
import io.reactortoken.oauth2.internal.answer.Echo;
import io.reactortoken.oauth2.internal.answer.Reading;
import io.reactortoken.oauth2.internal.answer.Reading.Granted;
import io.reactortoken.oauth2.internal.answer.Reading.Refused;
import io.reactortoken.oauth2.internal.answer.TokenAnswer;
import io.reactortoken.transport.TokenTransport;
import io.reactortoken.transport.TransportRequest;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import reactor.core.publisher.Mono;

/** One client at one token endpoint: what is asked, and what the answer means. Immutable. */
final class TokenEndpoint {

    private final RequestParts parts;
    private final SecretSource secret;
    private final TokenTransport transport;
    private final LintLog lints;

    private TokenEndpoint(RequestParts parts, SecretSource secret, TokenTransport transport) {
        this.parts = parts;
        this.secret = secret;
        this.transport = transport;
        this.lints = new LintLog(parts.client());
    }

    /** Checks the whole request; the URI first, so that no credential is touched for one that must not be used. */
    static TokenEndpoint of(RequestParts parts) {
        TokenEndpointUri.check(parts.tokenUri, parts.plaintextAllowed);
        if (parts.clientId.isBlank()) {
            throw refuse(parts, "the client id is blank", "H-CLIENT", "call clientId(\"...\") with the registered id");
        }
        SecretSource secret = parts.secret;
        if (secret == null) {
            throw refuse(
                    parts,
                    "there is no client secret",
                    "H-CLIENT",
                    "call clientSecret(SecretSource.env(\"NAME\")): this grant is for clients that have one");
        }
        requireUnicode(parts);
        verify(parts, secret);
        TokenTransport transport = parts.transport == null ? DefaultTransport.find() : parts.transport;
        return new TokenEndpoint(parts, secret, transport);
    }

    /** URLEncoder turns half of a surrogate pair into a question mark, without a word (R6749-04). */
    private static void requireUnicode(RequestParts parts) {
        if (!FormParameters.isUnicode(parts.clientId)) {
            throw refuse(
                    parts,
                    "the client id holds half of a surrogate pair",
                    "H-CLIENT",
                    "copy it again from the authorization server");
        }
    }

    private static void verify(RequestParts parts, SecretSource secret) {
        try {
            secret.verify();
        } catch (TokenException unusable) {
            throw place(unusable, parts);
        }
    }

    private static TokenConfigurationException refuse(RequestParts parts, String what, String hint, String check) {
        TokenFailure failure = TokenFailure.of(Code.CFG, what)
                .client(parts.client())
                .origin(TokenEndpointUri.origin(parts.tokenUri))
                .hint(hint, check);
        return TokenConfigurationException.of(failure, null);
    }

    String client() {
        return parts.client();
    }

    /** One attempt per subscription: the secret is read, then one request is sent, or two where the answer got lost. */
    Mono<AccessToken> request(TokenClock clock) {
        return Mono.defer(() -> attempt(clock, Again.NO))
                .flatMap(reading -> again(reading) == Again.NO ? Mono.just(reading) : attempt(clock, again(reading)))
                .map(this::conclude)
                .onErrorMap(TokenException.class, error -> place(error, parts));
    }

    private static Again again(Reading reading) {
        return reading instanceof Refused refused ? refused.again() : Again.NO;
    }

    private AccessToken conclude(Reading reading) {
        if (reading instanceof Refused refused) {
            throw refused.error();
        }
        Granted granted = (Granted) reading;
        granted.lints().forEach(lint -> lints.tell(lint, TokenEndpointUri.origin(parts.tokenUri)));
        return granted.token();
    }

    private Mono<Reading> attempt(TokenClock clock, Again again) {
        return Mono.defer(secret::secret)
                .onErrorMap(error -> !(error instanceof TokenException), this::secretFailed)
                .switchIfEmpty(Mono.error(() -> noSecret("signalled no secret")))
                .flatMap(read -> send(read, clock, again));
    }

    private Mono<Reading> send(Secret read, TokenClock clock, Again again) {
        if (read.isEmpty()) {
            return Mono.error(noSecret("signalled an empty secret"));
        }
        Map<String, String> headers = new LinkedHashMap<>();
        FormParameters form = form(read, headers);
        TransportRequest request = new TransportRequest(parts.tokenUri, headers, form.encode());
        Asked asked = asked(read, form, now(clock), again != Again.NO);
        return transport
                .exchange(again == Again.ON_A_NEW_CONNECTION ? request.onNewConnection() : request)
                .switchIfEmpty(Mono.error(TokenEndpoint::noAnswer))
                .map(response -> TokenAnswer.read(response, asked, now(clock)));
    }

    private static Instant now(TokenClock clock) {
        return Instant.ofEpochMilli(clock.epochMillis());
    }

    private Asked asked(Secret read, FormParameters form, Instant sentAt, boolean repeated) {
        String text = read.reveal();
        String credential = "check client id and secret (from " + secret.description()
                + "), and that both are this environment's; sent: POST, " + parts.authentication.name();
        Asked.Request request = new Asked.Request(
                parts.grantType,
                parts.authentication.name().toLowerCase(Locale.ROOT),
                credential,
                form.describe(),
                parts.scopes,
                List.of());
        Echo echo = Echo.of(List.of(text, FormParameters.encode(text), basic(parts.clientId, text)));
        return new Asked(parts.client(), parts.tokenUri, request, parts.answers.rules(), echo, sentAt, repeated);
    }

    /** Adds who asked whom, where that is not known yet. */
    private static TokenException place(TokenException error, RequestParts parts) {
        TokenFailure failure = error.failure();
        TokenFailure placed = failure.client().isEmpty() ? failure.client(parts.client()) : failure;
        placed = placed.origin().isEmpty() ? placed.origin(TokenEndpointUri.origin(parts.tokenUri)) : placed;
        return placed == failure ? error : error.with(placed);
    }

    private TokenException noSecret(String what) {
        TokenFailure failure = TokenFailure.of(Code.CRD_P, "the secret source " + secret.description() + " " + what)
                .hint("H-SECRET", "check what it reads from");
        return TokenCredentialException.of(failure, null);
    }

    private TokenException secretFailed(Throwable error) {
        TokenFailure failure = TokenFailure.of(
                        Code.CRD_T,
                        "the secret source " + secret.description() + " failed with "
                                + error.getClass().getName())
                .hint("H-SECRET", "the cause is the source's own error");
        return TokenCredentialException.of(failure.transientFailure(), error);
    }

    private static TokenException noAnswer() {
        TokenFailure failure = TokenFailure.of(Code.NET, "the transport completed without an answer")
                .hint("H-TRANSPORT", "a transport must signal an answer or an error");
        return TokenTransportException.of(failure, null);
    }

    private FormParameters form(Secret read, Map<String, String> headers) {
        headers.put("Content-Type", "application/x-www-form-urlencoded");
        headers.put("Accept", "application/json");
        FormParameters form = new FormParameters().add("grant_type", parts.grantType);
        if (!parts.scopes.isEmpty()) {
            form.add("scope", String.join(" ", parts.scopes));
        }
        parts.parameters.forEach(form::add);
        switch (parts.authentication) {
            case CLIENT_SECRET_BASIC -> headers.put("Authorization", basic(parts.clientId, read.reveal()));
            case CLIENT_SECRET_POST -> form.add("client_id", parts.clientId).add("client_secret", read.reveal());
        }
        return form;
    }

    /** RFC 6749 section 2.3.1: each part is form-encoded before the two are joined. */
    static String basic(String id, String secret) {
        String pair = FormParameters.encode(id) + ":" + FormParameters.encode(secret);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
    }

    @Override
    public String toString() {
        return parts.grantType + ", client=" + parts.client() + ", as=" + TokenEndpointUri.origin(parts.tokenUri);
    }
}
