package io.reactortoken.examples.secrets;

import io.reactortoken.credential.SecretSource;
import io.reactortoken.examples.secrets.Traffic.Result;
import io.reactortoken.secrets.vault.VaultSecrets;
import java.net.URI;
import reactor.core.publisher.Mono;

/**
 * A secret in HashiCorp Vault is rotated while calls go on: its old version is refused, and the new one is read at once.
 *
 * <p>{@code mvn -q -Pdemo compile -Ddemo.main=io.reactortoken.examples.secrets.VaultSecret}
 */
public final class VaultSecret {

    private VaultSecret() {}

    static Result run() {
        try (StoreOnLoopback store = StoreOnLoopback.http(VaultSecret::answer);
                RotatingServer server = new RotatingServer()) {
            // in production: https, and kubernetes(..) perhaps
            VaultSecrets vault = VaultSecrets.builder()
                    .address(URI.create(store.uri()))
                    .allowPlaintext()
                    .appRole("orders", SecretSource.of("a-secret-id"))
                    .build();
            server.accept("old");
            return Traffic.during(
                    server, vault.kv("secret", "orders/client", "client_secret"), Mono.fromRunnable(() -> {
                        store.put("new");
                        server.accept("new");
                    }));
        }
    }

    private static String answer(String path) {
        return switch (path) {
            case "/v1/auth/approle/login" ->
                "{\"auth\":{\"client_token\":\"hvs.example\",\"lease_duration\":3600,\"renewable\":true}}";
            case "/v1/sys/internal/ui/mounts/secret" -> "{\"data\":{\"type\":\"kv\",\"options\":{\"version\":\"2\"}}}";
            default -> "{\"data\":{\"data\":{\"client_secret\":\"%v\"},\"metadata\":{\"version\":%n}}}";
        };
    }

    /** Prints the result. */
    public static void main(String[] args) {
        System.out.println("Vault: " + run());
    }
}
