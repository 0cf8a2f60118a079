package io.reactortoken.examples.secrets;

import io.reactortoken.credential.SecretSource;
import io.reactortoken.examples.secrets.Traffic.Result;
import io.reactortoken.secrets.aws.AwsSecrets;
import java.net.URI;
import reactor.core.publisher.Mono;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;

/**
 * A secret in AWS Secrets Manager is rotated while calls go on: its old version is refused, and the new one is read at once.
 *
 * <p>{@code mvn -q -Pdemo compile -Ddemo.main=io.reactortoken.examples.secrets.AwsSecret}
 */
public final class AwsSecret {

    private AwsSecret() {}

    static Result run() {
        try (StoreOnLoopback store = StoreOnLoopback.http(path -> "{\"Name\":\"orders/client\",\"VersionId\":\"v%n\","
                        + "\"SecretString\":\"{\\\"client_secret\\\":\\\"%v\\\"}\"}");
                SecretsManagerAsyncClient client = client(store);
                RotatingServer server = new RotatingServer()) {
            SecretSource secret =
                    AwsSecrets.over(client).secret("orders/client").jsonField("client_secret");
            server.accept("old");
            return Traffic.during(server, secret, Mono.fromRunnable(() -> {
                store.put("new");
                server.accept("new");
            }));
        }
    }

    /** In production: {@code SecretsManagerAsyncClient.create()}. */
    private static SecretsManagerAsyncClient client(StoreOnLoopback store) {
        return SecretsManagerAsyncClient.builder()
                .endpointOverride(URI.create(store.uri()))
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("key-id", "key")))
                .build();
    }

    /** Prints the result. */
    public static void main(String[] args) {
        System.out.println("AWS: " + run());
    }
}
