package io.reactortoken.examples.readme;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.security.keyvault.secrets.SecretClientBuilder;
import io.reactortoken.TokenSource;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.oauth2.OAuth2;
import io.reactortoken.oauth2.TokenRequest;
import io.reactortoken.secrets.aws.AwsSecrets;
import io.reactortoken.secrets.azure.AzureSecrets;
import io.reactortoken.secrets.vault.VaultSecrets;
import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneOffset;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;

/** The samples of docs/secrets-managers.md. */
final class ManagedSecrets {

    private ManagedSecrets() {}

    static SecretSource aws() {
        SecretSource secret = AwsSecrets.over(SecretsManagerAsyncClient.create())
                .secret("orders/client")
                .jsonField("client_secret");
        return secret;
    }

    static SecretSource azure(TokenCredential credential) {
        SecretSource secret = AzureSecrets.over(new SecretClientBuilder()
                        .vaultUrl("https://orders.vault.azure.net")
                        .credential(credential)
                        .buildAsyncClient())
                .secret("orders-client");
        return secret;
    }

    static TokenCredential credential(TokenSource tokens) {
        TokenCredential credential = asked -> tokens.token()
                .map(token -> new AccessToken(token.reveal(), token.expiresAt().atOffset(ZoneOffset.UTC)));
        return credential;
    }

    static SecretSource vault() {
        VaultSecrets vault = VaultSecrets.builder()
                .address(URI.create("https://vault.example.com:8200"))
                .kubernetes("orders", Path.of("/var/run/secrets/kubernetes.io/serviceaccount/token"))
                .build();
        SecretSource secret = vault.kv("secret", "orders/client", "client_secret");
        return secret;
    }

    static TokenRequest dynamic(VaultSecrets vault) {
        SecretSource made = vault.dynamic("azure", "creds/orders");
        TokenRequest request = OAuth2.clientCredentials("https://id.example.com/token")
                .client(made.jsonField("client_id"), made.jsonField("client_secret"));
        return request;
    }
}
