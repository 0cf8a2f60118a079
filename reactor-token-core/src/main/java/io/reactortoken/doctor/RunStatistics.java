package io.reactortoken.doctor;

import io.reactortoken.TokenSource;
import io.reactortoken.event.TokenEvent;
import io.reactortoken.event.TokenEvent.HoldEntered;
import io.reactortoken.event.TokenEvent.RequestFailed;
import io.reactortoken.event.TokenEvent.RequestStarted;
import io.reactortoken.event.TokenEvent.TokenRejected;
import io.reactortoken.event.TokenEventListener;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what happens to tokens while a program runs, for {@link TokenDoctor.Builder#stats}. Give it to the token request as
 * a listener, and let callers ask through {@link #counting}. Keeps numbers and the names of the last 20 events.
 *
 * <p>Thread-safe.
 *
 * @since 0.1.0
 */
public final class RunStatistics implements TokenEventListener {

    private static final int MOST_EVENTS = 20;

    private final AtomicReference<Counts> counts = new AtomicReference<>(new Counts(0, 0, 0, 0, 0, List.of()));
    private final LongAdder served = new LongAdder();

    private RunStatistics() {}

    /** {@return statistics that have counted nothing yet} */
    public static RunStatistics create() {
        return new RunStatistics();
    }

    /**
     * Returns a source that counts the tokens it hands out.
     *
     * <p>Its mono is that of {@code source}, with the same signals on the same threads.
     *
     * @param source usually a cache
     * @return a source to ask in its place
     */
    public TokenSource counting(TokenSource source) {
        return TokenSource.delegating(source, token -> token.doOnNext(handedOut -> served.increment()));
    }

    @Override
    public void onEvent(TokenEvent event) {
        counts.updateAndGet(before -> before.and(event));
    }

    Counts counts() {
        return counts.get();
    }

    long served() {
        return served.sum();
    }

    List<String> last() {
        return counts.get().last;
    }

    /** Tells numbers only. */
    @Override
    public String toString() {
        return "RunStatistics[" + counts.get().requests + " requests, " + served.sum() + " served]";
    }

    /** What was told so far. */
    record Counts(long requests, long failures, long renewals, long holds, long rejected, List<String> last) {

        long reactive() {
            return requests - renewals;
        }

        private Counts and(TokenEvent event) {
            List<String> more = new ArrayList<>(last);
            more.add(event.at().truncatedTo(ChronoUnit.SECONDS) + " " + name(event));
            return new Counts(
                    requests + (event instanceof RequestStarted ? 1 : 0),
                    failures + (event instanceof RequestFailed ? 1 : 0),
                    renewals + (event instanceof RequestStarted started && started.renewal() ? 1 : 0),
                    holds + (event instanceof HoldEntered ? 1 : 0),
                    rejected + (event instanceof TokenRejected ? 1 : 0),
                    List.copyOf(more.subList(Math.max(0, more.size() - MOST_EVENTS), more.size())));
        }

        private static String name(TokenEvent event) {
            String name = event.getClass().getSimpleName();
            return event instanceof RequestFailed failed
                    ? name + " " + failed.failure().code() + " "
                            + failed.failure().hint()
                    : name;
        }
    }
}
