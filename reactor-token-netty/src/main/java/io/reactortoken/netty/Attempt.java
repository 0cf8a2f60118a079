package io.reactortoken.netty;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.reactortoken.AccessToken;
import io.reactortoken.internal.AuthSettings;
import io.reactortoken.internal.AuthorizedRequest;
import io.reactortoken.internal.Origin;
import io.reactortoken.internal.Verdict;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClientRequest;
import reactor.netty.http.client.HttpClientResponse;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * One attempt at a request, redirect hops included; travels in the Context of its own subscription and is shared with no
 * other. Written on the event loop of the hop, read where the response arrives: one signal after the other, so that no field
 * is volatile.
 */
final class Attempt {

    private static final Key KEY = new Key();

    private final AuthorizedExchange exchange;
    private final int number;

    /** Of a client that was authorized twice: the attempt around this one. */
    private @Nullable Attempt around;

    private AccessToken token;
    private boolean sentBack;
    private boolean firstHopDone;
    private @Nullable Sent sent;
    private @Nullable EventLoop eventLoop;

    Attempt(AuthorizedExchange exchange, AccessToken token, int number) {
        this.exchange = exchange;
        this.token = token;
        this.number = number;
    }

    /** Of a private type, so that nobody else can read or forge what it leads to. */
    private static final class Key {
        @Override
        public String toString() {
            return "reactor-token.attempt";
        }
    }

    /** {@return a Context in which this is the innermost attempt} */
    Context writeTo(Context outer) {
        around = outer.getOrDefault(KEY, null);
        return outer.put(KEY, this);
    }

    /** {@return the attempt of that client, or null if it has none here} */
    static @Nullable Attempt in(ContextView context, AuthorizedConnect client) {
        Attempt attempt = context.getOrDefault(KEY, null);
        while (attempt != null && attempt.exchange.client() != client) {
            attempt = attempt.around;
        }
        return attempt;
    }

    /** {@return what the innermost attempt remembers of its body, or null if there is no attempt} */
    static @Nullable BodyMemory memory(ContextView context) {
        Attempt attempt = context.getOrDefault(KEY, null);
        return attempt == null ? null : attempt.exchange.memory();
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
        AuthSettings settings = exchange.settings();
        boolean first = !firstHopDone;
        firstHopDone = true;
        sent = null;
        eventLoop = connection.channel().eventLoop();
        exchange.guard().written(connection.channel());
        @Nullable String resource = request.resourceUrl();
        String url = resource == null ? "" : resource;
        Optional<Origin> origin = exchange.client().origins().of(url);
        boolean permitted = settings.origins().permits(origin);
        if (!first && !permitted) {
            TokenStrip.install(connection, this, token);
        } else if (request.requestHeaders().contains(HttpHeaderNames.AUTHORIZATION)
                && !settings.replacesAuthorization()) {
            return;
        } else if (permitted) {
            token = exchange.tokens().toWrite(token, first && !sentBack ? this : null);
            attach(request, url, origin.orElseThrow());
        } else if (!settings.passesForeignOrigins()) {
            throw settings.origins().refusal(origin);
        }
    }

    /** Through the request, which validates values, and not through the client's configuration, which does not. */
    private void attach(HttpClientRequest hop, String url, Origin origin) {
        AuthorizedRequest request =
                new AuthorizedRequest(hop.method().name(), () -> RequestTarget.uri(url, origin), number, token);
        Map<String, String> headers = exchange.settings().authorizer().headers(request);
        headers.forEach(hop::header);
        sent = new Sent(request, headers.getOrDefault("Authorization", ""));
    }

    /** Judges an answer: it is about the token if the last hop carried it. */
    Verdict judge(int status, HttpHeaders headers) {
        Sent last = sent;
        return last == null
                ? Verdict.PASS
                : exchange.settings().authorizer().judge(last.request, status, headers::getAll);
    }

    /** Tells whether the token went out: the caller may have replaced the header, a redirect may have removed it. */
    boolean wentOutWith(HttpClientResponse response) {
        Sent last = sent;
        Iterator<String> values = response.requestHeaders().valueStringIterator(HttpHeaderNames.AUTHORIZATION);
        return last != null && values.hasNext() && values.next().equals(last.authorization) && !values.hasNext();
    }

    /** Tells the attempt's number: a receiver can see the Context, and so this. */
    @Override
    public String toString() {
        return "Attempt[" + number + "]";
    }
}
