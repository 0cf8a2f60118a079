package io.reactortoken.replay;

import static org.assertj.core.api.Assertions.assertThat;

import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;

/** A build that says on which versions it runs the tests must not run them on others: class paths are easily wrong. */
public final class Versions {

    private Versions() {}

    /**
     * Looks where a class was loaded from.
     *
     * @param type of the library
     * @param artifact its jar's name, without the version
     * @param property by which the build tells the version
     */
    public static void assertLoaded(Class<?> type, String artifact, String property) {
        assertThat(type.getProtectionDomain().getCodeSource().getLocation().getPath())
                .endsWith("/" + artifact + "-" + System.getProperty(property) + ".jar");
    }

    /** The module compat has compared the JVM with what the build says, and put Reactor's hooks in place if it says so. */
    public static void assertCircumstances() {
        assertThat(System.getProperty("tested.checked")).isEqualTo("true");
        boolean on = System.getProperty("tested.hooks").equals("on");
        assertThat(Hooks.isAutomaticContextPropagationEnabled()).isEqualTo(on);
        Mono<Throwable> failure = Mono.error(new IllegalStateException("of the test"))
                .map(value -> value)
                .onErrorResume(Mono::just)
                .cast(Throwable.class);
        assertThat(failure.block())
                .isInstanceOfSatisfying(
                        IllegalStateException.class,
                        error -> assertThat(error.getSuppressed()).hasSize(on ? 1 : 0));
    }
}
