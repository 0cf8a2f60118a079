package io.reactortoken.netty;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.reactortoken.AccessToken;
import io.reactortoken.internal.AuthSettings;
import io.reactortoken.internal.AuthorizedRequest;
import io.reactortoken.internal.ExchangeTokens;
import io.reactortoken.internal.Origin;
import io.reactortoken.internal.StaleTokenException;
import io.reactortoken.internal.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClientRequest;
import reactor.netty.http.client.HttpClientResponse;

/**
 * One attempt at a request, redirect hops included; travels in the Context of its own subscription and is shared with no
 * other. Written on the event loop of the hop, read where the response arrives.
 */
final class Attempt {

    private final AuthSettings settings;
    private final ExchangeTokens tokens;
    private final StreamGuard guard;
    private final int number;

    private volatile AccessToken token;
    private volatile boolean sentBack;
    private volatile boolean firstHopDone;
    private volatile @Nullable Sent sent;
    private volatile @Nullable EventLoop eventLoop;

    Attempt(AuthSettings settings, ExchangeTokens tokens, StreamGuard guard, AccessToken token, int number) {
        this.settings = settings;
        this.tokens = tokens;
        this.guard = guard;
        this.token = token;
        this.number = number;
    }

    /** What the last hop carried. */
    private record Sent(AuthorizedRequest request, String authorization) {
        @Override
        public String toString() {
            return "Sent[" + request + "]";
        }
    }

    /** The one that was sent last, or that waits to be. */
    AccessToken token() {
        return token;
    }

    /** The same attempt with another token: it was not sent with the one that it had. */
    Attempt renewed(AccessToken another) {
        token = another;
        sentBack = true;
        firstHopDone = false;
        return this;
    }

    /** One turn of the event loop on which this attempt was last written: a connection is given back before that. */
    Mono<Void> nextTurn() {
        return Mono.create(sink -> {
            EventLoop loop = eventLoop;
            if (loop == null) {
                sink.success();
            } else {
                loop.execute(sink::success);
            }
        });
    }

    /** Called once per hop, when its request is written. */
    void write(HttpClientRequest request, Connection connection) {
        boolean first = !firstHopDone;
        firstHopDone = true;
        sent = null;
        eventLoop = connection.channel().eventLoop();
        guard.written(connection.channel());
        String url = request.resourceUrl();
        Optional<Origin> origin = RequestTarget.origin(url);
        boolean permitted = settings.origins().permits(origin);
        if (!first && !permitted) {
            TokenStrip.install(connection, token);
        } else if (request.requestHeaders().contains(HttpHeaderNames.AUTHORIZATION)
                && !settings.replacesAuthorization()) {
            return;
        } else if (permitted) {
            token = lastChecked(first);
            attach(request, url == null ? "" : url, origin.orElseThrow());
        } else if (!settings.passesForeignOrigins()) {
            throw settings.origins().refusal(origin);
        }
    }

    /** Once is enough: with a token that dies in every queue, a request is sent with the last one. */
    private AccessToken lastChecked(boolean first) {
        Optional<AccessToken> usable = tokens.toWrite(token);
        if (usable.isEmpty() && first && !sentBack) {
            throw new StaleTokenException();
        }
        return usable.orElse(token);
    }

    /** Through the request, which validates values, and not through the client's configuration, which does not. */
    private void attach(HttpClientRequest hop, String url, Origin origin) {
        AuthorizedRequest request =
                new AuthorizedRequest(hop.method().name(), RequestTarget.uri(url, origin), number, token);
        Map<String, String> headers = settings.authorizer().headers(request);
        headers.forEach(hop::header);
        sent = new Sent(request, headers.getOrDefault("Authorization", ""));
    }

    /** Judges an answer: it is about the token if the last hop carried it. */
    Verdict judge(int status, HttpHeaders headers) {
        Sent last = sent;
        return last == null ? Verdict.PASS : settings.authorizer().judge(last.request, status, headers::getAll);
    }

    /** Tells whether the token went out: the caller may have replaced the header, a redirect may have removed it. */
    boolean wentOutWith(HttpClientResponse response) {
        Sent last = sent;
        HttpHeaders headers = response.requestHeaders();
        return last != null && headers.getAll(HttpHeaderNames.AUTHORIZATION).equals(List.of(last.authorization));
    }

    /** Tells the attempt's number: a receiver can see the Context, and so this. */
    @Override
    public String toString() {
        return "Attempt[" + number + "]";
    }
}
