package io.reactortoken.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.transport.TransportRequest;
import io.reactortoken.transport.TransportResponse;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** D-11: why an API refuses a new token (requirements 3.1 and 6.3). */
class ApiProbeTest {

    private static final String URL = "https://api.example.com/orders?key=" + Patient.SECRET;

    private static Report probed(TransportResponse with, TransportResponse without) {
        return probed(Patient.granted(), with, without);
    }

    private static Report probed(Patient patient, TransportResponse with, TransportResponse without) {
        return patient.then(with)
                .then(without)
                .told(doctor -> doctor.probe(URI.create(URL)))
                .report();
    }

    private static TransportResponse challenged(String challenge) {
        return Patient.response(401, "{}", "WWW-Authenticate", challenge);
    }

    @Test
    @DisplayName("D-11 one GET with the token, and one without")
    void callsTwice() {
        Patient patient = Patient.granted();
        Report report = probed(patient, Patient.response(200, "[]"), challenged("Bearer"));
        List<TransportRequest> calls = patient.requests.subList(1, patient.requests.size());
        assertThat(calls)
                .hasSize(2)
                .allSatisfy(call -> assertThat(call.method()).isEqualTo("GET"));
        assertThat(calls.get(0).headers()).containsEntry("Authorization", "Bearer " + Patient.TOKEN);
        assertThat(calls.get(1).headers()).doesNotContainKey("Authorization");
        assertThat(report.healthy()).isTrue();
        assertThat(Patient.line(report, "D-11", "url"))
                .isEqualTo("GET https://api.example.com/orders?(21 characters, masked)");
        assertThat(Patient.line(report, "D-11", "with the token")).startsWith("status 200, other text, 2 bytes");
        assertThat(Patient.line(report, "D-11", "without")).startsWith("status 401");
    }

    @Test
    @DisplayName("D-11, H-STRIPPED, RS-06 the API says that there was no token")
    void findsAStrippedHeader() {
        Report report = probed(challenged("Bearer realm=\"x\""), challenged("Bearer realm=\"x\""));
        assertThat(Patient.hints(report)).containsExactly("H-STRIPPED");
        assertThat(report.findings().get(0).evidence()).endsWith("without one it says the same");
    }

    @Test
    @DisplayName("D-11, H-SCHEME, RS-07 the API takes no bearer tokens")
    void findsAnotherScheme() {
        Report report = probed(challenged("Basic realm=\"x\""), challenged("Basic realm=\"x\""));
        assertThat(Patient.hints(report)).containsExactly("H-SCHEME");
    }

    @Test
    @DisplayName("D-11, H-403, RS-13 a scope is missing: which was granted, and which is required")
    void findsAMissingScope() {
        TransportResponse forbidden = Patient.response(
                403, "{}", "WWW-Authenticate", "Bearer error=\"insufficient_scope\", scope=\"orders:write\"");
        Report report = probed(forbidden, challenged("Bearer"));
        assertThat(Patient.hints(report)).containsExactly("H-403");
        assertThat(report.findings().get(0).evidence()).endsWith("granted: orders:read; required: orders:write");
    }

    @Test
    @DisplayName("D-11, H-TARGET the API refuses a token that is for another one")
    void findsAnotherAudience() {
        String jwt = SectionsTest.jwt("{}", "{\"iss\":\"https://id.example.com\",\"aud\":\"billing\"}");
        Report report = probed(
                Patient.answered(200, Patient.grant(jwt, "3600")),
                challenged("Bearer error=\"invalid_token\""),
                challenged("Bearer"));
        assertThat(Patient.hints(report)).containsExactly("H-TARGET");
        assertThat(report.findings().get(0).evidence())
                .isEqualTo(
                        "the API refused a new token: invalid_token; it says iss https://id.example.com, aud billing");
    }

    @Test
    @DisplayName("D-11, H-CLOCK, H-EXP by the API's clock the token is over, or this clock is wrong")
    void findsAWrongClock() {
        String[] later = {"WWW-Authenticate", "Bearer error=\"invalid_token\"", "Date", "Tue, 01 Jan 2030 00:05:00 GMT"
        };
        Report opaque = probed(Patient.response(401, "", later), challenged("Bearer"));
        assertThat(Patient.hints(opaque)).containsExactly("H-CLOCK");
        String jwt = SectionsTest.jwt("{}", "{\"exp\":1893456240}");
        Report over = probed(
                Patient.answered(200, Patient.grant(jwt, "240")),
                Patient.response(401, "", later),
                challenged("Bearer"));
        assertThat(Patient.hints(over)).startsWith("H-EXP");
        assertThat(over.findings().get(0).evidence()).endsWith("by the API's clock that is 60 s ago");
    }

    @Test
    @DisplayName("D-11, H-LOGIN, RS-27 the API redirects to a page for people")
    void findsALoginPage() {
        Report report = probed(
                Patient.response(302, "", "Location", "https://login.example.com/?token=" + Patient.TOKEN),
                challenged("Bearer"));
        assertThat(Patient.hints(report)).containsExactly("H-LOGIN");
        assertThat(report.findings().get(0).evidence()).isEqualTo("the API redirects to https://login.example.com");
    }

    @Test
    @DisplayName("D-11, H-LARGE, RS-26 the token is too large for the API")
    void findsALargeToken() {
        Report report = probed(
                Patient.answered(200, Patient.grant("t".repeat(8_000), "3600")),
                Patient.response(431, ""),
                challenged("Bearer"));
        assertThat(Patient.hints(report)).containsExactly("H-LARGE");
    }

    @Test
    @DisplayName("D-11, TM-23 an API that quotes the token is not quoted")
    void hidesEchoes() {
        Report report = probed(
                challenged("Bearer error=\"" + Patient.TOKEN + "\", scope=\"" + Patient.TOKEN + "\""),
                challenged(Patient.TOKEN));
        assertThat(Patient.line(report, "D-11", "challenge")).contains("hidden: it quotes a credential");
    }
}
