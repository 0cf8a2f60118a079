package io.reactortoken.webflux;

import io.reactortoken.AccessToken;
import io.reactortoken.internal.AuthSettings;
import io.reactortoken.internal.AuthorizedRequest;
import io.reactortoken.internal.ExchangeTokens;
import io.reactortoken.internal.StaleTokenException;
import io.reactortoken.internal.Verdict;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.client.reactive.ClientHttpRequest;
import org.springframework.web.reactive.function.BodyInserter;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import reactor.core.publisher.Mono;

/**
 * One attempt at a request.
 *
 * <p>The token is written when the connector writes the request, by the body inserter or by {@link AttemptRequest}: it is
 * looked at again there (RS-61), and it never stands among the headers of the {@link ClientRequest}, of which exceptions
 * and log lines keep copies (TM-04).
 */
final class Attempt {

    static final String MARK = Attempt.class.getName();

    private final AuthSettings settings;
    private final ExchangeTokens tokens;
    private final OutgoingBody body;
    private final int number;

    private volatile AccessToken token;
    private volatile boolean sentBack;
    private volatile boolean written;
    private volatile @Nullable AuthorizedRequest sent;

    Attempt(AuthSettings settings, ExchangeTokens tokens, OutgoingBody body, AccessToken token, int number) {
        this.settings = settings;
        this.tokens = tokens;
        this.body = body;
        this.token = token;
        this.number = number;
    }

    static boolean isOf(ClientRequest request) {
        return request.attribute(MARK).isPresent();
    }

    int number() {
        return number;
    }

    /** The one that was sent last, or that waits to be. */
    AccessToken token() {
        return token;
    }

    /** The same attempt with another token: it was not sent with the one that it had. */
    Attempt renewed(AccessToken another) {
        token = another;
        sentBack = true;
        return this;
    }

    /** A copy costs more than the rest of an attempt: there is one only where we or the caller have to write something last. */
    ClientRequest request(ClientRequest original) {
        if (original.httpRequest() == null && !body.mayFail()) {
            return new AttemptRequest(original, this);
        }
        return ClientRequest.from(original)
                .attribute(MARK, number)
                .body(inserter(original))
                .build();
    }

    BodyInserter<?, ClientHttpRequest> inserter(ClientRequest original) {
        return (output, context) -> {
            try {
                writeToken(output, original);
            } catch (StaleTokenException stale) {
                return Mono.error(stale);
            }
            return body.insert(output, context);
        };
    }

    /** Called once per hop, if the connector follows redirects; Spring does not tell where to. */
    void writeToken(ClientHttpRequest output, ClientRequest original) {
        boolean first = !written;
        sent = null;
        if (output.getHeaders().getFirst(HttpHeaders.AUTHORIZATION) == null || settings.replacesAuthorization()) {
            token = tokens.toWrite(token, first && !sentBack ? this : null);
            attach(output, new AuthorizedRequest(original.method().name(), original::url, number, token));
        }
        written = true;
    }

    private void attach(ClientHttpRequest output, AuthorizedRequest request) {
        settings.authorizer().headers(request).forEach(output.getHeaders()::set);
        sent = request;
    }

    /** Judges an answer: it is about the token if the request carried it. */
    Verdict judge(ClientResponse response) {
        AuthorizedRequest last = sent;
        return last == null
                ? Verdict.PASS
                : settings.authorizer().judge(last, response.statusCode().value(), response.headers()::header);
    }
}
