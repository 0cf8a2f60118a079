package io.reactortoken;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import tools.jackson.core.json.JsonFactory;

/** A build that says where it runs the tests must not run them elsewhere. */
class VersionsTest {

    @Test
    @DisplayName("the tests run on the versions that the build names")
    void theVersionsOfTheBuild() {
        assertThat(jarOf(Mono.class)).endsWith("/reactor-core-" + System.getProperty("tested.reactor-core") + ".jar");
        assertThat(jarOf(JsonFactory.class)).endsWith("/jackson-core-" + System.getProperty("tested.jackson") + ".jar");
    }

    @Test
    @DisplayName("the tests run in the circumstances that the build names: the module compat has compared")
    void theCircumstancesOfTheBuild() {
        assertThat(System.getProperty("tested.checked")).isEqualTo("true");
        assertThat(Hooks.isAutomaticContextPropagationEnabled())
                .isEqualTo(System.getProperty("tested.hooks").equals("on"));
    }

    private static String jarOf(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation().getPath();
    }
}
