package io.reactortoken.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.test.FakeAnswer;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

class DoctorCommandTest {

    @TempDir
    Path directory;

    @AutoClose
    Scene scene;

    @BeforeEach
    void start() {
        scene = new Scene(directory);
    }

    @Test
    @DisplayName("D-01, D-13 where nothing is wrong it says so, where each value came from, and returns 0")
    void healthy() {
        Ran ran = scene.doctor();
        assertThat(ran.code()).as(ran.all()).isZero();
        assertThat(ran.out()).contains("No finding: a token was issued", "billing (from option --client-id)");
        assertThat(scene.server.requests()).hasSize(1);
        Canaries.assertNone(ran.all());
    }

    @Test
    @DisplayName("--json prints one JSON object, also for a fault")
    void json() {
        scene.file("client-secret", "CNRY-sec-9e8d7c6b");
        Ran ran = scene.doctor("--json");
        assertThat(ran.code()).isEqualTo(ExitCode.FINDING);
        int depth = 0;
        int objects = 0;
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), ran.out())) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                objects += depth == 0 && token == JsonToken.START_OBJECT ? 1 : 0;
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            }
        }
        assertThat(objects).isEqualTo(1);
        assertThat(depth).isZero();
        assertThat(ran.out().lines()).hasSize(1);
        Canaries.assertNone(ran.all());
    }

    @Test
    @DisplayName("D-10 --try-variants finds the method that the server takes, and says how to set it")
    void variants() {
        scene.behaviour.method = HonestServer.Method.POST;
        Ran ran = scene.doctor("--try-variants");
        assertThat(ran.code()).isEqualTo(ExitCode.FINDING);
        assertThat(ran.out().substring(0, ran.out().indexOf("\n\nD-01")))
                .contains("client_secret_post works, client_secret_basic does not", "clientSecretPost()");
        assertThat(ran.out()).contains("D-10");
        assertThat(scene.server.requests()).hasSizeBetween(2, 7);
        Canaries.assertNone(ran.all());
    }

    @Test
    @DisplayName("D-11 --probe calls the API with the token and without it")
    void probe() {
        scene.api(request -> request.header("Authorization").isPresent()
                ? FakeAnswer.json(200, "{}")
                : FakeAnswer.status(401, "WWW-Authenticate: Bearer"));
        Ran ran = scene.doctor();
        assertThat(ran.code()).as(ran.all()).isZero();
        assertThat(scene.server.requests()).hasSize(3);
        Canaries.assertNone(ran.all());
    }

    @Test
    @DisplayName("TM-33 --fingerprint adds one that is the same everywhere, with a warning")
    void fingerprint() {
        assertThat(scene.doctor().out()).doesNotContain("comparable");
        assertThat(scene.doctor("--fingerprint").out())
                .containsPattern("comparable +[0-9a-f]{8}")
                .contains("a weak");
    }
}
