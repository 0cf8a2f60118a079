package io.reactortoken.micrometer;

import io.micrometer.observation.NullObservation;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.ObservationView;
import io.reactortoken.AccessToken;
import io.reactortoken.FailureKind;
import io.reactortoken.TokenException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.observability.DefaultSignalListener;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** One attempt. Whatever handlers and conventions throw, the signals go on. */
final class FetchListener extends DefaultSignalListener<AccessToken> {

    /** Of ObservationThreadLocalAccessor, which needs a library that may not be there. */
    static final String KEY = "micrometer.observation";

    private static final TokenFetchConvention DEFAULT = new TokenFetchConvention() {};

    private final ObservationRegistry registry;
    private final @Nullable TokenFetchConvention convention;
    private final TokenFetchContext context;
    private final @Nullable ObservationView parent;

    /** Empty before the start and after the end: whoever takes it out may stop it. */
    private final AtomicReference<@Nullable Observation> running = new AtomicReference<>();

    FetchListener(
            ObservationRegistry registry,
            @Nullable TokenFetchConvention convention,
            String client,
            ContextView subscriber) {
        this.registry = registry;
        this.convention = convention;
        this.parent = subscriber.getOrDefault(KEY, null) instanceof ObservationView caller ? caller : null;
        this.context = new TokenFetchContext(client, parent == null ? current(registry) : null);
    }

    /** Where Reactor propagates context by itself, a flight hides the caller's, and nothing is in scope. */
    private static @Nullable Observation current(ObservationRegistry registry) {
        Observation current = registry.getCurrentObservation();
        return current instanceof NullObservation ? null : current;
    }

    @Override
    public void doFirst() {
        guarded(this::start);
    }

    /**
     * In a scope of nothing: else the registry, and behind it the tracer, would take what is current on this thread for the
     * parent, and that is whichever caller came first.
     */
    private void start() {
        Observation.Scope nobody = new NullObservation(registry).openScope();
        try {
            Observation observation = Observation.createNotStarted(convention, DEFAULT, () -> context, registry);
            context.setParentObservation(parent);
            running.set(observation);
            observation.start();
        } finally {
            nobody.close();
        }
    }

    @Override
    public Context addToContext(Context original) {
        Observation observation = running.get();
        return observation == null ? original : original.put(KEY, observation);
    }

    @Override
    public void doOnNext(AccessToken token) {
        end(TagValues.GRANTED, null);
    }

    /** Without a token before. */
    @Override
    public void doOnComplete() {
        end(TagValues.FAILED, FetchFailure.empty());
    }

    @Override
    public void doOnError(Throwable error) {
        end(TagValues.FAILED, error);
    }

    @Override
    public void doOnCancel() {
        end(TagValues.CANCELLED, null);
    }

    private void end(String outcome, @Nullable Throwable error) {
        Observation observation = running.getAndSet(null);
        if (observation == null) {
            return;
        }
        guarded(() -> {
            if (error instanceof TokenException known) {
                String kind = known.failure().kind().map(FailureKind::name).orElse("");
                context.ended(outcome, TagValues.code(known.code().label()), TagValues.kind(kind));
            } else {
                context.ended(outcome, error == null ? TagValues.NONE : TagValues.OTHER, TagValues.NONE);
            }
            if (error != null) {
                observation.error(error instanceof FetchFailure ? error : FetchFailure.of(error));
            }
        });
        guarded(observation::stop);
    }

    private static void guarded(Runnable told) {
        try {
            told.run();
        } catch (Throwable thrown) {
            try {
                Operators.onErrorDropped(thrown, Context.empty());
            } catch (Throwable fromHook) {
                // the hook has been told; the fetch must not suffer for it
            }
        }
    }
}
