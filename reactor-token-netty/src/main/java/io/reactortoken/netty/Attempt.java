package io.reactortoken.netty;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.reactortoken.AccessToken;
import io.reactortoken.internal.AuthorizedRequest;
import io.reactortoken.internal.Origin;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.client.HttpClientRequest;
import reactor.netty.http.client.HttpClientResponse;

/**
 * One attempt at a request, redirect hops included; travels in the Context of its own subscription and is shared with no
 * other. Written on the event loop of the hop, read where the response arrives.
 */
final class Attempt {

    private final AccessToken token;
    private final int number;

    private volatile @Nullable Sent sent;
    private volatile boolean firstHopDone;

    Attempt(AccessToken token, int number) {
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

    AccessToken token() {
        return token;
    }

    boolean isReplay() {
        return number > 1;
    }

    /** Called once per hop, when its request is written. */
    void write(HttpClientRequest request, TokenRules rules) {
        boolean first = !firstHopDone;
        firstHopDone = true;
        sent = null;
        if (request.requestHeaders().contains(HttpHeaderNames.AUTHORIZATION)) {
            return;
        }
        String url = request.resourceUrl();
        Optional<Origin> origin = TokenRules.origin(url);
        if (url != null && rules.permits(origin)) {
            attach(
                    request,
                    rules,
                    new AuthorizedRequest(
                            request.method().name(), TokenRules.uri(url, origin.orElseThrow()), number, token));
        } else if (first) {
            throw rules.origins().refusal(origin);
        }
    }

    /** Through the request, which validates values, and not through the client's configuration, which does not. */
    private void attach(HttpClientRequest hop, TokenRules rules, AuthorizedRequest request) {
        Map<String, String> headers = rules.authorizer().headers(request);
        headers.forEach(hop::header);
        sent = new Sent(request, headers.getOrDefault("Authorization", ""));
    }

    /** The request that carried the token; empty if the last hop carried none. */
    Optional<AuthorizedRequest> sent() {
        return Optional.ofNullable(sent).map(Sent::request);
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
