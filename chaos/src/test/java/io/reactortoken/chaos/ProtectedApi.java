package io.reactortoken.chaos;

import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.reactortoken.chaos.Counters.Count;
import io.reactortoken.test.TestIdentity;
import java.security.cert.X509Certificate;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.Http11SslContextSpec;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.tcp.SslProvider.GenericSslContextSpec;

/** An API behind HTTPS that looks each token up in the ledger, and tells whose call it was. It can be started again. */
final class ProtectedApi implements AutoCloseable {

    /** Names the client whose token the call should carry. */
    static final String CLIENT = "X-Client";

    private static final String BEARER = "Bearer ";
    private static final Duration BOUND = Duration.ofSeconds(10);

    private final TestIdentity identity;
    private final Observed observed;
    private ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

    @Nullable
    private DisposableServer server;

    ProtectedApi(TestIdentity identity, Observed observed) {
        this.identity = identity;
        this.observed = observed;
    }

    /** {@return its port, another one each time} */
    int start() {
        GenericSslContextSpec<SslContextBuilder> tls = Http11SslContextSpec.forServer(
                identity.privateKey(), identity.chain().toArray(new X509Certificate[0]));
        connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .channelGroup(connections)
                .secure(spec -> spec.sslContext(tls))
                .handle(this::answer)
                .bindNow(BOUND);
        return server.port();
    }

    private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        String header = request.requestHeaders().get("Authorization", "");
        String token = header.startsWith(BEARER) ? header.substring(BEARER.length()) : "";
        Ledger.Verdict verdict = observed.ledger().judge(token);
        if (verdict == Ledger.Verdict.GOOD) {
            return answer(request, response, observed.ledger().owner(token));
        }
        if (verdict != Ledger.Verdict.UNKNOWN) {
            boolean revoked = verdict == Ledger.Verdict.REVOKED;
            observed.counters().add(revoked ? Count.REFUSED_REVOKED : Count.REFUSED_EXPIRED);
        }
        return response.status(401)
                .header("WWW-Authenticate", "Bearer error=\"invalid_token\"")
                .send();
    }

    private Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response, String owner) {
        String expected = request.requestHeaders().get(CLIENT, "");
        if (!owner.equals(expected)) {
            observed.violations().add(Invariant.OWN_TOKEN, "a call of " + expected + " carries a token of " + owner);
        }
        return request.receive()
                .aggregate()
                .asString()
                .defaultIfEmpty("")
                .flatMap(body -> response.sendString(Mono.just(answer(owner, request.uri(), body)))
                        .then());
    }

    /** {@return what a call gets} */
    static String answer(String client, String path, String body) {
        return client + " " + path + " " + body.length();
    }

    /** Gives its port up and resets its connections. */
    void stop() {
        if (server != null) {
            server.dispose();
            connections.close().syncUninterruptibly();
            server.onDispose().block(BOUND);
        }
    }

    @Override
    public void close() {
        stop();
    }
}
