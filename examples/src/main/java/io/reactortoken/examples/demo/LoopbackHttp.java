package io.reactortoken.examples.demo;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** Clients that trust the demo's certificate authority, on a connection pool of their own. */
final class LoopbackHttp implements AutoCloseable {

    private final ConnectionProvider connections;
    private final HttpClient client;

    LoopbackHttp(String name, X509Certificate authority) throws SSLException {
        connections = ConnectionProvider.builder(name)
                .maxConnections(2 * Load.CONCURRENCY)
                .maxIdleTime(Duration.ofSeconds(20))
                .build();
        SslContext tls = SslContextBuilder.forClient().trustManager(authority).build();
        client = HttpClient.create(connections)
                .secure(spec -> spec.sslContext(tls))
                .responseTimeout(Duration.ofSeconds(30));
    }

    HttpClient client() {
        return client;
    }

    WebClient.Builder web() {
        return WebClient.builder().clientConnector(new ReactorClientHttpConnector(client));
    }

    @Override
    public void close() {
        connections.dispose();
    }
}
