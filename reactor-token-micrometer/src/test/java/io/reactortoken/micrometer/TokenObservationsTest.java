package io.reactortoken.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import io.reactortoken.AccessToken;
import io.reactortoken.CachedTokenSource;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenSource;
import io.reactortoken.test.ScriptedSource;
import io.reactortoken.test.TestTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

@DisplayName("the observation of a fetch")
class TokenObservationsTest {

    private static final AccessToken TOKEN = AccessToken.bearer("canary-token", Duration.ofHours(1));

    private final TestTime time = TestTime.create();
    private final TestObservationRegistry registry = TestObservationRegistry.create();
    private final TokenObservations observations = TokenObservations.of(registry);
    private final ScriptedSource endpoint = ScriptedSource.silent();
    private final CachedTokenSource tokens =
            observations.observe(endpoint).cache(time.policy().name("billing").build());

    private TestObservationRegistryAssert observed() {
        return TestObservationRegistryAssert.assertThat(registry);
    }

    @AfterEach
    void close() {
        tokens.close();
    }

    @Test
    @DisplayName("a fetch that ten callers share is one observation, and hits are none")
    void shared() {
        var callers = new ArrayList<StepVerifier>();
        for (int i = 0; i < 10; i++) {
            callers.add(StepVerifier.create(tokens.token())
                    .expectNext(TOKEN)
                    .expectComplete()
                    .verifyLater());
        }
        endpoint.answer(TOKEN);
        callers.forEach(StepVerifier::verify);
        assertThat(tokens.token().block()).isSameAs(TOKEN);

        observed()
                .hasNumberOfObservationsEqualTo(1)
                .hasObservationWithNameEqualTo("reactor.token.fetch")
                .that()
                .hasContextualNameEqualTo("token fetch")
                .hasBeenStarted()
                .hasBeenStopped()
                .doesNotHaveError()
                .hasLowCardinalityKeyValue("outcome", "granted")
                .hasLowCardinalityKeyValue("code", "none")
                .hasLowCardinalityKeyValue("kind", "none")
                .doesNotHaveParentObservation();
    }

    @Test
    @DisplayName("it is linked to the caller that started it, unless Reactor hides him, and is nobody's child")
    void linked() {
        Observation caller = Observation.start("caller", registry);
        caller.scoped(() -> {
            tokens.token().subscribe();
            assertThat(registry.getCurrentObservation()).as("left as it was").isSameAs(caller);
        });
        endpoint.answer(TOKEN);
        caller.stop();

        observed()
                .hasObservationWithNameEqualTo("reactor.token.fetch")
                .that()
                .doesNotHaveParentObservation()
                .satisfies(context -> assertThat(((TokenFetchContext) context).startedBy())
                        .isEqualTo(
                                Hooks.isAutomaticContextPropagationEnabled() ? Optional.empty() : Optional.of(caller)));
    }

    @Test
    @DisplayName("without a cache there is one caller, and the observation in its Context is the parent")
    void uncached() {
        Observation caller = Observation.start("caller", registry);
        TokenSource source = observations.observe(TokenSource.fixed(TOKEN));

        StepVerifier.create(source.token().contextWrite(c -> c.put(FetchListener.KEY, caller)))
                .expectNext(TOKEN)
                .verifyComplete();
        caller.stop();

        observed()
                .hasObservationWithNameEqualTo("reactor.token.fetch")
                .that()
                .hasParentObservationEqualTo(caller)
                .satisfies(context ->
                        assertThat(((TokenFetchContext) context).startedBy()).isEmpty());
    }

    @Test
    @DisplayName("it is in the Context of the fetch, so that the client that carries it is its child")
    void inTheContext() {
        List<Optional<Object>> seen = new ArrayList<>();
        TokenSource source = observations.observe(() -> Mono.deferContextual(context -> {
            seen.add(context.getOrEmpty(FetchListener.KEY));
            return Mono.just(TOKEN);
        }));
        source.token().block();
        assertThat(seen)
                .singleElement()
                .satisfies(current -> assertThat(current)
                        .hasValueSatisfying(value ->
                                assertThat(((Observation) value).getContext()).isInstanceOf(TokenFetchContext.class)));
    }

    @Test
    @DisplayName("a caller that cancels ends no observation; the close of the cache does, as cancelled")
    void cancel() {
        var caller = tokens.token().subscribe();
        caller.dispose();
        observed().hasObservationWithNameEqualTo("reactor.token.fetch").that().isNotStopped();

        tokens.close();
        observed()
                .hasObservationWithNameEqualTo("reactor.token.fetch")
                .that()
                .hasBeenStopped()
                .hasLowCardinalityKeyValue("outcome", "cancelled");
        assertThat(endpoint.cancelled()).isEqualTo(1);
    }

    @Test
    @DisplayName("each attempt is an observation of its own")
    void attempts() {
        tokens.token().subscribe(token -> {}, error -> {});
        endpoint.fail(new IOException("cut"));
        time.advance(Duration.ofSeconds(5));
        endpoint.answer(TOKEN);

        observed()
                .hasNumberOfObservationsEqualTo(2)
                .hasAnObservationWithAKeyValue("outcome", "failed")
                .hasAnObservationWithAKeyValue("outcome", "granted");
    }

    @Test
    @DisplayName("TM-09: handlers get our code, and of no error its message or cause")
    void errors() {
        Throwable raw = new IllegalStateException("canary-secret", new RuntimeException("canary-cause"));
        StepVerifier.create(observations.observe(() -> Mono.error(raw)).token())
                .verifyErrorSatisfies(error -> assertThat(error).isSameAs(raw));

        observed()
                .hasObservationWithNameEqualTo("reactor.token.fetch")
                .that()
                .hasLowCardinalityKeyValue("code", "other")
                .satisfies(context -> assertThat(context.getError())
                        .hasMessage("java.lang.IllegalStateException")
                        .hasNoCause());

        registry.clear();
        TokenException known = Failing.of(TokenFailure.Code.THR);
        StepVerifier.create(observations.observe(() -> Mono.error(known)).token())
                .verifyErrorSatisfies(error -> assertThat(error).isSameAs(known));
        observed()
                .hasObservationWithNameEqualTo("reactor.token.fetch")
                .that()
                .hasLowCardinalityKeyValue("code", "THR")
                .satisfies(context -> assertThat(context.getError())
                        .hasMessageStartingWith("THR")
                        .hasMessageNotContaining("no answer")
                        .hasNoCause());
    }

    @Test
    @DisplayName("an empty fetch has failed")
    void empty() {
        StepVerifier.create(observations.observe(Mono::empty).token()).verifyComplete();
        observed()
                .hasObservationWithNameEqualTo("reactor.token.fetch")
                .that()
                .hasBeenStopped()
                .hasError()
                .hasLowCardinalityKeyValue("outcome", "failed");
    }

    @Test
    @DisplayName("a convention renames it, also a global one")
    void convention() {
        TokenFetchConvention ours = new TokenFetchConvention() {
            @Override
            public String getName() {
                return "oauth2.token";
            }

            @Override
            public KeyValues getLowCardinalityKeyValues(TokenFetchContext context) {
                return KeyValues.of(KeyValue.of("registration", context.client()));
            }
        };
        observations.convention(ours).observe(TokenSource.fixed(TOKEN)).token().block();
        observed()
                .hasObservationWithNameEqualTo("oauth2.token")
                .that()
                .hasLowCardinalityKeyValue("registration", "none")
                .doesNotHaveLowCardinalityKeyValueWithKey("client");
    }

    @Test
    @DisplayName("a handler that throws harms no fetch, and the observation still ends")
    void throwingHandler() {
        List<Throwable> dropped = new CopyOnWriteArrayList<>();
        Hooks.onErrorDropped(dropped::add);
        try {
            ObservationRegistry broken = ObservationRegistry.create();
            broken.observationConfig().observationHandler(new Broken());
            StepVerifier.create(TokenObservations.of(broken)
                            .observe(TokenSource.fixed(TOKEN))
                            .token())
                    .expectNext(TOKEN)
                    .verifyComplete();
            assertThat(dropped).extracting(Throwable::getMessage).containsExactly("start", "stop");
        } finally {
            Hooks.resetOnErrorDropped();
        }
    }

    private static final class Broken implements ObservationHandler<Observation.Context> {

        @Override
        public void onStart(Observation.Context context) {
            throw new IllegalStateException("start");
        }

        @Override
        public void onStop(Observation.Context context) {
            throw new IllegalStateException("stop");
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return true;
        }
    }

    @Test
    @DisplayName("Micrometer makes a timer of it, with the same keys each time")
    void timer() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        ObservationRegistry observed = ObservationRegistry.create();
        observed.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
        TokenObservations timed = TokenObservations.of(observed);
        timed.observe(TokenSource.fixed(TOKEN)).token().block();
        timed.observe(() -> Mono.error(Failing.of(TokenFailure.Code.NET)))
                .token()
                .onErrorComplete()
                .block();
        assertThat(meters.get("reactor.token.fetch").timers())
                .extracting(timer -> timer.getId().getTag("code"))
                .containsExactlyInAnyOrder("none", "NET");
    }

    @Test
    @DisplayName(
            "a cache is refused, because each hit would be observed; a registry that observes nothing changes nothing")
    void refused() {
        assertThatThrownBy(() -> observations.observe(tokens)).isInstanceOf(IllegalArgumentException.class);
        assertThat(TokenObservations.of(ObservationRegistry.NOOP).observe(endpoint))
                .isSameAs(endpoint);
    }
}
