package io.reactortoken.examples.secrets;

import io.reactortoken.credential.SecretSource;
import io.reactortoken.examples.secrets.Traffic.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * A secret that Kubernetes mounts is replaced while calls go on. Nothing is restarted, and no call fails.
 *
 * <p>{@code mvn -q -Pdemo compile -Ddemo.main=io.reactortoken.examples.secrets.MountedSecret}
 */
public final class MountedSecret {

    private MountedSecret() {}

    /** Replaces the secret in the mount first, while the server still accepts both. */
    static Result withOverlap(Path folder) throws IOException {
        return run(folder, true);
    }

    /** The server accepts the new secret alone before the mount has it. */
    static Result withoutOverlap(Path folder) throws IOException {
        return run(folder, false);
    }

    private static Result run(Path folder, boolean overlap) throws IOException {
        KubernetesMount mount = new KubernetesMount(folder, "client_secret");
        mount.publish("old\n");
        try (RotatingServer server = new RotatingServer()) {
            server.accept("old");
            Mono<Void> rotation = Mono.<Void>fromRunnable(
                            () -> server.accept(overlap ? new String[] {"old", "new"} : new String[] {"new"}))
                    .then(publish(mount));
            return Traffic.during(server, SecretSource.file(mount.file()), rotation);
        }
    }

    private static Mono<Void> publish(KubernetesMount mount) {
        return Mono.<Void>fromCallable(() -> {
                    mount.publish("new\n");
                    return null;
                })
                .subscribeOn(Schedulers.boundedElastic());
    }

    /** Prints the result of both ways. */
    public static void main(String[] args) throws IOException {
        System.out.println("with overlap:    " + withOverlap(Files.createTempDirectory("mount")));
        System.out.println("without overlap: " + withoutOverlap(Files.createTempDirectory("mount")));
    }
}
