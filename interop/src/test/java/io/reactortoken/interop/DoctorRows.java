package io.reactortoken.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.credential.SecretSource;
import io.reactortoken.doctor.Report;
import io.reactortoken.doctor.TokenDoctor;
import io.reactortoken.oauth2.OAuth2;
import io.reactortoken.oauth2.TokenRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/** What the doctor finds first at a server that others have written. */
abstract class DoctorRows extends SecretRows {

    private static final Duration BOUND = Duration.ofMinutes(3);

    /** The same client at a URL where there is no token endpoint. */
    abstract String absentEndpoint();

    /** Which hint fits what the server answers there. */
    abstract String ofAbsentEndpoint();

    /** A client that is registered for a certificate, and has no secret. */
    abstract String certificateHolder();

    abstract String tokenUri();

    static Report examined(TokenRequest request) {
        AtomicReference<Report> report = new AtomicReference<>();
        StepVerifier.create(
                        TokenDoctor.of(request).environment(Map.of()).build().run())
                .consumeNextWith(report::set)
                .expectComplete()
                .verify(BOUND);
        assertThat(report.get().toText() + report.get().toJson()).doesNotContain("p+a/", "p%2Ba%2F", "s&w");
        return report.get();
    }

    static void assertFirst(TokenRequest request, String hint, String evidence) {
        Report report = examined(request);
        assertThat(report.findings()).as(report.toText()).isNotEmpty();
        assertThat(report.findings().get(0).hint()).as(report.toText()).isEqualTo(hint);
        assertThat(report.findings().get(0).evidence()
                        + report.findings().get(0).nextStep())
                .contains(evidence);
    }

    @Test
    @DisplayName("D-13 the doctor finds nothing where a token is granted")
    void healthy() {
        Report report = examined(basic());
        assertThat(report.findings().stream().filter(finding -> !finding.hint().equals("H-LIFETIME")))
                .as(report.toText())
                .isEmpty();
    }

    @Test
    @DisplayName("D-13, SD-22 a wrong secret is the doctor's first finding")
    void doctorOfWrongSecret() {
        assertFirst(
                basic().clientSecret(SecretSource.of("wrong")),
                "H-CLIENT",
                ofWrongSecret().error());
    }

    @Test
    @DisplayName("D-13, SD-30 an unknown client is the doctor's first finding")
    void doctorOfUnknownClient() {
        assertFirst(basic().clientId("nobody"), "H-CLIENT", "_client");
    }

    @Test
    @DisplayName("D-13, SD-24 an unknown scope is the doctor's first finding")
    void doctorOfUnknownScope() {
        assertFirst(basic().scope("orders:write"), "H-SCOPE", "orders:write");
    }

    @Test
    @DisplayName("D-13 a wrong path is the doctor's first finding")
    void doctorOfWrongPath() {
        TokenRequest request = Asking.withSecret("billing", OAuth2.clientCredentials(absentEndpoint()));
        assertFirst(request, ofAbsentEndpoint(), "");
    }

    @Test
    @DisplayName("D-13 a wrong method of authentication is the doctor's first finding")
    void doctorOfWrongMethod() {
        TokenRequest request = Asking.withSecret(certificateHolder(), OAuth2.clientCredentials(tokenUri()));
        assertFirst(request, "H-CLIENT", "_client");
    }
}
