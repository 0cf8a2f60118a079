package io.reactortoken.micrometer;

import static java.util.Objects.requireNonNull;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationView;
import io.micrometer.tracing.Link;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingObservationHandler;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the span of a fetch, with a link to the span of the caller that happened to start it
 * ({@link TokenFetchContext#startedBy()}). The Observation API knows no links, so that the usual handler leaves it out.
 *
 * <p>Needs micrometer-tracing, which this module does not bring. Register it before Micrometer's own tracing handler, in one
 * {@link io.micrometer.observation.ObservationHandler.FirstMatchingCompositeObservationHandler} with it: else there are two
 * spans.
 *
 * @since 0.1.0
 */
public final class TokenFetchTracingHandler implements TracingObservationHandler<TokenFetchContext> {

    private final Tracer tracer;

    /**
     * Makes a handler.
     *
     * @param tracer makes the spans
     */
    public TokenFetchTracingHandler(Tracer tracer) {
        this.tracer = requireNonNull(tracer, "tracer");
    }

    @Override
    public void onStart(TokenFetchContext context) {
        Span.Builder builder = tracer.spanBuilder();
        Optional<Span> parent = span(context.getParentObservation());
        builder = parent.isPresent() ? builder.setParent(parent.get().context()) : builder.setNoParent();
        Optional<Span> startedBy = context.startedBy().flatMap(TokenFetchTracingHandler::span);
        if (startedBy.isPresent()) {
            builder = builder.addLink(new Link(startedBy.get()));
        }
        getTracingContext(context).setSpan(builder.name(getSpanName(context)).start());
    }

    private static Optional<Span> span(@Nullable ObservationView observation) {
        return Optional.ofNullable(observation)
                .map(view -> view.getContextView().<TracingContext>get(TracingContext.class))
                .map(TracingContext::getSpan);
    }

    @Override
    public void onStop(TokenFetchContext context) {
        Span span = getRequiredSpan(context);
        span.name(getSpanName(context));
        tagSpan(context, span);
        endSpan(context, span);
    }

    /** {@return true for a fetch} */
    @Override
    public boolean supportsContext(Observation.Context context) {
        return context instanceof TokenFetchContext;
    }

    /** {@return what makes the spans} */
    @Override
    public Tracer getTracer() {
        return tracer;
    }
}
