package io.reactortoken.examples.migration;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.http.client.reactive.ClientHttpConnector;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** An API that refuses the token t1 and takes all others, whatever the host is called. */
final class ApiOnLoopback implements AutoCloseable {

    static final Duration BOUND = Duration.ofSeconds(20);

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final DisposableServer server = HttpServer.create()
            .host("127.0.0.1")
            .handle((request, response) -> {
                String authorization = request.requestHeaders().get("Authorization", "-");
                seen.add(request.uri() + " " + authorization);
                return response.status(authorization.equals("Bearer t1") ? 401 : 200)
                        .header("WWW-Authenticate", "Bearer error=\"invalid_token\"")
                        .send();
            })
            .bindNow(BOUND);

    /** Path and authorization of each request. */
    List<String> seen() {
        return seen;
    }

    /** Sends everything here. */
    WebClient.Builder web() {
        ClientHttpConnector loopback = new ReactorClientHttpConnector();
        return WebClient.builder()
                .clientConnector((method, uri, write) -> loopback.connect(
                        method, URI.create("http://127.0.0.1:" + server.port() + uri.getPath()), write));
    }

    static int status(WebClient web, String uri) {
        return web.get()
                .uri(uri)
                .exchangeToMono(response ->
                        response.releaseBody().thenReturn(response.statusCode().value()))
                .blockOptional(BOUND)
                .orElseThrow();
    }

    @Override
    public void close() {
        server.disposeNow(BOUND);
    }
}
