package io.reactortoken.chaos;

import io.reactortoken.credential.Secret;
import io.reactortoken.credential.SecretSource;
import reactor.core.publisher.Mono;

/** A client's secret at the server and in the client's vault. */
final class RotatingSecret implements SecretSource {

    private final String client;
    private final AcceptedSecrets server;
    private volatile String current;

    RotatingSecret(String client, AcceptedSecrets server) {
        this.client = client;
        this.server = server;
        this.current = Marked.text("secret");
        server.accept(client, current);
    }

    /** As it should be done: for a while the server takes both. */
    void rotate() {
        String next = Marked.text("secret");
        server.accept(client, current, next);
        current = next;
    }

    /** The server takes a new one from now on, and the client does not know it yet. */
    Runnable rotateAtTheServer() {
        String next = Marked.text("secret");
        server.accept(client, next);
        return () -> current = next;
    }

    @Override
    public Mono<Secret> secret() {
        return Mono.fromSupplier(() -> Secret.of(current));
    }

    @Override
    public String description() {
        return "a rotating source";
    }
}
