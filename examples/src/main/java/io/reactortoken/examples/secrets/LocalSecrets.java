package io.reactortoken.examples.secrets;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reactortoken.credential.Secret;
import io.reactortoken.credential.SecretLoader;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.oauth2.OAuth2;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import reactor.core.publisher.Mono;

/**
 * The secret from wherever a program finds it without a store of secrets: one token request by each source.
 *
 * <p>{@code mvn -q -Pdemo compile -Ddemo.main=io.reactortoken.examples.secrets.LocalSecrets}
 */
public final class LocalSecrets {

    private static final String SECRET = "s3cret";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private LocalSecrets() {}

    private static Map<String, SecretSource> sources(Path folder, String variable) throws IOException {
        Path dotenv = Files.writeString(folder.resolve(".env"), "# for development\nORDERS_SECRET='" + SECRET + "'\n");
        Path file = Files.writeString(folder.resolve("secret"), SECRET + "\n");
        Path json = Files.writeString(folder.resolve("client.json"), "{\"client_secret\":\"" + SECRET + "\"}");
        Map<String, SecretSource> sources = new LinkedHashMap<>();
        sources.put("of", SecretSource.of(SECRET));
        sources.put("env", SecretSource.env(variable));
        sources.put("dotenv", SecretSource.dotenv(dotenv, "ORDERS_SECRET"));
        sources.put("file", SecretSource.file(file));
        sources.put("jsonField", SecretSource.file(json).jsonField("client_secret"));
        sources.put("orElse", SecretSource.env("NO_SUCH_VARIABLE").orElse(SecretSource.file(file)));
        sources.put("map", SecretSource.of("S3CRET").map(secret -> Secret.of(SECRET)));
        sources.put(
                "a store of one's own",
                SecretLoader.of("a store", () -> Mono.just(Secret.of(SECRET))).source());
        return sources;
    }

    /** Which of the sources brought a token. The variable's value is a client secret for the time being. */
    static Map<String, Boolean> run(Path folder, String variable) throws IOException {
        Map<String, Boolean> granted = new LinkedHashMap<>();
        try (RotatingServer server = new RotatingServer()) {
            server.accept(SECRET, URLEncoder.encode(System.getenv(variable), UTF_8));
            sources(folder, variable).forEach((name, source) -> granted.put(name, isGranted(server, source)));
        }
        return granted;
    }

    private static boolean isGranted(RotatingServer server, SecretSource secret) {
        return OAuth2.clientCredentials(server.tokenUri())
                .allowPlaintext()
                .clientId("orders")
                .clientSecret(secret)
                .source()
                .token()
                .map(token -> true)
                .onErrorReturn(false)
                .blockOptional(LIMIT)
                .orElse(false);
    }

    /** Prints which sources brought a token; the environment's is {@code ORDERS_SECRET} where that is set. */
    public static void main(String[] args) throws IOException {
        String variable = System.getenv("ORDERS_SECRET") == null ? "PATH" : "ORDERS_SECRET";
        run(Files.createTempDirectory("secrets"), variable)
                .forEach((name, granted) -> System.out.println(name + ": " + (granted ? "a token" : "none")));
    }
}
