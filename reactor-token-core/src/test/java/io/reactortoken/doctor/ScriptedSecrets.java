package io.reactortoken.doctor;

import io.reactortoken.credential.Secret;
import io.reactortoken.credential.SecretSource;
import java.util.List;
import reactor.core.publisher.Mono;

/** Another secret on each reading. */
class ScriptedSecrets implements SecretSource {

    private final List<String> secrets;

    ScriptedSecrets(List<String> secrets) {
        this.secrets = secrets;
    }

    @Override
    public Mono<Secret> secret() {
        return Mono.fromSupplier(() -> Secret.of(secrets.remove(0)));
    }

    @Override
    public String description() {
        return "a script";
    }
}
