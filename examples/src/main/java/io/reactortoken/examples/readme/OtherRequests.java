package io.reactortoken.examples.readme;

import io.reactortoken.CachedTokenSource;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.oauth2.Issuer;
import io.reactortoken.oauth2.OAuth2;
import io.reactortoken.oauth2.auth.ClientAuthentication;

/** docs/token-request.md's request for a server that differs. */
final class OtherRequests {

    private OtherRequests() {}

    static CachedTokenSource byIssuer() {
        return OAuth2.clientCredentials(Issuer.of("https://id.example.com/realms/x"))
                .clientId("billing")
                .clientSecret(SecretSource.env("BILLING_SECRET"))
                .authentication(ClientAuthentication.clientSecretPost())
                .resource("https://api.example.com")
                .param("tenant", "acme")
                .cache();
    }
}
