package io.reactortoken.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler.FirstMatchingCompositeObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Link;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.test.simple.SimpleSpan;
import io.micrometer.tracing.test.simple.SimpleTracer;
import io.reactortoken.AccessToken;
import io.reactortoken.CachedTokenSource;
import io.reactortoken.TokenSource;
import io.reactortoken.test.TestTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;

@DisplayName("the span of a fetch")
class TokenFetchTracingTest {

    private static final AccessToken TOKEN = AccessToken.bearer("canary-token", Duration.ofHours(1));

    private final SimpleTracer tracer = new SimpleTracer();
    private final ObservationRegistry registry = ObservationRegistry.create();

    private void trace(boolean linking) {
        var usual = new DefaultTracingObservationHandler(tracer);
        registry.observationConfig()
                .observationHandler(
                        linking
                                ? new FirstMatchingCompositeObservationHandler(
                                        new TokenFetchTracingHandler(tracer), usual)
                                : usual);
    }

    private SimpleSpan named(String name) {
        return tracer.getSpans().stream()
                .filter(span -> name.equals(span.getName()))
                .findFirst()
                .orElseThrow();
    }

    private void fetchInsideOf(Observation caller) {
        try (CachedTokenSource tokens = TokenObservations.of(registry)
                .observe(TokenSource.fixed(TOKEN))
                .cache(TestTime.create().policy().name("billing").build())) {
            caller.scoped(() -> tokens.token().block());
        }
        caller.stop();
    }

    @ParameterizedTest(name = "with our handler: {0}")
    @ValueSource(booleans = {true, false})
    @DisplayName("has no parent, although the span of the caller that started it is current on its thread")
    void noParent(boolean linking) {
        trace(linking);
        fetchInsideOf(Observation.start("caller", registry));

        SimpleSpan caller = named("caller");
        SimpleSpan fetch = named("token fetch");
        assertThat(fetch.getParentId()).isNullOrEmpty();
        assertThat(fetch.getTraceId()).isNotEqualTo(caller.getTraceId());
        assertThat(fetch.getTags()).containsEntry("outcome", "granted");
        assertThat(tracer.currentSpan()).isNull();
    }

    @Test
    @DisplayName("is linked to the span of that caller, unless Reactor hides him")
    void linked() {
        trace(true);
        fetchInsideOf(Observation.start("caller", registry));

        List<Link> links = named("token fetch").getLinks();
        List<String> expected = Hooks.isAutomaticContextPropagationEnabled()
                ? List.of()
                : List.of(named("caller").getSpanId());
        assertThat(links).extracting(link -> link.getTraceContext().spanId()).isEqualTo(expected);
    }

    @Test
    @DisplayName(
            "without a cache is the child of the observation in the caller's Context, and tells code and kind of an error")
    void child() {
        trace(true);
        Observation caller = Observation.start("caller", registry);
        TokenObservations.of(registry)
                .observe(() -> Mono.error(new IllegalStateException("canary-secret")))
                .token()
                .contextWrite(context -> context.put(FetchListener.KEY, caller))
                .onErrorComplete()
                .block();
        caller.stop();

        SimpleSpan fetch = named("token fetch");
        assertThat(fetch.getParentId()).isEqualTo(named("caller").getSpanId());
        assertThat(fetch.getLinks()).isEmpty();
        assertThat(fetch.getError()).hasMessage("java.lang.IllegalStateException");
    }
}
