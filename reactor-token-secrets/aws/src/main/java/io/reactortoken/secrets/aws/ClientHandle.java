package io.reactortoken.secrets.aws;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerAsyncClient;

/** The SDK's client: one that was given, or one that is made when it is first needed, and closed again. */
final class ClientHandle {

    private final Supplier<SecretsManagerAsyncClient> maker;
    private final boolean own;

    /** Both guarded by this. */
    private @Nullable SecretsManagerAsyncClient client;

    private boolean closed;

    private ClientHandle(Supplier<SecretsManagerAsyncClient> maker, boolean own) {
        this.maker = maker;
        this.own = own;
    }

    static ClientHandle given(SecretsManagerAsyncClient client) {
        return new ClientHandle(() -> client, false);
    }

    static ClientHandle lazy(Supplier<SecretsManagerAsyncClient> maker) {
        return new ClientHandle(maker, true);
    }

    /** Making a client reads files and may ask the instance: never on an event loop. */
    synchronized SecretsManagerAsyncClient get() {
        if (closed) {
            throw new IllegalStateException("the store is closed");
        }
        SecretsManagerAsyncClient made = client == null ? maker.get() : client;
        client = made;
        return made;
    }

    synchronized void close() {
        SecretsManagerAsyncClient made = client;
        if (own) {
            closed = true;
            client = null;
            if (made != null) {
                made.close();
            }
        }
    }
}
