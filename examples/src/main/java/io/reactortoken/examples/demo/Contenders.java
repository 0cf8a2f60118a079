package io.reactortoken.examples.demo;

import io.reactortoken.AccessToken;
import io.reactortoken.TokenSource;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.examples.server.LoopbackAuthorizationServer;
import io.reactortoken.netty.NettyTokenTransport;
import io.reactortoken.netty.NettyTokenTransportBuilder;
import io.reactortoken.netty.TokenAuth;
import io.reactortoken.oauth2.OAuth2;
import io.reactortoken.oauth2.TokenRequest;
import io.reactortoken.webflux.TokenAuthFilter;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import reactor.netty.http.client.HttpClient;

/** The ways to call the API that are compared, all on the same connections. */
final class Contenders implements AutoCloseable {

    private final Servers servers;
    private final LoopbackHttp api;
    private final LoopbackHttp authorization;
    private final NettyTokenTransport keepingAlive;
    private final TokenRequestFailures failures = new TokenRequestFailures();

    Contenders(Servers servers) throws SSLException {
        this.servers = servers;
        this.api = new LoopbackHttp("api", servers.certificates().authority());
        this.authorization =
                new LoopbackHttp("authorization", servers.certificates().authority());
        this.keepingAlive = transport(servers).keepAlive(true).build();
    }

    /** What reactor-token needs to know; a request that is not sent yet. */
    TokenRequest tokenRequest() {
        LoopbackAuthorizationServer server = servers.authorization();
        return OAuth2.clientCredentials(server.tokenUri())
                .clientId(server.client().id())
                .clientSecret(SecretSource.of(server.client().secret()))
                .scope(server.client().scope())
                .transport(failures.counting(transport(servers).build()));
    }

    private static NettyTokenTransportBuilder transport(Servers servers) {
        return NettyTokenTransport.builder().trust(servers.certificates().authority());
    }

    /** reactor-token in both libraries, with one source. */
    List<OrdersClient> authorizedBy(TokenSource tokens) {
        HttpClient http = TokenAuth.with(tokens).allow(servers.api().origin()).apply(api.client());
        ExchangeFilterFunction filter =
                TokenAuthFilter.with(tokens).allow(servers.api().origin()).build();
        return List.of(
                OrdersClient.of(http, uri()),
                OrdersClient.of(api.web().filter(filter).build(), uri()));
    }

    /** The same without a cache: one token request per call, on connections that are kept, or TLS would be all it does. */
    List<OrdersClient> askingEachTime() {
        TokenRequest request = tokenRequest().transport(failures.counting(keepingAlive));
        return authorizedBy(request.source());
    }

    /** A token that somebody fetched beforehand, written by hand. */
    List<OrdersClient> withHeader() {
        AccessToken token =
                Objects.requireNonNull(tokenRequest().source().token().block());
        String header = token.type() + " " + token.reveal();
        HttpClient http = api.client().headers(headers -> headers.set(HttpHeaders.AUTHORIZATION, header));
        return List.of(
                OrdersClient.of(http, uri()),
                OrdersClient.of(
                        api.web()
                                .defaultHeader(HttpHeaders.AUTHORIZATION, header)
                                .build(),
                        uri()));
    }

    List<OrdersClient> springSecurity() {
        var tokens = authorization.web().filter(failures.counting()).build();
        var filter = SpringSecurityFilter.of(servers.authorization(), tokens);
        return List.of(OrdersClient.of(api.web().filter(filter).build(), uri()));
    }

    private String uri() {
        return servers.api().ordersUri();
    }

    TokenRequestFailures failures() {
        return failures;
    }

    @Override
    public void close() {
        keepingAlive.close();
        api.close();
        authorization.close();
    }
}
