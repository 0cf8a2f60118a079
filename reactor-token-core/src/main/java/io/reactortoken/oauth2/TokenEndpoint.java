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
import io.reactortoken.transport.TokenTransport;
import io.reactortoken.transport.TransportRequest;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import reactor.core.publisher.Mono;

/** One client at one token endpoint: what is asked, and what the answer means. Immutable. */
final class TokenEndpoint {

    private final RequestParts parts;
    private final SecretSource secret;
    private final TokenTransport transport;
    private final TokenAnswer answer;

    private TokenEndpoint(RequestParts parts, SecretSource secret, TokenTransport transport) {
        this.parts = parts;
        this.secret = secret;
        this.transport = transport;
        this.answer = new TokenAnswer(parts, secret.description());
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
            throw unusable.with(new ErrorMapper(parts, secret.description()).place(unusable.failure()));
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

    /** One attempt per subscription: the secret is read, then one request is sent. */
    Mono<AccessToken> request(TokenClock clock) {
        return Mono.defer(secret::secret)
                .onErrorMap(error -> !(error instanceof TokenException), this::secretFailed)
                .switchIfEmpty(Mono.error(() -> noSecret("signalled no secret")))
                .flatMap(read -> send(read, clock))
                .onErrorMap(TokenException.class, answer::place);
    }

    private Mono<AccessToken> send(Secret read, TokenClock clock) {
        if (read.isEmpty()) {
            return Mono.error(noSecret("signalled an empty secret"));
        }
        Instant sentAt = Instant.ofEpochMilli(clock.epochMillis());
        String text = read.reveal();
        Echo echo = Echo.of(text, FormParameters.encode(text));
        return transport
                .exchange(request(read))
                .switchIfEmpty(Mono.error(TokenEndpoint::noAnswer))
                .map(response -> answer.read(response, sentAt, echo));
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

    private TransportRequest request(Secret read) {
        Map<String, String> headers = new LinkedHashMap<>();
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
        return new TransportRequest(parts.tokenUri, headers, form.encode());
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
