package io.reactortoken.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.Leaks;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.transport.TransportRequest;
import io.reactortoken.transport.TransportResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** D-10: other ways to ask, a second apart, and when they end. */
class VariantsTest {

    private static final TransportResponse GRANTED = Patient.response(200, Patient.grant(Patient.TOKEN, "3600"));
    private static final TransportResponse NO_CLIENT = Patient.response(401, "{\"error\":\"invalid_client\"}");
    private static final TransportResponse NO_SCOPE = Patient.response(400, "{\"error\":\"invalid_scope\"}");

    /** Moves time second by second: each variant needs one. */
    private static Report tried(Patient patient) {
        patient.told(TokenDoctor.Builder::tryVariants);
        Report[] report = new Report[1];
        StepVerifier.withVirtualTime(() -> patient.doctor().run())
                .thenAwait(Duration.ofSeconds(20))
                .consumeNextWith(made -> report[0] = made)
                .verifyComplete();
        Leaks.assertNone(report[0].toText() + report[0].toJson(), Patient.SECRET, Patient.TOKEN);
        return report[0];
    }

    private static String password(TransportRequest request) {
        String basic = request.headers().getOrDefault("Authorization", "Basic ").substring("Basic ".length());
        String pair = new String(Base64.getDecoder().decode(basic), UTF_8);
        return pair.substring(pair.indexOf(':') + 1);
    }

    @Test
    @DisplayName("D-10 none without being asked")
    void triesNothingByItself() {
        Patient patient = Patient.refused();
        assertThat(Patient.line(patient.report(), "D-10", "tried")).startsWith("none: not asked for");
        assertThat(patient.requests).hasSize(1);
    }

    @Test
    @DisplayName("D-10 RAW works, RFC 6749 does not: the verdict comes first, and nothing more is sent")
    void findsTheWay() {
        Patient patient = Patient.refused().then(GRANTED).secret(SecretSource.of("a+b/CNRY-sec-5b0c7d91"));
        Report report = tried(patient);
        assertThat(patient.requests).hasSize(2);
        assertThat(password(patient.requests.get(0))).startsWith("a%2Bb%2F");
        assertThat(password(patient.requests.get(1))).startsWith("a+b/");
        assertThat(report.findings().get(0).evidence())
                .isEqualTo("client_secret_basic (raw) works, client_secret_basic does not");
        assertThat(report.findings().get(0).nextStep()).contains("the server does not decode credentials");
        assertThat(Patient.line(report, "D-10", "client_secret_basic (raw)")).isEqualTo("a token was issued");
    }

    @Test
    @DisplayName("D-10 a secret with white space is tried without it first; six requests are all there are")
    void trimsAndEnds() {
        Patient patient = Patient.refused()
                .then(NO_CLIENT)
                .then(NO_CLIENT)
                .then(NO_CLIENT)
                .then(NO_CLIENT)
                .then(NO_CLIENT)
                .secret(SecretSource.of(Patient.SECRET + " "));
        Report report = tried(patient);
        assertThat(patient.requests).hasSize(6);
        assertThat(password(patient.requests.get(1))).isEqualTo(Patient.SECRET);
        assertThat(Patient.section(report, "D-10").lines().stream().map(Section.Line::name))
                .containsExactly(
                        "client_secret_basic, secret trimmed",
                        "client_secret_basic (raw), secret trimmed",
                        "client_secret_post, secret trimmed",
                        "client_secret_basic (raw)",
                        "client_secret_post",
                        "requests");
    }

    @Test
    @DisplayName("D-10 a secret that was not even sent, for its line feed, works without it")
    void findsALineFeed() {
        Patient patient = Patient.at(Patient.URI).then(GRANTED).secret(SecretSource.of(Patient.SECRET + "\n"));
        Report report = tried(patient);
        assertThat(patient.requests).hasSize(1);
        assertThat(Patient.hints(report)).containsExactly("H-SECRET");
        assertThat(report.findings().get(0).evidence()).contains("works without the white space");
    }

    @Test
    @DisplayName("D-10, TM-40 the first sign of a limit or of a lock ends it")
    void stopsAtALock() {
        for (TransportResponse sign : List.of(
                Patient.response(429, ""),
                Patient.response(423, ""),
                Patient.response(401, "{\"error\":\"invalid_client\",\"error_description\":\"Account is locked\"}"))) {
            Patient patient = Patient.refused().then(sign);
            Report report = tried(patient);
            assertThat(patient.requests).hasSize(2);
            assertThat(Patient.line(report, "D-10", "stopped")).startsWith("the server counts");
            assertThat(Patient.hints(report)).startsWith("H-CLIENT");
        }
    }

    @Test
    @DisplayName("D-10, TM-40 a client that is locked already is left alone, and a clock is no lock")
    void leavesALockedClientAlone() {
        Patient locked =
                Patient.answered(401, "{\"error\":\"invalid_client\",\"error_description\":\"too many attempts\"}");
        assertThat(Patient.line(tried(locked), "D-10", "tried")).endsWith("or the server counts");
        assertThat(locked.requests).hasSize(1);
        String clock = "{\"error\":\"invalid_client\",\"error_description\":\"check your clock\"}";
        Patient other =
                Patient.answered(401, clock).then(Patient.response(401, clock)).then(GRANTED);
        assertThat(Patient.hints(tried(other))).startsWith("H-CLIENT");
        assertThat(other.requests).hasSize(3);
    }

    @Test
    @DisplayName("D-10, SD-34 each scope alone names the one that is refused")
    void findsTheScope() {
        Patient patient = Patient.answered(400, "{\"error\":\"invalid_scope\"}")
                .then(GRANTED)
                .then(NO_SCOPE)
                .with(request -> request.scope("orders:WRITE", "never:asked"));
        Report report = tried(patient);
        assertThat(patient.requests).hasSize(3);
        assertThat(report.findings().get(0).evidence())
                .isEqualTo("alone, the server refuses the scope orders:WRITE; it grants orders:read");
        assertThat(Patient.hints(report)).containsExactly("H-SCOPE");
    }

    @Test
    @DisplayName("D-10 at most six scopes are tried")
    void boundsTheScopes() {
        Patient patient = Patient.answered(400, "{\"error\":\"invalid_scope\"}")
                .with(request -> request.scope("a", "b", "c", "d", "e", "f", "g"));
        for (int i = 0; i < 6; i++) {
            patient.then(GRANTED);
        }
        tried(patient);
        assertThat(patient.requests).hasSize(7);
    }

    @Test
    @DisplayName("D-10 variants are a second apart, the first one too, and a cancel ends them")
    void waitsBetween() {
        Patient patient = Patient.refused().then(NO_CLIENT).then(NO_CLIENT).told(TokenDoctor.Builder::tryVariants);
        StepVerifier.withVirtualTime(() -> patient.doctor().run())
                .thenAwait(Duration.ofMillis(999))
                .then(() -> assertThat(patient.requests).hasSize(1))
                .thenAwait(Duration.ofMillis(1))
                .then(() -> assertThat(patient.requests).hasSize(2))
                .thenAwait(Duration.ofMillis(999))
                .then(() -> assertThat(patient.requests).hasSize(2))
                .thenCancel()
                .verify();
        Schedulers.resetFactory();
        assertThat(patient.requests).hasSize(2);
    }

    @Test
    @DisplayName("D-10 what is neither about the client nor about scopes is not tried again")
    void leavesOthersAlone() {
        Patient patient = Patient.answered(404, "");
        Report report = tried(patient);
        assertThat(patient.requests).hasSize(1);
        assertThat(Patient.line(report, "D-10", "tried")).startsWith("none: what failed is neither");
    }
}
