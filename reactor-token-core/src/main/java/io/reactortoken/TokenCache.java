package io.reactortoken;

import static java.util.Objects.requireNonNull;

import io.reactortoken.CacheState.Hold;
import io.reactortoken.CacheState.Phase;
import io.reactortoken.event.EventOrigin;
import io.reactortoken.event.TokenEventAudience;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

/**
 * The shell around the state: it reads the clocks, asks {@link CacheTransitions} for the next state, compares and sets,
 * and only then acts. Every write is a compare-and-set from the very state that was read; who loses looks again.
 *
 * <p>There may be a hundred thousand of these: a field more costs each of them. What all caches of a policy share is the
 * policy's, and what {@link #token()} returns is made for each call.
 */
class TokenCache implements CachedTokenSource, EventOrigin {

    private static final AtomicReferenceFieldUpdater<TokenCache, CacheState> STATE =
            AtomicReferenceFieldUpdater.newUpdater(TokenCache.class, CacheState.class, "state");

    private final TokenSource source;
    private final CachePolicy policy;

    private volatile CacheState state = CacheState.Full.EMPTY;

    TokenCache(TokenSource source, CachePolicy policy) {
        this.source = requireNonNull(source, "source");
        this.policy = requireNonNull(policy, "policy");
    }

    static TokenCache over(TokenSource source, CachePolicy policy) {
        return policy.keepWarm() ? new WarmCache(source, policy) : new TokenCache(source, policy);
    }

    /** A new cache over the same source, seen through an operator. */
    TokenCache through(UnaryOperator<Mono<AccessToken>> operator) {
        return over(DelegatingSource.over(source, operator), policy);
    }

    CacheState state() {
        return state;
    }

    TokenClock clock() {
        return policy.clock();
    }

    TokenSource source() {
        return source;
    }

    @Override
    public Mono<AccessToken> token() {
        return TokenMono.of(this);
    }

    /** Everything but a plain hit. */
    void serve(CoreSubscriber<? super AccessToken> actual) {
        CacheState seen = state;
        Now now = Now.read(policy.clock());
        HeldToken held = seen.held();
        Phase phase = seen.phase(now);
        if (held == null || phase == Phase.EMPTY) {
            Waiter waiter = new Waiter(actual);
            actual.onSubscribe(waiter);
            await(waiter, FlightChain.of(actual.currentContext()));
        } else if (phase == Phase.FRESH) {
            held.openWindow(now);
            TokenMono.emit(actual, held.token);
        } else if (seen.flight() != null
                && FlightChain.of(actual.currentContext()).contains(this)) {
            // the renewal would send the held token where a new one is to come from
            Operators.error(actual, Failures.reentrant(policy.name()));
        } else {
            try {
                TokenMono.emit(actual, held.token);
            } finally {
                renew();
            }
        }
    }

    /** Joins the flight, or begins one, or ends the waiter at once; a state that changed meanwhile is looked at again. */
    private void await(Waiter waiter, FlightChain callers) {
        while (!waiter.isOver()) {
            CacheState seen = state;
            Now now = Now.read(policy.clock());
            Phase phase = seen.phase(now);
            HeldToken held = seen.held();
            Flight flight = seen.flight();
            if (phase == Phase.CLOSED) {
                waiter.fail(Failures.closed(policy.name()));
            } else if (held != null && phase != Phase.EMPTY) {
                waiter.complete(held.token);
                return;
            } else if (callers.contains(this)) {
                waiter.fail(Failures.reentrant(policy.name()));
            } else if (flight != null) {
                flight.endIfOverdue(now);
                if (flight.waiters.join(waiter)) {
                    return;
                }
            } else if (seen.isOnHold(now) && !seen.mayLook(now)) {
                waiter.fail(refusal(requireNonNull(seen.hold()), now));
            } else if (begin(seen, waiter, callers)) {
                return;
            }
        }
    }

    /** For a waiter that came to a flight which has nothing for it: the state says what it gets. */
    void serveAgain(Waiter waiter) {
        await(waiter, FlightChain.none());
    }

    private static TokenException refusal(Hold hold, Now now) {
        return Failures.onHold(hold.cause(), Duration.ofNanos(now.nanosUntil(hold.until())));
    }

    private boolean begin(CacheState seen, @Nullable Waiter waiter, FlightChain callers) {
        Now now = Now.read(policy.clock());
        Now deadline = now.plus(Times.nanos(policy.acquisitionTimeout()));
        Flight flight = new Flight(this, policy, seen.epoch(), callers, deadline, seen.isOnHold(now));
        if (waiter != null) {
            flight.waiters.join(waiter);
        }
        boolean ours = STATE.compareAndSet(this, seen, seen.withFlight(flight));
        if (ours) {
            flight.start();
        }
        return ours;
    }

    /** Starts a renewal if one is due, none runs and no hold is on. A warm cache goes on after the token expired. */
    final void renew() {
        CacheState seen = state;
        Now now = Now.read(policy.clock());
        Phase phase = seen.phase(now);
        boolean due = phase == Phase.STALE || (policy.keepWarm() && phase == Phase.EMPTY && seen.held() != null);
        Flight running = seen.flight();
        if (running != null) {
            running.endIfOverdue(now);
        } else if (due && (!seen.isOnHold(now) || seen.mayLook(now))) {
            begin(seen, null, FlightChain.none());
        }
    }

    /** A flight has ended, and all have been woken. */
    void plan() {}

    /**
     * A flight brings a token: publish, free the slot, wake, and only then plan and tell. If the token does not count any
     * more, those who waited for it wait for another flight.
     */
    void land(Flight flight, AccessToken arrived, Now sentAt) {
        for (; ; ) {
            CacheState seen = state;
            Now now = Now.read(policy.clock());
            boolean counts = policy.transitions().counts(seen, flight, arrived);
            AccessToken given = counts ? arrived : null;
            if (seen.flight() != flight) {
                flight.wake(given, null);
                return;
            }
            Flight next = counts || flight.waiters.isEmpty()
                    ? null
                    : new Flight(this, policy, seen.epoch(), FlightChain.none(), flight.deadline(), false);
            CacheState landed =
                    counts ? policy.transitions().committed(seen, arrived, sentAt, now) : seen.withFlight(next);
            if (STATE.compareAndSet(this, seen, landed)) {
                flight.wake(given, next);
                plan();
                changed(seen, landed, now);
                return;
            }
        }
    }

    /** A flight brings none. The order is that of {@link #land}. */
    void failed(Flight flight, TokenException failure) {
        for (; ; ) {
            CacheState seen = state;
            if (seen.flight() != flight) {
                flight.refuse(failure);
                return;
            }
            Now now = Now.read(policy.clock());
            Hold inVain = flight.looks && failure.code() == TokenFailure.Code.HLD ? seen.hold() : null;
            CacheState next = inVain == null
                    ? policy.transitions().failed(seen, failure, now, source instanceof CredentialedSource)
                    : policy.transitions().lookedInVain(seen, inVain, now);
            if (STATE.compareAndSet(this, seen, next)) {
                flight.refuse(inVain == null ? failure : refusal(inVain, now));
                plan();
                changed(seen, next, now);
                return;
            }
        }
    }

    @Override
    public Optional<AccessToken> usable() {
        CacheState seen = state;
        HeldToken held = seen.held();
        if (held != null && held.isFreshAt(policy.clock().epochMillis())) {
            return Optional.of(held.token);
        }
        Phase phase = seen.phase(Now.read(policy.clock()));
        return held == null || phase == Phase.EMPTY ? Optional.empty() : Optional.of(held.token);
    }

    @Override
    public TokenHealth health() {
        return CacheHealth.of(state, Now.read(policy.clock()), client());
    }

    @Override
    public void invalidate(AccessToken rejected) {
        requireNonNull(rejected, "rejected");
        Now now = Now.read(policy.clock());
        change(seen -> policy.transitions().rejected(seen, rejected, now), now);
    }

    @Override
    public void evict() {
        change(policy.transitions()::evicted, Now.read(policy.clock()));
    }

    @Override
    public void dispose() {
        Now now = Now.read(policy.clock());
        for (CacheState seen = state; !seen.closed(); seen = state) {
            CacheState closed = policy.transitions().closed(seen, now);
            if (STATE.compareAndSet(this, seen, closed)) {
                Flight flight = seen.flight();
                if (flight != null) {
                    flight.abort(Failures.closed(policy.name()));
                }
                changed(seen, closed, now);
            }
        }
    }

    @Override
    public boolean isDisposed() {
        return state.closed();
    }

    private void change(UnaryOperator<CacheState> transition, Now now) {
        for (; ; ) {
            CacheState seen = state;
            CacheState next = transition.apply(seen);
            if (next == seen || STATE.compareAndSet(this, seen, next)) {
                changed(seen, next, now);
                return;
            }
        }
    }

    private void changed(CacheState before, CacheState after, Now now) {
        if (before != after) {
            policy.events().changed(source, before, after, now);
        }
    }

    @Override
    public String client() {
        return policy.events().client(source);
    }

    @Override
    public TokenEventAudience audience() {
        return policy.events().audience(source);
    }

    /** Tells the phase, never the token. */
    @Override
    public String toString() {
        return "CachedTokenSource[" + policy.name() + ", " + state.phase(Now.read(policy.clock())) + "]";
    }
}
