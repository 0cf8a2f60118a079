package io.reactortoken.examples.demo;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.reactortoken.CachedTokenSource;
import io.reactortoken.micrometer.TokenMetrics;
import io.reactortoken.oauth2.TokenRequest;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** The meters of the main phase, where a Prometheus on this machine can read them. */
final class DemoMetrics implements AutoCloseable {

    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final TokenMetrics metrics = TokenMetrics.of(registry);
    private final DisposableServer server;

    private DemoMetrics(int port) {
        // a scrape asks every gauge and may wait for a lock, so it is none of the event loop's
        Mono<String> scrape = Mono.fromCallable(registry::scrape).subscribeOn(Schedulers.boundedElastic());
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(port)
                .route(routes -> routes.get(
                        "/metrics",
                        (request, response) ->
                                response.header("Content-Type", TEXT).sendString(scrape)))
                .bindNow();
    }

    /**
     * Starts the endpoint, on loopback only.
     *
     * @param port 0 for a free one
     */
    static DemoMetrics start(int port) {
        return new DemoMetrics(port);
    }

    /** A cache of this request whose meters are in the endpoint. */
    CachedTokenSource cached(TokenRequest request) {
        CachedTokenSource tokens = request.listener(metrics).cache();
        metrics.bind(tokens);
        return tokens;
    }

    int port() {
        return server.port();
    }

    String uri() {
        return "http://127.0.0.1:" + port() + "/metrics";
    }

    @Override
    public void close() {
        server.disposeNow();
        registry.close();
    }
}
