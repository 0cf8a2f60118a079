package io.reactortoken.examples.secrets;

import io.reactortoken.CachedTokenSource;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.netty.TokenAuth;
import io.reactortoken.oauth2.OAuth2;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;

/**
 * A secret that Kubernetes mounts is replaced while calls go on. Nothing is restarted, and no call fails.
 *
 * <p>{@code mvn -q -Pdemo compile -Ddemo.main=io.reactortoken.examples.secrets.MountedSecret}
 */
public final class MountedSecret {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private MountedSecret() {}

    /**
     * What came of it.
     *
     * @param calls how many calls were made
     * @param failed how many of them did not succeed
     * @param byTheOld tokens that were granted by the old secret
     * @param byTheNew tokens that were granted by the new one
     */
    public record Result(int calls, int failed, long byTheOld, long byTheNew) {}

    /** Replaces the secret in the mount first, while the server still accepts both. */
    public static Result withOverlap(Path folder) throws IOException {
        return run(folder, true);
    }

    /** The server accepts the new secret alone before the mount has it. */
    public static Result withoutOverlap(Path folder) throws IOException {
        return run(folder, false);
    }

    private static Result run(Path folder, boolean overlap) throws IOException {
        KubernetesMount mount = new KubernetesMount(folder, "client_secret");
        mount.publish("old\n");
        try (RotatingServer server = new RotatingServer();
                CachedTokenSource tokens = tokens(server, mount)) {
            server.accept("old");
            HttpClient orders =
                    TokenAuth.with(tokens).allowPlaintext(server.origin()).apply(HttpClient.create());
            AtomicInteger calls = new AtomicInteger();
            AtomicInteger failed = new AtomicInteger();
            Mono<Void> rotation = server.whenGranted("old", 1)
                    .then(Mono.fromRunnable(
                            () -> server.accept(overlap ? new String[] {"old", "new"} : new String[] {"new"})))
                    .then(publish(mount))
                    .then(server.whenGranted("new", 1));
            Flux.interval(Duration.ofMillis(5))
                    .onBackpressureDrop()
                    .takeUntilOther(rotation)
                    .flatMap(tick -> call(orders, server).doOnNext(status -> {
                        calls.incrementAndGet();
                        failed.addAndGet(status == 200 ? 0 : 1);
                    }))
                    .blockLast(LIMIT);
            return new Result(calls.get(), failed.get(), count(server, "old"), count(server, "new"));
        }
    }

    private static CachedTokenSource tokens(RotatingServer server, KubernetesMount mount) {
        return OAuth2.clientCredentials(server.tokenUri())
                .allowPlaintext()
                .clientId("orders")
                .clientSecret(SecretSource.file(mount.file()))
                .cache();
    }

    private static Mono<Void> publish(KubernetesMount mount) {
        return Mono.<Void>fromCallable(() -> {
                    mount.publish("new\n");
                    return null;
                })
                .subscribeOn(Schedulers.boundedElastic());
    }

    private static Mono<Integer> call(HttpClient orders, RotatingServer server) {
        return orders.get()
                .uri(server.origin() + "/orders")
                .response()
                .map(response -> response.status().code())
                .onErrorReturn(0);
    }

    private static long count(RotatingServer server, String secret) {
        return server.granted().stream().filter(secret::equals).count();
    }

    /** Prints the result of both ways. */
    public static void main(String[] args) throws IOException {
        System.out.println("with overlap:    " + withOverlap(Files.createTempDirectory("mount")));
        System.out.println("without overlap: " + withoutOverlap(Files.createTempDirectory("mount")));
    }
}
