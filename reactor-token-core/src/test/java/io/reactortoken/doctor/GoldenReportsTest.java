package io.reactortoken.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.FailureKind;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.TokenTransportException;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.oauth2.auth.ClientAuthentication;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

/**
 * Whole reports of typical faults, as people read them. {@code -Dgolden.write=true} writes the files anew; look at the
 * difference before it is committed.
 */
class GoldenReportsTest {

    private static final Path FILES = Path.of("src", "test", "resources", "io", "reactortoken", "doctor");

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("healthy.txt", "", healthy()),
                Arguments.of("wrong-secret.txt", "H-CLIENT", wrongSecret()),
                Arguments.of(
                        "quoted-secret.txt", "H-SECRET", Patient.refused().secret(SecretSource.of("\"a-secret-42\""))),
                Arguments.of("wrong-environment.txt", "H-ENV", wrongEnvironment()),
                Arguments.of("html-page.txt", "H-HTML", Patient.answered(200, "<!DOCTYPE html><html>Sign in</html>")),
                Arguments.of("wrong-scope.txt", "H-SCOPE", wrongScope()),
                Arguments.of("redirect.txt", "H-REDIRECT", redirect()),
                Arguments.of("ignored-proxy.txt", "H-PROXY", ignoredProxy()),
                Arguments.of("stripped-header.txt", "H-STRIPPED", strippedHeader()),
                Arguments.of("http-url.txt", "H-URI", Patient.at("http://id.example.com/token")));
    }

    private static Patient healthy() {
        String jwt = SectionsTest.jwt(
                "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"2029-12\"}",
                "{\"iss\":\"https://id.example.com\",\"aud\":\"https://api.example.com\",\"scope\":\"orders:read\","
                        + "\"client_id\":\"billing-client\",\"iat\":1893456000,\"exp\":1893459600}");
        return Patient.answered(200, Patient.grant(jwt, "3600"))
                .told(doctor -> doctor.setup(given -> given.with(changed -> {
                    changed.network = true;
                    changed.probes = ScriptedNetwork.of("192.0.2.1");
                })));
    }

    private static Patient wrongSecret() {
        return Patient.at(Patient.URI)
                .then(Patient.response(
                        401,
                        "{\"error\":\"invalid_client\",\"error_description\":\"Client authentication failed\"}",
                        "WWW-Authenticate",
                        "Basic realm=\"id\"",
                        "X-Request-Id",
                        "7d5a4c1e"))
                .secret(SecretSource.of("Xk9+mQ/2vR=Lp"))
                .told(doctor -> doctor.origins(Map.of("token-uri", "--token-uri", "client-id", "--client-id")));
    }

    private static Patient wrongEnvironment() {
        return Patient.at("https://id.qa.example.com/token")
                .then(Patient.response(401, "{\"error\":\"invalid_client\"}"))
                .with(request -> request.name("orders-prod"));
    }

    private static Patient wrongScope() {
        return Patient.answered(400, "{\"error\":\"invalid_scope\"}")
                .with(request -> request.scope("Orders:Write")
                        .authentication(ClientAuthentication.clientSecretPost())
                        .param("tenant", "acme"));
    }

    private static Patient redirect() {
        return Patient.at(Patient.URI)
                .then(Patient.response(301, "", "Location", "https://login.example.com/token?x=y"));
    }

    private static Patient ignoredProxy() {
        TokenFailure failure = TokenFailure.of(Code.NET, "connection refused")
                .kind(FailureKind.CONNECT)
                .hint("H-CONNECT", "nothing listens there: check host and port")
                .transientFailure();
        return Patient.at(Patient.URI)
                .then(Mono.error(TokenTransportException.of(failure, null)))
                .told(doctor -> doctor.environment(Map.of("HTTPS_PROXY", "http://proxy.example.com:3128"))
                        .setup(given -> given.with(changed -> {
                            changed.network = true;
                            changed.probes = ScriptedNetwork.of("192.0.2.1").refusing(new ConnectException("refused"));
                        })));
    }

    private static Patient strippedHeader() {
        return Patient.granted()
                .then(Patient.response(401, "", "WWW-Authenticate", "Bearer realm=\"api\""))
                .then(Patient.response(401, "", "WWW-Authenticate", "Bearer realm=\"api\""))
                .told(doctor -> doctor.probe(URI.create("https://api.example.com/orders")));
    }

    @ParameterizedTest(name = "D-13 {0}")
    @MethodSource("faults")
    @DisplayName("D-13 the first finding is the fault, and the report reads as it is written down")
    void readsAsWrittenDown(String file, String first, Patient patient) throws IOException {
        Report report = patient.report();
        assertThat(report.findings().stream().map(Finding::hint).findFirst().orElse(""))
                .isEqualTo(first);
        assertThat(report.toText().lines()).allMatch(line -> line.matches("[ -~]{0,80}"));
        compare(file, report.toText());
        if (first.equals("H-CLIENT")) {
            compare("wrong-secret.json", report.toJson() + "\n");
        }
    }

    @Test
    @DisplayName("D-13 the report in docs/doctor.md is one of these")
    void theDocsShowARealReport() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "doctor.md"), UTF_8);
        int start = page.indexOf("```text\n") + "```text\n".length();
        String shown = page.substring(start, page.indexOf("```", start));
        assertThat(Files.readString(FILES.resolve("wrong-secret.txt"), UTF_8)).startsWith(shown);
    }

    private static void compare(String name, String text) throws IOException {
        String stable = text.replaceAll("[0-9a-f]{8} \\(equal within", "ffffffff (equal within");
        Path file = FILES.resolve(name);
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(FILES);
            Files.writeString(file, stable, UTF_8);
        }
        assertThat(stable).isEqualTo(Files.readString(file, UTF_8));
    }
}
