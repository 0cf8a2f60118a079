package io.reactortoken.examples.readme;

import io.reactortoken.CachedTokenSource;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.oauth2.OAuth2;
import java.nio.file.Path;

/** The README's secret from a file. */
final class Secrets {

    private Secrets() {}

    static CachedTokenSource mounted() {
        SecretSource secret = SecretSource.file(Path.of("/run/secrets/orders"))
                .orElse(SecretSource.dotenv(Path.of(".env"), "ORDERS_SECRET"));
        return OAuth2.clientCredentials("https://id.example.com/oauth2/token")
                .clientId("orders")
                .clientSecret(secret)
                .cache();
    }
}
