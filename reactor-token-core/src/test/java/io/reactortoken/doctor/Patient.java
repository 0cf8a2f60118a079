package io.reactortoken.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.reactortoken.Leaks;
import io.reactortoken.TokenClock;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.oauth2.OAuth2;
import io.reactortoken.oauth2.TokenRequest;
import io.reactortoken.transport.TokenTransport;
import io.reactortoken.transport.TransportRequest;
import io.reactortoken.transport.TransportResponse;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;

/** A token request at a scripted server, on a clock that stands still, and the doctor who looks at it. */
final class Patient implements TokenTransport, TokenClock {

    static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    static final String DATE = "Tue, 01 Jan 2030 00:00:00 GMT";
    static final String SECRET = "CNRY-sec-5b0c7d91";
    static final String TOKEN = "CNRY-tok-8d1f60a7";
    static final String URI = "https://id.example.com/token";

    final List<TransportRequest> requests = new ArrayList<>();
    final List<String> steps = new ArrayList<>();
    private final Deque<Mono<TransportResponse>> answers = new ArrayDeque<>();
    private UnaryOperator<TokenRequest> request = given -> given;
    private UnaryOperator<TokenDoctor.Builder> doctor = given -> given;
    private SecretSource secret = SecretSource.of(SECRET);
    private String uri = URI;

    static Patient at(String uri) {
        Patient patient = new Patient();
        patient.uri = uri;
        return patient;
    }

    static Patient answered(int status, String body) {
        return new Patient().then(response(status, body));
    }

    static Patient granted() {
        return answered(200, grant(TOKEN, "3600"));
    }

    static Patient refused() {
        return answered(401, "{\"error\":\"invalid_client\"}");
    }

    static String grant(String token, String expiresIn) {
        return "{\"access_token\":\"" + token + "\",\"token_type\":\"Bearer\",\"expires_in\":" + expiresIn + "}";
    }

    static TransportResponse response(int status, String body, String... headers) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        all.put("Content-Type", List.of("application/json"));
        all.put("Cache-Control", List.of("no-store"));
        all.put("Date", List.of(DATE));
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], List.of(headers[i + 1]));
        }
        return new TransportResponse(status, all, body.getBytes(UTF_8));
    }

    Patient then(TransportResponse answer) {
        return then(Mono.just(answer));
    }

    Patient then(Mono<TransportResponse> answer) {
        answers.add(answer);
        return this;
    }

    Patient with(UnaryOperator<TokenRequest> options) {
        UnaryOperator<TokenRequest> before = request;
        request = given -> options.apply(before.apply(given));
        return this;
    }

    Patient secret(SecretSource source) {
        secret = source;
        return this;
    }

    /** What the doctor is told. */
    Patient told(UnaryOperator<TokenDoctor.Builder> options) {
        UnaryOperator<TokenDoctor.Builder> before = doctor;
        doctor = given -> options.apply(before.apply(given));
        return this;
    }

    TokenRequest request() {
        return request.apply(OAuth2.clientCredentials(uri)
                .clientId("billing-client")
                .clientSecret(secret)
                .scope("orders:read")
                .transport(this));
    }

    TokenDoctor doctor() {
        return doctor.apply(TokenDoctor.of(request())
                        .withoutNetworkProbes()
                        .environment(Map.of())
                        .progress(steps::add)
                        .setup(given -> given.with(changed -> changed.clock = this)))
                .build();
    }

    /** Looks for leaks on the way. */
    Report report() {
        Report report = doctor().run().blockOptional().orElseThrow();
        Leaks.assertNone(report.toText(), SECRET, TOKEN);
        Leaks.assertNone(report.toJson(), SECRET, TOKEN);
        return report;
    }

    static Section section(Report report, String id) {
        return report.sections().stream()
                .filter(section -> section.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    static String line(Report report, String id, String name) {
        return section(report, id).lines().stream()
                .filter(line -> line.name().equals(name))
                .findFirst()
                .orElseThrow()
                .value();
    }

    /** The hints of all findings, in their order. */
    static List<String> hints(Report report) {
        return report.findings().stream().map(Finding::hint).toList();
    }

    @Override
    public Mono<TransportResponse> exchange(TransportRequest sent) {
        return Mono.defer(() -> {
            requests.add(sent);
            Mono<TransportResponse> answer = answers.poll();
            return answer == null ? Mono.error(new AssertionError("one request too many")) : answer;
        });
    }

    @Override
    public long epochMillis() {
        return NOW.toEpochMilli();
    }

    @Override
    public long nanoTime() {
        return 0;
    }
}
