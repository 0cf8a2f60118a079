package io.reactortoken.micrometer;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * How the observation of a fetch is named. Override what is to be renamed; the rest stays.
 *
 * <p>Called when the fetch begins and again when it has ended: the keys must be the same both times.
 *
 * @since 0.1.0
 */
public interface TokenFetchConvention extends ObservationConvention<TokenFetchContext> {

    /** {@return the name of the observation, and of the timer that Micrometer makes of it} */
    @Override
    default String getName() {
        return "reactor.token.fetch";
    }

    /**
     * Returns the name of the span.
     *
     * @param context of the fetch
     * @return a constant
     */
    @Override
    default String getContextualName(TokenFetchContext context) {
        return "token fetch";
    }

    /**
     * Returns the tags of the span and of the timer: client, outcome, code and kind.
     *
     * @param context of the fetch
     * @return values of which there are few
     */
    @Override
    default KeyValues getLowCardinalityKeyValues(TokenFetchContext context) {
        return KeyValues.of(
                KeyValue.of(TokenTag.CLIENT, context.client()),
                KeyValue.of(TokenTag.OUTCOME, context.outcome()),
                KeyValue.of(TokenTag.CODE, context.code()),
                KeyValue.of(TokenTag.KIND, context.kind()));
    }

    /**
     * Tells whether it is a fetch.
     *
     * @param context of any observation
     * @return true for a {@link TokenFetchContext}
     */
    @Override
    default boolean supportsContext(Observation.Context context) {
        return context instanceof TokenFetchContext;
    }
}
