package io.reactortoken.chaos;

import io.netty.buffer.Unpooled;
import io.netty.handler.ssl.SslContextBuilder;
import io.reactortoken.TokenSource;
import io.reactortoken.netty.TokenAuth;
import io.reactortoken.webflux.TokenAuthFilter;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.function.Function;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.http.Http11SslContextSpec;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.tcp.SslProvider.GenericSslContextSpec;
import reactor.util.context.ContextView;

/** The two ways to call the API with a token, on one pool of connections. The client of a call is in its Context. */
final class ApiClients implements AutoCloseable {

    private static final String CLIENT = "client";
    private static final String BODY = "x".repeat(100);
    private static final int CONNECTIONS = 60;
    private static final Duration SOON = Duration.ofSeconds(8);

    private final PoolGauge gauge = new PoolGauge();
    private final ConnectionProvider pool = ConnectionProvider.builder("api")
            .maxConnections(CONNECTIONS)
            // all who waited for a token come at once when it is there
            .pendingAcquireMaxCount(-1)
            .pendingAcquireTimeout(Timing.CALL_LIMIT.dividedBy(2))
            .maxIdleTime(Duration.ofSeconds(1))
            .evictInBackground(Duration.ofMillis(250))
            .metrics(true, () -> gauge)
            .build();
    private final HttpClient base;
    private final Function<ContextView, TokenSource> tokens;

    /** What came of a call. */
    record Answer(int status, String text) {}

    /** One way to call. */
    interface Caller {
        Mono<Answer> call(String client, String path);
    }

    ApiClients(X509Certificate authority, Sources sources) {
        this.tokens = context -> sources.of(context.get(CLIENT));
        GenericSslContextSpec<SslContextBuilder> tls =
                Http11SslContextSpec.forClient().configure(spec -> spec.trustManager(authority));
        this.base = HttpClient.create(pool)
                .secure(spec -> spec.sslContext(tls).handshakeTimeout(SOON))
                .option(io.netty.channel.ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) SOON.toMillis())
                .responseTimeout(Timing.API_SILENCE);
    }

    PoolGauge pools() {
        return gauge;
    }

    /** {@return calls without a body, by Reactor Netty's client} */
    Caller netty(String origin) {
        HttpClient http = TokenAuth.resolving(tokens).allow(origin).apply(base);
        return (client, path) -> http.headers(headers -> headers.set(ProtectedApi.CLIENT, client))
                .get()
                .uri(origin + path)
                .responseSingle((response, body) -> body.asString()
                        .defaultIfEmpty("")
                        .map(text -> new Answer(response.status().code(), text)))
                .contextWrite(context -> context.put(CLIENT, client));
    }

    /** {@return calls with a body that can be sent again, by Reactor Netty's client} */
    Caller nettyWithBody(String origin) {
        HttpClient http =
                TokenAuth.resolving(tokens).allow(origin).repeatableBodies().apply(base);
        return (client, path) -> http.headers(headers -> headers.set(ProtectedApi.CLIENT, client))
                .post()
                .uri(origin + path)
                .send(Mono.fromSupplier(() -> Unpooled.copiedBuffer(BODY, StandardCharsets.US_ASCII)))
                .responseSingle((response, body) -> body.asString()
                        .defaultIfEmpty("")
                        .map(text -> new Answer(response.status().code(), text)))
                .contextWrite(context -> context.put(CLIENT, client));
    }

    /** {@return calls with a body that is remembered, by Spring's WebClient} */
    Caller web(String origin) {
        WebClient web = WebClient.builder()
                .baseUrl(origin)
                .clientConnector(new ReactorClientHttpConnector(base))
                .filter(TokenAuthFilter.resolving(tokens)
                        .allow(origin)
                        .bufferBodies(1024)
                        .build())
                .build();
        return (client, path) -> web.post()
                .uri(path)
                .header(ProtectedApi.CLIENT, client)
                .bodyValue(BODY)
                .exchangeToMono(response -> response.bodyToMono(String.class)
                        .defaultIfEmpty("")
                        .map(text -> new Answer(response.statusCode().value(), text)))
                .contextWrite(context -> context.put(CLIENT, client));
    }

    /** {@return what the API answers to such a call} */
    static String expected(String client, String path, boolean withBody) {
        return ProtectedApi.answer(client, path, withBody ? BODY : "");
    }

    @Override
    public void close() {
        pool.disposeLater().block(SOON);
    }
}
