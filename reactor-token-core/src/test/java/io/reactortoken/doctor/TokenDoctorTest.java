package io.reactortoken.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.LogLines;
import io.reactortoken.credential.Secret;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.transport.TransportResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** The doctor as a publisher: when it works, on which thread, and what it leaves behind. */
class TokenDoctorTest {

    @Test
    @DisplayName("6.4 nothing runs before the subscription, and each one examines anew")
    void isCold() {
        // given
        Patient patient = Patient.refused().then(Patient.response(200, Patient.grant(Patient.TOKEN, "3600")));
        // when
        Mono<Report> reports = patient.doctor().run();
        // then
        assertThat(patient.requests).isEmpty();
        StepVerifier.create(reports)
                .assertNext(first -> assertThat(first.healthy()).isFalse())
                .verifyComplete();
        StepVerifier.create(reports)
                .assertNext(second -> assertThat(second.healthy()).isTrue())
                .verifyComplete();
        assertThat(patient.requests).hasSize(2);
    }

    @Test
    @DisplayName("6.4 exactly one token request, also where the program would send a second one: the answer got lost")
    void sendsOneRequest() {
        // given
        Patient lost = Patient.answered(200, "");
        // when
        Report report = lost.report();
        // then
        assertThat(lost.requests).hasSize(1);
        assertThat(report.healthy()).isFalse();
        assertThat(lost.steps).contains("asking the token endpoint, once");
    }

    @Test
    @DisplayName("6.4 exactly one token request, also where the secret has changed by the time that it is refused")
    void sendsNoSecondSecret() {
        // given
        List<String> secrets = new ArrayList<>(List.of(Patient.SECRET, Patient.SECRET, "another-one"));
        Patient patient = Patient.refused().secret(new ScriptedSecrets(secrets));
        // when
        Report report = patient.report();
        // then
        assertThat(patient.requests).hasSize(1);
        assertThat(Patient.hints(report)).startsWith("H-CLIENT");
    }

    @Test
    @DisplayName("6.4 it works and signals on boundedElastic, and not on the thread that subscribes")
    void blocksNobody() {
        // given
        AtomicBoolean onElastic = new AtomicBoolean();
        Patient patient = Patient.granted().secret(new ScriptedSecrets(new ArrayList<>(List.of("a-b-c", "a-b-c"))) {
            @Override
            public Mono<Secret> secret() {
                onElastic.set(Thread.currentThread().getName().startsWith("boundedElastic"));
                return super.secret();
            }
        });
        // when
        String thread = patient.doctor()
                .run()
                .map(report -> Thread.currentThread().getName())
                .subscribeOn(Schedulers.parallel())
                .block();
        // then
        assertThat(thread).startsWith("boundedElastic");
        assertThat(onElastic).isTrue();
    }

    @Test
    @DisplayName("6.4 a cancel reaches the request that is on its way")
    void cancels() throws InterruptedException {
        // given
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch cancelled = new CountDownLatch(1);
        Mono<TransportResponse> silence = Mono.<TransportResponse>never()
                .doOnSubscribe(subscription -> asked.countDown())
                .doOnCancel(cancelled::countDown);
        Patient patient = Patient.at(Patient.URI).then(silence);
        // when
        var running = patient.doctor().run().subscribe();
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        running.dispose();
        // then
        assertThat(cancelled.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    @DisplayName("6.4 a server that says nothing is a finding when the deadline is over")
    void endsByItself() {
        Patient patient = Patient.at(Patient.URI).then(Mono.never());
        StepVerifier.withVirtualTime(() -> patient.doctor().run())
                .thenAwait(Duration.ofSeconds(31))
                .assertNext(report -> assertThat(Patient.hints(report)).containsExactly("H-SLOW"))
                .verifyComplete();
    }

    @Test
    @DisplayName("6.4 neither log nor listeners are told: what is odd is in the report")
    void leavesNoTrace() {
        List<Object> told = new ArrayList<>();
        Patient patient = Patient.answered(
                        200, "{\"access_token\":\"" + Patient.TOKEN + "\",\"token_type\":\"bearer\"}")
                .with(request -> request.listener(told::add));
        try (LogLines log = LogLines.listen()) {
            Report report = patient.report();
            assertThat(Patient.hints(report)).contains("L-NO-EXPIRES-IN");
            assertThat(log.of("WARN")).isEmpty();
        }
        assertThat(told).isEmpty();
    }

    @Test
    @DisplayName("6.4 a request that cannot be built is a report like any other, and nothing is sent")
    void reportsWhatCannotBeBuilt() {
        Patient patient = Patient.at("http://id.example.com/token");
        Report report = patient.report();
        assertThat(patient.requests).isEmpty();
        assertThat(Patient.hints(report)).startsWith("H-URI");
        assertThat(Patient.line(report, "D-06", "request")).isEqualTo("no token request was sent");
    }

    @Test
    @DisplayName("6.4 a transport that throws is a finding, and what it threw is not shown")
    void survivesATransport() {
        Patient patient = Patient.at(Patient.URI).then(Mono.error(new IllegalStateException(Patient.SECRET)));
        Report report = patient.report();
        assertThat(Patient.hints(report)).startsWith("H-TRANSPORT");
    }

    @Test
    @DisplayName("6.4 a source that throws where it is asked for its name costs its lines, and no report")
    void survivesANamelessSource() {
        SecretSource nameless = new SecretSource() {
            @Override
            public Mono<Secret> secret() {
                return Mono.fromSupplier(() -> Secret.of(Patient.SECRET));
            }

            @Override
            public String description() {
                throw new IllegalStateException(Patient.SECRET);
            }
        };
        Report report = Patient.refused().secret(nameless).report();
        assertThat(Patient.line(report, "D-01", "failed")).startsWith("java.lang.IllegalStateException; ");
        assertThat(Patient.line(report, "D-02", "failed")).startsWith("java.lang.IllegalStateException; ");
        assertThat(report.sections()).hasSize(14);
        assertThat(report.healthy()).isFalse();
    }

    @Test
    @DisplayName("6.4 a secret source that fails is a finding")
    void survivesASecretSource() {
        Patient patient = Patient.at(Patient.URI).secret(SecretSource.env("REACTOR_TOKEN_DOCTOR_UNSET"));
        Report report = patient.report();
        assertThat(Patient.hints(report)).startsWith("H-ENV-VAR");
        assertThat(patient.requests).isEmpty();
    }
}
