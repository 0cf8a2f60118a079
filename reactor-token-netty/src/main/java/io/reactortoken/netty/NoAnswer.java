package io.reactortoken.netty;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.timeout.ReadTimeoutException;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.TokenTransportException;
import io.reactortoken.internal.Origin;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import reactor.netty.channel.AbortedException;
import reactor.netty.http.client.PrematureCloseException;

/**
 * Why there was no answer, in our words. The exceptions below are named by their class and never passed on: their
 * messages hold what a server sent, as a hex dump or as a header line.
 */
final class NoAnswer {

    private static final String PROXY = "; if a proxy leads there: Java does not use HTTPS_PROXY unless told to";

    private final Causes causes;
    private final String host;
    private final TransportLimits limits;

    private NoAnswer(Causes causes, String host, TransportLimits limits) {
        this.causes = causes;
        this.host = host;
        this.limits = limits;
    }

    static Throwable classify(Throwable error, URI uri, TransportLimits limits) {
        String origin = Origin.of(uri).map(Origin::toString).orElse("");
        if (error instanceof TokenException ours) {
            return ours.with(ours.failure().origin(origin));
        }
        String host = uri.getHost() == null ? "the host" : uri.getHost();
        TokenFailure failure = new NoAnswer(new Causes(error), host, limits).failure();
        return TokenTransportException.of(failure.origin(origin), null);
    }

    static TokenTransportException unexpected(String what) {
        return TokenTransportException.of(
                TokenFailure.of(Code.NET, "the token endpoint " + what)
                        .hint("H-PROTOCOL", "is this an HTTP server, and the token endpoint's URL?"),
                null);
    }

    private TokenFailure failure() {
        if (causes.hold(SSLException.class) || causes.hold(GeneralSecurityException.class)) {
            return new TlsFailure(causes, host, limits).failure();
        }
        if (causes.hold(ConnectTimeoutException.class)
                || causes.hold(ReadTimeoutException.class)
                || causes.hold(TimeoutException.class)) {
            return timeout();
        }
        if (causes.hold(UnknownHostException.class)) {
            return net("unknown host", "H-DNS", "no such host: " + host + "; check the spelling, and the resolver")
                    .transientFailure();
        }
        if (causes.hold(ConnectException.class) || causes.hold(NoRouteToHostException.class)) {
            return net("connection refused", "H-PROXY", "check host and port" + PROXY)
                    .transientFailure();
        }
        return broken();
    }

    private TokenFailure timeout() {
        String what = "no complete answer within " + limits.deadline().toMillis() + " ms";
        if (causes.hold(ConnectTimeoutException.class)) {
            what = "no connection within " + limits.connectTimeout().toMillis() + " ms";
        } else if (causes.hold(ReadTimeoutException.class)) {
            what = "silence for " + limits.responseTimeout().toMillis() + " ms";
        }
        return TokenFailure.of(Code.TMO, "timeout: " + what)
                .hint("H-PROXY", "check that " + host + " can be reached from here" + PROXY)
                .transientFailure();
    }

    private TokenFailure broken() {
        if (causes.hold(PrematureCloseException.class)) {
            return net("connection closed early", "H-CLOSE", "the server or something on the way closed it")
                    .transientFailure();
        }
        boolean undecodable = causes.hold(DecoderException.class);
        if (!undecodable && (causes.hold(AbortedException.class) || causes.hold(IOException.class))) {
            return net("connection reset", "H-CLOSE", "the server or something on the way closed it")
                    .transientFailure();
        }
        return net("the answer is not HTTP", "H-PROTOCOL", "is this an HTTP server, and its http or https port?");
    }

    private TokenFailure net(String what, String hint, String check) {
        return TokenFailure.of(Code.NET, what + " (" + causes.name() + ")").hint(hint, check);
    }
}
