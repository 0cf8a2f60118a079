package io.reactortoken.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.FailureKind;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.TokenTransportException;
import io.reactortoken.transport.TokenTransport;
import io.reactortoken.transport.TransportRequest;
import io.reactortoken.transport.TransportResponse;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/** The sections about the way to the server. */
class WayTest {

    private static Report report(Patient patient, Network network) {
        return report(patient, network, Map.of());
    }

    private static Report report(Patient patient, Network network, Map<String, String> environment) {
        return patient.told(doctor -> doctor.environment(environment)
                        .setup(given -> given.with(changed -> {
                            changed.network = true;
                            changed.probes = network;
                        })))
                .report();
    }

    private static Patient failing(FailureKind kind, String hint) {
        TokenFailure failure = TokenFailure.of(Code.NET, "no way")
                .kind(kind)
                .hint(hint, "look")
                .transientFailure();
        return Patient.at(Patient.URI).then(Mono.error(TokenTransportException.of(failure, null)));
    }

    @Test
    @DisplayName("D-03, D-04, D-05 addresses, connections, and the handshake with the first of them")
    void tellsTheWay() {
        ScriptedNetwork network = ScriptedNetwork.of("192.0.2.1", "192.0.2.2");
        Report report = report(Patient.granted(), network);
        assertThat(network.asked)
                .containsExactly(
                        "lookup id.example.com",
                        "connect 192.0.2.1:443",
                        "connect 192.0.2.2:443",
                        "handshake id.example.com 192.0.2.1:443");
        assertThat(Patient.line(report, "D-03", "addresses")).isEqualTo("192.0.2.1 192.0.2.2");
        assertThat(Patient.line(report, "D-04", "connection")).isEqualTo("192.0.2.1: connected, 0.0 ms");
        assertThat(Patient.line(report, "D-05", "handshake")).isEqualTo("fine, by the JVM's trust store");
        assertThat(Patient.line(report, "D-05", "protocol")).isEqualTo("TLSv1.3, TLS_AES_128_GCM_SHA256");
        assertThat(Patient.line(report, "D-05", "issuer")).isEqualTo("CN=Example CA");
        assertThat(Patient.line(report, "D-05", "trust store")).endsWith("OCSP and CRLs are not asked");
        assertThat(report.healthy()).isTrue();
    }

    @Test
    @DisplayName(
            "D-03 an unknown host is told, and nobody is dialled; a name without a dot depends on where it is asked")
    void tellsAnUnknownHost() {
        ScriptedNetwork network = ScriptedNetwork.of();
        Patient patient =
                Patient.at("https://id/token").then(Patient.response(200, Patient.grant(Patient.TOKEN, "60")));
        Report report = report(patient, network);
        assertThat(network.asked).containsExactly("lookup id");
        assertThat(Patient.line(report, "D-03", "addresses")).isEqualTo("no such host");
        assertThat(Patient.line(report, "D-03", "search domain")).contains("no dot");
        assertThat(Patient.line(report, "D-04", "connection")).isEqualTo("not tried: there is no address");
        assertThat(Patient.line(report, "D-05", "handshake")).isEqualTo("not tried: there is no address");
    }

    @Test
    @DisplayName("D-03 a resolver that does not answer is given up, on boundedElastic")
    void givesUpAResolver() {
        // given
        CountDownLatch end = new CountDownLatch(1);
        ScriptedNetwork network = ScriptedNetwork.of("192.0.2.1").silentUntil(end);
        VirtualTimeScheduler timers = VirtualTimeScheduler.create();
        Patient patient = Patient.granted()
                .told(doctor -> doctor.setup(given -> given.with(changed -> {
                    changed.network = true;
                    changed.probes = network;
                    changed.timers = timers;
                })));
        // when
        StepVerifier.create(patient.doctor().run())
                .then(() -> await(network.begun))
                .then(() -> timers.advanceTimeBy(Duration.ofSeconds(6)))
                // then
                .assertNext(report ->
                        assertThat(Patient.line(report, "D-03", "addresses")).isEqualTo("no answer within 5 s"))
                .expectComplete()
                .verify(Duration.ofSeconds(30));
        end.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    @Test
    @DisplayName("D-04 what became of each connection, in our words")
    void tellsRefusals() {
        Report refused =
                report(Patient.granted(), ScriptedNetwork.of("192.0.2.1").refusing(new ConnectException("x")));
        assertThat(Patient.line(refused, "D-04", "connection")).isEqualTo("192.0.2.1: refused");
        Report late =
                report(Patient.granted(), ScriptedNetwork.of("192.0.2.1").refusing(new SocketTimeoutException("x")));
        assertThat(Patient.line(late, "D-04", "connection")).isEqualTo("192.0.2.1: no answer within 3 s");
    }

    @Test
    @DisplayName("D-04, H-PROXY the environment names a proxy, nobody uses it, and there is no way")
    void findsAnIgnoredProxy() {
        Map<String, String> environment = Map.of("HTTPS_PROXY", "http://user:CNRY-sec-5b0c7d91@proxy.example.com:3128");
        Report report = report(failing(FailureKind.CONNECT, "H-CONNECT"), ScriptedNetwork.of("192.0.2.1"), environment);
        assertThat(Patient.hints(report)).containsExactly("H-PROXY", "H-CONNECT");
        assertThat(report.findings().get(0).evidence()).contains("HTTPS_PROXY names proxy.example.com:3128");
        Report healthy = report(Patient.granted(), ScriptedNetwork.of("192.0.2.1"), environment);
        assertThat(healthy.healthy()).isTrue();
        assertThat(Patient.line(healthy, "D-04", "HTTPS_PROXY"))
                .isEqualTo("names proxy.example.com:3128; Java does not use it unless told to");
    }

    @Test
    @DisplayName("D-04 NO_PROXY may leave the host out, and a proxy that is no URL is not quoted")
    void readsTheEnvironment() {
        Map<String, String> exempt = Map.of("https_proxy", "proxy:3128", "no_proxy", "localhost,.example.com");
        Report report = report(failing(FailureKind.CONNECT, "H-CONNECT"), ScriptedNetwork.of("192.0.2.1"), exempt);
        assertThat(Patient.hints(report)).containsExactly("H-CONNECT");
        assertThat(Patient.line(report, "D-04", "https_proxy")).contains("NO_PROXY leaves this host out");
        Report odd = report(
                Patient.granted(), ScriptedNetwork.of("192.0.2.1"), Map.of("ALL_PROXY", "ht tp://" + Patient.SECRET));
        assertThat(Patient.line(odd, "D-04", "ALL_PROXY")).startsWith("names something that is no URL");
    }

    /** A transport that tells what it does. */
    private record Telling(TokenTransport transport, Map<String, String> told) implements TokenTransport {

        @Override
        public Mono<TransportResponse> exchange(TransportRequest request) {
            return transport.exchange(request);
        }

        @Override
        public Map<String, String> facts(URI uri) {
            return told;
        }
    }

    @Test
    @DisplayName("D-03, D-04, D-05 where a proxy leads there, the doctor does not look, and says so")
    void leavesItToTheProxy() {
        ScriptedNetwork network = ScriptedNetwork.of("192.0.2.1");
        Patient patient = Patient.granted();
        patient.with(request -> request.transport(new Telling(
                patient, Map.of("proxy", "proxy:3128", "trust", "1 given authorities", "password", Patient.SECRET))));
        Report report = report(patient, network);
        assertThat(network.asked).isEmpty();
        assertThat(Patient.line(report, "D-04", "proxy")).isEqualTo("proxy:3128");
        assertThat(Patient.line(report, "D-03", "addresses")).isEqualTo("not probed: the proxy proxy:3128 does this");
        assertThat(Patient.line(report, "D-05", "handshake")).startsWith("not probed");
        assertThat(Patient.line(report, "D-05", "transport trusts")).isEqualTo("1 given authorities");
    }

    @Test
    @DisplayName("D-04, D-05 a port that is none is told, and nothing throws")
    void survivesAPortThatIsNone() {
        Patient patient = Patient.at("https://127.0.0.1:70000/token");
        Report report = report(patient, Network.jdk());
        assertThat(Patient.line(report, "D-04", "connection"))
                .isEqualTo("127.0.0.1: failed (IllegalArgumentException)");
        assertThat(Patient.line(report, "D-05", "handshake")).isEqualTo("failed (IllegalArgumentException)");
        assertThat(Patient.hints(report)).startsWith("H-URI");
    }

    @Test
    @DisplayName("D-05 a certificate that the JVM does not trust is shown, and is no finding where the transport does")
    void showsAnUntrustedCertificate() {
        Handshake untrusted = new Handshake(
                "", "", Optional.of(new Handshake.Leaf("CN=a", "a", "CN=Corporate", "x to y")), Handshake.UNTRUSTED);
        Report report =
                report(Patient.granted(), ScriptedNetwork.of("192.0.2.1").shaking(untrusted));
        assertThat(Patient.line(report, "D-05", "handshake")).isEqualTo(Handshake.UNTRUSTED);
        assertThat(Patient.line(report, "D-05", "issuer"))
                .isEqualTo("CN=Corporate; not a public CA, or the chain is incomplete");
        assertThat(report.healthy()).isTrue();
        assertThat(Patient.line(report, "D-12", "certificate")).isEqualTo("trusted here, and not by the JVM alone");
    }
}
