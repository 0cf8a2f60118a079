package io.reactortoken.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.CachedTokenSource;
import io.reactortoken.TokenSource;
import io.reactortoken.credential.Secret;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.event.TokenEvent;
import io.reactortoken.event.TokenEventListener;
import io.reactortoken.oauth2.RegistrationNotes;
import io.reactortoken.oauth2.auth.ClientAuthentication;
import java.net.URI;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** The sections that compare: environments, Postman, what a program did. */
class AdviceTest {

    /** A secret that says where it comes from. */
    private record Placed(String description) implements SecretSource {

        @Override
        public Mono<Secret> secret() {
            return Mono.fromSupplier(() -> Secret.of(Patient.SECRET));
        }
    }

    @Test
    @DisplayName("D-09, H-ENV a secret of production at an endpoint of QA explains a refusal")
    void findsAnotherEnvironment() {
        Patient patient = Patient.at("https://id.qa.example.com/token")
                .then(Patient.response(401, "{\"error\":\"invalid_client\"}"))
                .secret(new Placed("file:/run/secrets/prod/orders"));
        Report report = patient.report();
        assertThat(Patient.hints(report)).containsExactly("H-ENV");
        assertThat(report.findings().get(0).nextStep())
                .startsWith("the secret from file:/run/secrets/prod/orders looks like prod, the token URI like qa");
        assertThat(Patient.line(report, "D-09", "result")).isEqualTo("they disagree");
    }

    @Test
    @DisplayName(
            "D-09 the issuer in the token, the API and the resources are compared too; where nothing fails it is advice")
    void comparesAllNames() {
        String jwt = SectionsTest.jwt("{}", "{\"iss\":\"https://id.example.com/realms/staging\"}");
        Report report = Patient.answered(200, Patient.grant(jwt, "3600"))
                .with(request -> request.resource("https://api.prod.example.com"))
                .report();
        assertThat(Patient.hints(report)).containsExactly("H-ENV");
        assertThat(Patient.line(report, "D-09", "claim iss")).startsWith("staging ");
        assertThat(Patient.line(report, "D-09", "resource")).isEqualTo("prod (api.prod.example.com)");
    }

    @Test
    @DisplayName("SD-32, SD-35, D-01, D-09 what people know of a registration is in the report, and compared")
    void showsTheNotes() {
        RegistrationNotes notes = new RegistrationNotes("prod", "orders:.+", "identity@example.com");
        Report report = Patient.at("https://id.qa.example.com/token")
                .then(Patient.response(400, "{\"error\":\"invalid_scope\"}"))
                .with(request -> request.notes(notes))
                .report();
        assertThat(Patient.line(report, "D-01", "environment")).isEqualTo("prod");
        assertThat(Patient.line(report, "D-01", "scope pattern")).isEqualTo("orders:.+");
        assertThat(Patient.line(report, "D-01", "support")).startsWith("identity@example.com; tell them the time");
        assertThat(Patient.line(report, "D-09", "label")).isEqualTo("prod (prod)");
        assertThat(Patient.hints(report)).contains("H-ENV");
        assertThat(report.toText()).contains(report.at().truncatedTo(ChronoUnit.SECONDS) + "\n", "bil..ent(14)");
        assertThat(report.findings())
                .anyMatch(finding -> finding.nextStep().endsWith("; if all is right here, ask identity@example.com"));
    }

    @Test
    @DisplayName("D-09 only whole words count: product is not prod, and latest is not test")
    void readsWholeWords() {
        Report report = Patient.at("https://products.latest.example.com/token")
                .then(Patient.response(200, Patient.grant(Patient.TOKEN, "3600")))
                .secret(new Placed("env:ORDERS_QA_SECRET"))
                .report();
        assertThat(Patient.line(report, "D-09", "token endpoint")).startsWith("does not say ");
        assertThat(Patient.line(report, "D-09", "secret")).isEqualTo("qa (env:ORDERS_QA_SECRET)");
        assertThat(report.healthy()).isTrue();
    }

    @Test
    @DisplayName("D-12 where Postman does something else, by what was seen here")
    void comparesWithPostman() {
        Report basic = Patient.granted().secret(SecretSource.of("a+b/c=42")).report();
        assertThat(Patient.line(basic, "D-12", "credentials")).contains("Send as Basic Auth header");
        assertThat(Patient.line(basic, "D-12", "encoding")).contains("changes + / = in this secret");
        assertThat(Patient.line(basic, "D-12", "audience")).contains("'Advanced' tab");
        Report post = Patient.granted()
                .with(request -> request.authentication(ClientAuthentication.clientSecretPost())
                        .audience("api")
                        .param("tenant", "x")
                        .scope("{{scope}}"))
                .report();
        assertThat(Patient.line(post, "D-12", "credentials")).contains("Send client credentials in body");
        assertThat(Patient.line(post, "D-12", "audience")).isEqualTo("sent here: audience tenant");
        assertThat(Patient.line(post, "D-12", "variables")).contains("{{variable}}");
        Report redirected = Patient.at(Patient.URI)
                .then(Patient.response(302, "", "Location", "https://login.example.com/x?y=z"))
                .report();
        assertThat(Patient.line(redirected, "D-12", "redirect"))
                .startsWith("to https://login.example.com, not followed");
    }

    @Test
    @DisplayName("D-12 a proxy that only Postman uses")
    void comparesProxies() {
        Report report = Patient.granted()
                .told(doctor -> doctor.environment(Map.of("HTTPS_PROXY", "http://proxy:3128")))
                .report();
        assertThat(Patient.line(report, "D-12", "proxy"))
                .startsWith("the environment names one, which is not used here");
    }

    @Test
    @DisplayName("D-14, SD-08 a program that asks for each token anew")
    void countsRequests() throws InterruptedException {
        RunStatistics statistics = RunStatistics.create();
        CountDownLatch told = new CountDownLatch(5);
        for (int i = 0; i < 5; i++) {
            askFor(1, statistics, told);
        }
        assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
        Report report =
                Patient.granted().told(doctor -> doctor.stats(statistics)).report();
        assertThat(Patient.line(report, "D-14", "requests")).isEqualTo("5, of which 0 failed");
        assertThat(Patient.line(report, "D-14", "served")).isEqualTo("5 tokens");
        assertThat(Patient.hints(report)).containsExactly("H-CACHE");
        assertThat(Patient.line(report, "D-14", "ratio")).isEqualTo("1.00 requests per token served");
    }

    @Test
    @DisplayName("D-14, SD-08 a program that shares one cache")
    void isContentWithACache() throws InterruptedException {
        RunStatistics statistics = RunStatistics.create();
        CountDownLatch told = new CountDownLatch(1);
        askFor(10, statistics, told);
        assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
        Report report =
                Patient.granted().told(doctor -> doctor.stats(statistics)).report();
        assertThat(report.healthy()).isTrue();
        assertThat(Patient.line(report, "D-14", "event")).contains("RequestStarted");
    }

    /** So many tokens of one cache; events are told on another thread, after the fact. */
    private static void askFor(int tokens, RunStatistics statistics, CountDownLatch told) {
        TokenEventListener listener = event -> {
            statistics.onEvent(event);
            if (event instanceof TokenEvent.RequestStarted) {
                told.countDown();
            }
        };
        try (CachedTokenSource cache = Patient.granted()
                .with(request -> request.listener(listener))
                .request()
                .cache()) {
            TokenSource counted = statistics.counting(cache);
            for (int i = 0; i < tokens; i++) {
                counted.token().block();
            }
        }
    }

    @Test
    @DisplayName("D-11 nothing is called unless an API is named; http gets no token")
    void asksBeforeItCalls() {
        assertThat(Patient.line(Patient.granted().report(), "D-11", "call")).startsWith("not asked for");
        Patient plain = Patient.granted().told(doctor -> doctor.probe(URI.create("http://api.example.com/orders")));
        assertThat(Patient.line(plain.report(), "D-11", "call"))
                .isEqualTo("not called: it is http, and a token must not travel in plain text");
        Patient refused = Patient.refused().told(doctor -> doctor.probe(URI.create("https://api.example.com")));
        assertThat(Patient.line(refused.report(), "D-11", "call")).isEqualTo("not called: there is no token");
        Patient withUser = Patient.granted()
                .told(doctor -> doctor.probe(URI.create("https://user:" + Patient.SECRET + "@api.example.com")));
        assertThat(Patient.line(withUser.report(), "D-11", "call")).contains("user info before its host");
        assertThat(withUser.requests).hasSize(1);
        assertThat(plain.requests).hasSize(1);
        assertThat(refused.requests).hasSize(1);
    }
}
