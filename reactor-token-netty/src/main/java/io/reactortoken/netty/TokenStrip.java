package io.reactortoken.netty;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.reactortoken.AccessToken;
import java.util.List;
import java.util.Map;
import reactor.netty.Connection;

/**
 * Takes the token out of the one request that follows: a hop of a redirect to an origin that may not see it.
 *
 * <p>Reactor Netty takes {@code Authorization} away when the origin changes, and then lets the caller's redirect handler
 * put back what it likes; a handler that copies the headers of the first request copies the token. Nothing but a handler
 * of the channel comes after that.
 */
final class TokenStrip extends ChannelOutboundHandlerAdapter {

    private final AccessToken token;

    private TokenStrip(AccessToken token) {
        this.token = token;
    }

    /** A name of its own: a second one of the same name is left out, and a client may be authorized twice. */
    static void install(Connection connection, Attempt attempt, AccessToken token) {
        String name = TokenStrip.class.getName() + "@" + System.identityHashCode(attempt);
        connection.addHandlerLast(name, new TokenStrip(token));
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // it is the promise that was passed on
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof HttpRequest request) {
            strip(request.headers());
            context.pipeline().remove(this);
        }
        context.write(message, promise);
    }

    private void strip(HttpHeaders headers) {
        List<String> carriers = headers.entries().stream()
                .filter(header -> header.getValue().contains(token.reveal()))
                .map(Map.Entry::getKey)
                .toList();
        carriers.forEach(headers::remove);
    }
}
