package io.reactortoken.netty;

import io.reactortoken.replay.Versions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

class VersionsTest {

    @Test
    @DisplayName("the tests run on the versions that the build names")
    void theVersionsOfTheBuild() {
        Versions.assertLoaded(Mono.class, "reactor-core", "tested.reactor-core");
        Versions.assertLoaded(HttpClient.class, "reactor-netty-http", "tested.reactor-netty");
    }

    @Test
    @DisplayName("the tests run in the circumstances that the build names")
    void theCircumstancesOfTheBuild() {
        Versions.assertCircumstances();
    }
}
