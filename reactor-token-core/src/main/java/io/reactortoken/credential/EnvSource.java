package io.reactortoken.credential;

import io.reactortoken.TokenCredentialException;
import io.reactortoken.TokenFailure;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A secret in an environment variable. */
final class EnvSource implements SecretSource {

    /** How to read a variable; null where there is none. */
    @FunctionalInterface
    interface Environment {
        @Nullable
        String get(String name);
    }

    private final String name;
    private final Environment environment;

    EnvSource(String name, Environment environment) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of the environment variable is blank");
        }
        this.name = name;
        this.environment = environment;
    }

    @Override
    public Mono<Secret> secret() {
        return Mono.fromSupplier(this::read);
    }

    @Override
    public void verify() {
        read();
    }

    private Secret read() {
        String value = environment.get(name);
        if (value == null) {
            throw failure("the environment variable " + name + " is not set", "set it for this process");
        }
        String trimmed = Edges.trim(value);
        if (trimmed.isEmpty()) {
            throw failure("the environment variable " + name + " is blank", "check what sets it");
        }
        try {
            return Secret.of(trimmed);
        } catch (IllegalArgumentException malformed) {
            throw failure("the environment variable " + name + " is not Unicode text", "check how it was encoded");
        }
    }

    private static TokenCredentialException failure(String what, String check) {
        TokenFailure failure = TokenFailure.of(TokenFailure.Code.CRD_P, what)
                .hint("H-ENV-VAR", check + ": a shell's variable must be exported, a container's must be passed in");
        return TokenCredentialException.of(failure, null);
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
