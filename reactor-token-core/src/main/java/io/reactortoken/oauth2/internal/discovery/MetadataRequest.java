package io.reactortoken.oauth2.internal.discovery;

import io.reactortoken.FailureKind;
import io.reactortoken.TokenConfigurationException;
import io.reactortoken.TokenEndpointException;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.TokenTransportException;
import io.reactortoken.oauth2.internal.answer.RetryAfter;
import io.reactortoken.oauth2.internal.body.JsonObject;
import io.reactortoken.oauth2.internal.body.Malformed;
import io.reactortoken.transport.TokenTransport;
import io.reactortoken.transport.TransportRequest;
import io.reactortoken.transport.TransportResponse;
import java.net.URI;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** Fetches the metadata: where one form of the address is not found, the next one is tried; nothing else moves on. */
final class MetadataRequest {

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;

    private final IssuerRules rules;
    private final TokenTransport transport;
    private final Supplier<Instant> now;

    MetadataRequest(IssuerRules rules, TokenTransport transport, Supplier<Instant> now) {
        this.rules = rules;
        this.transport = transport;
        this.now = now;
    }

    /** One fetch per subscription. */
    Mono<Metadata> fetch() {
        return Mono.defer(() -> next(rules.documents().iterator()));
    }

    private Mono<Metadata> next(Iterator<URI> documents) {
        URI document = documents.next();
        TransportRequest request = TransportRequest.get(document, Map.of("Accept", "application/json"));
        return Mono.defer(() -> transport.exchange(request))
                .switchIfEmpty(Mono.error(MetadataRequest::noAnswer))
                .flatMap(response -> response.status() == NOT_FOUND && documents.hasNext()
                        ? next(documents)
                        : Mono.fromSupplier(() -> read(response, document)));
    }

    private Metadata read(TransportResponse response, URI document) {
        if (response.status() != OK) {
            throw refused(response, document);
        }
        MetadataMembers members = new MetadataMembers();
        try {
            JsonObject.read(response, members);
        } catch (Malformed malformed) {
            TokenFailure failure = malformed.failure(false);
            throw Malformed.toException(failure.status(response.status()).hint("H-ISSUER", where(document)));
        }
        return rules.check(members);
    }

    private TokenException refused(TransportResponse response, URI document) {
        int status = response.status();
        if (status == NOT_FOUND) {
            TokenFailure failure = TokenFailure.of(Code.CFG, "there is no metadata of this issuer")
                    .status(status)
                    .hint("H-ISSUER", where(document) + ", or configure the token URI instead");
            return TokenConfigurationException.of(failure, null);
        }
        if (status < 100 || status >= 600) {
            TokenFailure failure = TokenFailure.of(Code.NET, "the metadata came with a status that is none")
                    .kind(FailureKind.PROTOCOL)
                    .status(status)
                    .hint("H-ISSUER", where(document));
            return TokenTransportException.of(failure, null);
        }
        return TokenEndpointException.of(answered(response, document).status(status), null);
    }

    private TokenFailure answered(TransportResponse response, URI document) {
        int status = response.status();
        Optional<RetryAfter> retryAfter = RetryAfter.of(response, now.get());
        boolean throttled = status == 429 || (status == 503 && retryAfter.isPresent());
        if (status >= 300 && status < 400 && status != 304) {
            return TokenFailure.of(Code.RED, "the issuer's metadata redirects, and that is not followed")
                    .hint("H-REDIRECT", "configure the issuer as the server writes it; " + where(document));
        }
        TokenFailure failure = TokenFailure.of(
                        throttled ? Code.THR : Code.HTP, "the issuer's metadata was answered by HTTP " + status)
                .hint("H-ISSUER", where(document));
        if (!throttled && status != 408 && status != 425 && (status < 500 || status == 501)) {
            return failure;
        }
        TokenFailure passing = failure.transientFailure();
        return retryAfter.map(RetryAfter::delay).map(passing::retryAfter).orElse(passing);
    }

    private static String where(URI document) {
        return "looked last at " + document.getScheme() + "://" + document.getRawAuthority() + document.getRawPath();
    }

    private static TokenException noAnswer() {
        TokenFailure failure = TokenFailure.of(Code.NET, "the transport completed without an answer")
                .hint("H-TRANSPORT", "a transport must signal an answer or an error");
        return TokenTransportException.of(failure, null);
    }
}
