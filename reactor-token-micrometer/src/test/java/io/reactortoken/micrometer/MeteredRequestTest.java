package io.reactortoken.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.reactortoken.CachedTokenSource;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.event.TokenEvent;
import io.reactortoken.event.TokenEvent.HoldEntered;
import io.reactortoken.event.TokenEvent.HoldLeft;
import io.reactortoken.oauth2.OAuth2;
import io.reactortoken.oauth2.TokenRequest;
import io.reactortoken.test.FakeAnswer;
import io.reactortoken.test.FakeAuthorizationServer;
import io.reactortoken.test.TestTime;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Sinks;

/** From the server to the scrape, on loopback. */
@DisplayName("a token request with meters and observations")
class MeteredRequestTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String REFUSAL = "{\"error\":\"invalid_client\",\"error_description\":\"canary-description\"}";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ObservationRegistry observations = ObservationRegistry.create();
    private final TestTime time = TestTime.create();
    private final TokenMetrics metrics = TokenMetrics.of(registry);
    private final Sinks.Many<TokenEvent> counted = Sinks.many().replay().all();
    private final List<String> told = new CopyOnWriteArrayList<>();

    private TokenRequest request(FakeAuthorizationServer server) {
        return OAuth2.clientCredentials(server.tokenUri())
                .allowPlaintext()
                .clientId("billing")
                .clientSecret(SecretSource.of("canary-secret"))
                .param("tenant", "canary-parameter")
                .listener(event -> {
                    metrics.onEvent(event);
                    counted.tryEmitNext(event);
                });
    }

    private void awaitCounted(Class<? extends TokenEvent> type) {
        assertThat(counted.asFlux().filter(type::isInstance).blockFirst(LONG)).isNotNull();
    }

    @Test
    @DisplayName(
            "TM-09: a failure, its hold and a success are in the scrape and in the spans, and nothing that is secret")
    void scrape() {
        observations
                .observationConfig()
                .observationHandler(new DefaultMeterObservationHandler(registry))
                .observationHandler(new Teller());
        try (FakeAuthorizationServer server = FakeAuthorizationServer.start()) {
            server.answer(FakeAnswer.json(401, REFUSAL), FakeAnswer.token("canary-token"));
            CachedTokenSource tokens = TokenObservations.of(observations)
                    .observe(request(server).source())
                    .cache(time.policy().build());
            metrics.bind(tokens);
            tokens.token().onErrorComplete().block(LONG);
            awaitCounted(HoldEntered.class);
            assertThat(registry.scrape()).contains("reactor_token_hold_on{client=\"billing\"} 1.0");

            time.advance(Duration.ofMinutes(1));
            tokens.token().block(LONG);
            awaitCounted(HoldLeft.class);
            String scrape = registry.scrape();
            tokens.close();

            assertThat(scrape.lines())
                    .contains(
                            "reactor_token_hold_on{client=\"billing\"} 0.0",
                            "reactor_token_usable{client=\"billing\"} 1.0")
                    .anyMatch(line -> line.startsWith("reactor_token_requests_seconds_count")
                            && line.contains("code=\"OAE\"")
                            && line.contains("kind=\"CLIENT_REFUSED\""))
                    .anyMatch(line -> line.startsWith("reactor_token_fetch_seconds_count")
                            && line.contains("outcome=\"granted\""));
            assertThat(told).hasSizeGreaterThan(2).anyMatch(text -> text.contains("OAE CLIENT_REFUSED H-CLIENT"));
            assertThat(scrape + told).doesNotContain("canary");
        }
    }

    /** Tells all that a handler is given, as one that makes spans would. */
    private final class Teller implements ObservationHandler<Observation.Context> {

        @Override
        public void onStart(Observation.Context context) {
            told.add(String.valueOf(context));
        }

        @Override
        public void onError(Observation.Context context) {
            StringWriter trace = new StringWriter();
            Throwable error = context.getError();
            if (error != null) {
                error.printStackTrace(new PrintWriter(trace, true));
            }
            told.add(trace.toString());
        }

        @Override
        public void onStop(Observation.Context context) {
            told.add(context + " " + context.getAllKeyValues());
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return true;
        }
    }
}
