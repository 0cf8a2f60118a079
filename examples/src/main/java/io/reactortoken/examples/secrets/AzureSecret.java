package io.reactortoken.examples.secrets;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.netty.NettyAsyncHttpClientBuilder;
import com.azure.security.keyvault.secrets.SecretAsyncClient;
import com.azure.security.keyvault.secrets.SecretClientBuilder;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.reactortoken.AccessToken;
import io.reactortoken.TokenSource;
import io.reactortoken.examples.secrets.Traffic.Result;
import io.reactortoken.secrets.azure.AzureSecrets;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneOffset;
import okhttp3.tls.HeldCertificate;
import reactor.core.publisher.Mono;

/**
 * A secret in Azure Key Vault is rotated while calls go on: its old version is refused, and the new one is read at once. The
 * token for the vault comes from a token source of this library.
 *
 * <p>{@code mvn -q -Pdemo compile -Ddemo.main=io.reactortoken.examples.secrets.AzureSecret}
 */
public final class AzureSecret {

    private AzureSecret() {}

    static Result run() throws IOException {
        HeldCertificate certificate = new HeldCertificate.Builder()
                .commonName("localhost")
                .addSubjectAlternativeName("localhost")
                .build();
        SslContext tls = SslContextBuilder.forServer(certificate.keyPair().getPrivate(), certificate.certificate())
                .build();
        try (StoreOnLoopback store = StoreOnLoopback.https(
                        tls,
                        path -> "{\"value\":\"%v\",\"id\":\"https://localhost/secrets/orders-client/v%n\","
                                + "\"attributes\":{\"enabled\":true}}");
                RotatingServer server = new RotatingServer()) {
            SecretAsyncClient client = client(store, certificate);
            server.accept("old");
            return Traffic.during(server, AzureSecrets.over(client).secret("orders-client"), Mono.fromRunnable(() -> {
                store.put("new");
                server.accept("new");
            }));
        }
    }

    /** In production: the vault's URL and a credential, and nothing else. */
    private static SecretAsyncClient client(StoreOnLoopback store, HeldCertificate trusted) throws IOException {
        SslContext trust = SslContextBuilder.forClient()
                .trustManager(trusted.certificate())
                .build();
        HttpClient http = new NettyAsyncHttpClientBuilder(
                        reactor.netty.http.client.HttpClient.create().secure(spec -> spec.sslContext(trust)))
                .build();
        return new SecretClientBuilder()
                .vaultUrl(store.uri())
                .credential(
                        credential(TokenSource.fixed(AccessToken.bearer("a-token-for-the-vault", Duration.ofHours(1)))))
                .httpClient(http)
                .disableChallengeResourceVerification()
                .buildAsyncClient();
    }

    /** Any token source as a credential of the SDK. */
    private static TokenCredential credential(TokenSource tokens) {
        return asked -> tokens.token()
                .map(token -> new com.azure.core.credential.AccessToken(
                        token.reveal(), token.expiresAt().atOffset(ZoneOffset.UTC)));
    }

    /** Prints the result. */
    public static void main(String[] args) throws IOException {
        System.out.println("Azure: " + run());
    }
}
