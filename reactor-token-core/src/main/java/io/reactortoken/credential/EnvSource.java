package io.reactortoken.credential;

import io.reactortoken.TokenCredentialException;
import io.reactortoken.TokenFailure.Code;
import java.util.Map;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** A secret in an environment variable. */
final class EnvSource implements SecretSource {

    private final String name;
    private final Supplier<Map<String, String>> environment;
    private final SecretText rules;
    private final SecretLog log;

    EnvSource(String name, Supplier<Map<String, String>> environment) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of the environment variable is blank");
        }
        this.name = name;
        this.environment = environment;
        this.rules = SecretText.from("the environment variable " + name);
        this.log = new SecretLog(description());
    }

    @Override
    public Mono<Secret> secret() {
        return Mono.fromSupplier(this::read).doOnNext(log::read);
    }

    @Override
    public void verify() {
        read();
    }

    private Secret read() {
        Map<String, String> variables = environment.get();
        String value = variables.get(name);
        if (value == null) {
            throw missing(SimilarNames.suggest(name, variables.keySet()));
        }
        return rules.read(value);
    }

    private TokenCredentialException missing(String suggestion) {
        return SecretText.failure(
                Code.CRD_P,
                "the environment variable " + name + " is not set",
                "H-ENV-VAR",
                "set it for this process" + suggestion
                        + ": a shell's variable must be exported, a container's must be passed in");
    }

    @Override
    public String description() {
        return "env:" + name;
    }

    @Override
    public String toString() {
        return "SecretSource[" + description() + "]";
    }
}
