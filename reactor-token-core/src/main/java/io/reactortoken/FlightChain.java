package io.reactortoken;

import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * The caches whose fetches led here, carried by the Context of each flight: a fetch that asks for the token which it is
 * fetching would wait for itself (CF-50 to CF-52).
 */
final class FlightChain {

    private static final Object KEY = new Object() {
        @Override
        public String toString() {
            return "io.reactortoken.flights";
        }
    };

    private static final FlightChain NONE = new FlightChain(null, null);

    private final @Nullable TokenCache cache;
    private final @Nullable FlightChain before;

    private FlightChain(@Nullable TokenCache cache, @Nullable FlightChain before) {
        this.cache = cache;
        this.before = before;
    }

    static FlightChain none() {
        return NONE;
    }

    static FlightChain of(ContextView context) {
        FlightChain chain = context.getOrDefault(KEY, NONE);
        return chain == null ? NONE : chain;
    }

    FlightChain with(TokenCache next) {
        return new FlightChain(next, this);
    }

    boolean contains(TokenCache sought) {
        for (FlightChain link = this; link != null; link = link.before) {
            if (link.cache == sought) {
                return true;
            }
        }
        return false;
    }

    Context asContext() {
        return Context.of(KEY, this);
    }

    @Override
    public String toString() {
        return "flights";
    }
}
