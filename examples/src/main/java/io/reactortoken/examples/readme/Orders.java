package io.reactortoken.examples.readme;

import io.reactortoken.CachedTokenSource;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.netty.TokenAuth;
import io.reactortoken.oauth2.OAuth2;
import reactor.netty.http.client.HttpClient;

public class Orders {
    public static void main(String[] args) {
        CachedTokenSource tokens = OAuth2.clientCredentials("https://localhost:9443/oauth2/token")
                .clientId("billing")
                .clientSecret(SecretSource.env("BILLING_SECRET"))
                .scope("orders:read")
                .cache();
        HttpClient api = TokenAuth.with(tokens).allow("https://localhost:9444").apply(HttpClient.create());
        var orders = api.get().uri("https://localhost:9444/orders").responseSingle((response, body) -> body.asString());
        System.out.println(orders.block());
    }
}
