package io.reactortoken.netty;

import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.timeout.ReadTimeoutException;
import io.netty.resolver.dns.DnsErrorCauseException;
import io.netty.resolver.dns.DnsNameResolverTimeoutException;
import io.reactortoken.FailureKind;
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
import java.util.Optional;
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
    private static final String ENDED = "the server or something on the way ended the connection";

    private final Causes causes;
    private final String host;
    private final TransportLimits limits;
    private final TransportExchange exchange;

    private NoAnswer(Causes causes, String host, TransportExchange exchange) {
        this.causes = causes;
        this.host = host;
        this.limits = exchange.limits();
        this.exchange = exchange;
    }

    static Throwable classify(Throwable error, TransportExchange exchange) {
        URI uri = exchange.request().uri();
        String origin = Origin.of(uri).map(Origin::toString).orElse("");
        if (error instanceof TokenException ours) {
            return ours.with(ours.failure().origin(origin));
        }
        String host = uri.getHost() == null ? "the host" : uri.getHost();
        TokenFailure failure = new NoAnswer(new Causes(error), host, exchange).failure();
        return TokenTransportException.of(failure.origin(origin), null);
    }

    static TokenTransportException unexpected(String what) {
        return TokenTransportException.of(
                TokenFailure.of(Code.NET, "the token endpoint " + what)
                        .kind(FailureKind.PROTOCOL)
                        .hint("H-PROTOCOL", "is this an HTTP server, and the token endpoint's URL?"),
                null);
    }

    private TokenFailure failure() {
        Optional<TokenFailure> atProxy =
                exchange.proxy().flatMap(proxy -> new ProxyFailure(causes, host, proxy, limits).failure());
        if (atProxy.isPresent()) {
            return atProxy.get();
        }
        boolean tls = causes.hold(SSLException.class) || causes.hold(GeneralSecurityException.class);
        if (tls && !exchange.answered()) {
            return new TlsFailure(causes, host, limits).failure();
        }
        if (causes.hold(ReadTimeoutException.class) || causes.hold(TimeoutException.class)) {
            return timeout();
        }
        if (causes.hold(UnknownHostException.class)) {
            return lookup();
        }
        if (causes.hold(ConnectException.class) || causes.hold(NoRouteToHostException.class)) {
            return connect();
        }
        return tls ? closedEarly() : broken();
    }

    private TokenFailure timeout() {
        if (causes.holdClassNamed("PoolAcquireTimeoutException")) {
            return late(
                            FailureKind.CONNECT,
                            "no connection of the pool was free within "
                                    + limits.connectTimeout().toMillis() + " ms")
                    .hint("H-POOL", "earlier token requests still wait for " + host + ", which is slow");
        }
        boolean silent = causes.hold(ReadTimeoutException.class);
        String what = silent
                ? "silence for " + limits.responseTimeout().toMillis() + " ms"
                : "no complete answer within " + limits.deadline().toMillis() + " ms";
        return late(silent ? FailureKind.RESPONSE_GAP : FailureKind.ATTEMPT, what)
                .hint(
                        "H-SLOW",
                        "is " + host + " overloaded, or what it depends on? the limit is "
                                + (silent ? "responseTimeout(..)" : "deadline(..)"));
    }

    private static TokenFailure late(FailureKind kind, String what) {
        return TokenFailure.of(Code.TMO, "timeout: " + what).kind(kind).transientFailure();
    }

    private TokenFailure lookup() {
        if (causes.hold(DnsNameResolverTimeoutException.class)) {
            return net(
                            FailureKind.DNS,
                            "name lookup failed: no answer",
                            "H-DNS",
                            "the name server did not answer for " + host)
                    .transientFailure();
        }
        Optional<DnsResponseCode> code =
                causes.find(DnsErrorCauseException.class).map(DnsErrorCauseException::getCode);
        if (code.isPresent() && !code.get().equals(DnsResponseCode.NXDOMAIN)) {
            return net(
                            FailureKind.DNS,
                            "name lookup failed: " + code.get(),
                            "H-DNS",
                            "ask who runs the name server; the name is " + host)
                    .transientFailure();
        }
        return net(
                        FailureKind.DNS,
                        "unknown host",
                        "H-DNS",
                        "no such host: " + host + "; check the spelling, and the resolver")
                .transientFailure();
    }

    private TokenFailure connect() {
        if (causes.hold(ConnectTimeoutException.class)) {
            return late(
                            FailureKind.CONNECT,
                            "no connection within " + limits.connectTimeout().toMillis() + " ms")
                    .hint("H-CONNECT", "nothing answers on " + host + ": check host and port, and firewalls" + PROXY);
        }
        return net(
                        FailureKind.CONNECT,
                        "connection refused",
                        "H-CONNECT",
                        "nothing listens there: check host and port" + PROXY)
                .transientFailure();
    }

    private TokenFailure broken() {
        if (causes.hold(TooLongHttpHeaderException.class) || causes.hold(TooLongHttpLineException.class)) {
            return net(
                    FailureKind.PROTOCOL,
                    "the answer's headers are larger than " + limits.maxHeaders() + " bytes",
                    "H-HEADERS",
                    "is this the token endpoint? the limit is maxHeaders(..)");
        }
        if (causes.hold(PrematureCloseException.class)) {
            return closedEarly();
        }
        boolean undecodable = causes.hold(DecoderException.class);
        if (!undecodable && (causes.hold(AbortedException.class) || causes.hold(IOException.class))) {
            return net(FailureKind.RESET, "connection reset", "H-CLOSE", ENDED).transientFailure();
        }
        return net(
                FailureKind.PROTOCOL,
                "the answer is not HTTP",
                "H-PROTOCOL",
                "is this an HTTP server, and its http or https port?");
    }

    private TokenFailure closedEarly() {
        return net(FailureKind.EARLY_CLOSE, "connection closed early", "H-CLOSE", ENDED)
                .transientFailure();
    }

    private TokenFailure net(FailureKind kind, String what, String hint, String check) {
        return TokenFailure.of(Code.NET, what + " (" + causes.name() + ")")
                .kind(kind)
                .hint(hint, check);
    }
}
