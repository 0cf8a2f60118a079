package io.reactortoken;

import io.reactortoken.ModelLifetimes.Held;
import io.reactortoken.TokenFailure.Code;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A cache as a plain sequential program: it is told what a test does and what the endpoint answers, and says who gets
 * what, and whether a request may be made.
 */
final class CacheModel {

    private record Hold(int failures, Moment until) {}

    private record Rejection(AccessToken token, int inARow, Moment at, long epoch) {}

    private final CachePolicy policy;
    private final ModelLifetimes lifetimes;
    private final Supplier<Moment> clock;
    private final List<String> faults;
    private final Set<String> visited;
    private final Set<AccessToken> gone = new HashSet<>();
    private @Nullable Held held;
    private @Nullable ModelFetch fetch;
    private @Nullable Hold hold;
    private @Nullable Rejection rejection;
    private @Nullable Moment reportedAt;
    private long epoch;
    private long discardBefore;
    private boolean closed;

    /** When the timer of a warm cache fires, by the monotonic clock. */
    private @Nullable Long warmAt;

    CacheModel(CachePolicy policy, Supplier<Moment> clock, List<String> faults, Set<String> visited) {
        this.policy = policy;
        this.lifetimes = new ModelLifetimes(policy);
        this.clock = clock;
        this.faults = faults;
        this.visited = visited;
    }

    @Nullable
    AccessToken current() {
        return held == null ? null : held.token;
    }

    /** Somebody subscribes. */
    void get(ModelObserver observer) {
        Moment now = clock.get();
        Held token = held;
        if (closed) {
            visited.add("a subscription after the end");
            observer.expectedError = Code.CLS;
        } else if (token != null && (token.isTrusted(now) || !now.isAtOrAfter(token.end))) {
            serve(observer, token, now);
        } else if (fetch != null) {
            fetch.waiting.add(observer);
        } else if (isOnHold(now)) {
            observer.expectedError = Code.HLD;
        } else {
            begin(now).waiting.add(observer);
        }
    }

    private void serve(ModelObserver observer, Held token, Moment now) {
        observer.expectedToken = token.token;
        if (gone.contains(token.token)) {
            faults.add("a token was handed out after it was given up");
        }
        if (token.isTrusted(now)) {
            return;
        }
        if (now.nanosSince(token.sent) >= token.lifetime) {
            faults.add("a dead token was handed out");
        }
        if (!now.isAtOrAfter(token.due)) {
            token.lookedAt(now);
        } else if (fetch == null && !isOnHold(now)) {
            begin(now);
        }
    }

    private boolean isOnHold(Moment now) {
        return hold != null && !now.isAtOrAfter(hold.until);
    }

    private ModelFetch begin(Moment now) {
        return begin(now, now.plus(policy.acquisitionTimeout().toNanos()));
    }

    private ModelFetch begin(Moment now, Moment deadline) {
        ModelFetch next = new ModelFetch(epoch, now, deadline);
        fetch = next;
        return next;
    }

    /** The warm timer, if it was due: a renewal where one is, else the timer is set again. Its request comes at once. */
    private void fireWarmTimer(Moment now) {
        while (warmAt != null && warmAt <= now.elapsedNanos() && !closed) {
            Moment fired = now.earlier(warmAt);
            warmAt = null;
            boolean due = held != null && fired.isAtOrAfter(held.due);
            if (due && fetch == null && !isOnHold(fired)) {
                visited.add("a renewal without traffic");
                begin(fired);
            } else if (fetch == null) {
                planWarmTimer(fired);
            }
        }
    }

    private void planWarmTimer(Moment now) {
        if (policy.keepWarm() && held != null) {
            long untilHoldEnds = hold == null ? 0 : now.nanosUntil(hold.until);
            warmAt = now.elapsedNanos() + Math.max(now.nanosUntil(held.due), untilHoldEnds);
        }
    }

    /** The source is asked: only as a flight begins, or as the backoff of its last attempt ends. */
    void asked() {
        Moment now = clock.get();
        fireWarmTimer(now);
        ModelFetch current = fetch;
        if (current == null || current.runs || current.nextAt != now.elapsedNanos()) {
            faults.add("a request that was not due at " + now);
            return;
        }
        current.runs = true;
        current.sent = now;
        current.attempts++;
    }

    void arrived(AccessToken token) {
        Moment now = clock.get();
        ModelFetch landed = fetch;
        fetch = null;
        if (landed == null) {
            faults.add("an answer for nobody");
            return;
        }
        boolean revoked = rejection != null && landed.epoch < rejection.epoch && rejection.token.equals(token);
        if (landed.epoch < discardBefore || revoked) {
            if (landed.isAwaited()) {
                begin(now, landed.deadline).waiting.addAll(landed.waiting);
            }
            return;
        }
        if (landed.isAwaited() && policy.resumeOn() != null) {
            visited.add("a waiter that resumes on a scheduler");
        }
        commit(token, landed.sent, now);
        landed.waiting.forEach(observer -> observer.expectedToken = token);
    }

    @SuppressWarnings("ReferenceEquality") // the same instance was not issued again
    private void commit(AccessToken token, Moment sent, Moment now) {
        boolean known = token.equals(current()) || (rejection != null && rejection.token.equals(token));
        Moment anchor = held != null && held.token == token ? held.sent : sent;
        gone.remove(token);
        held = lifetimes.hold(token, anchor, now, known);
        hold = held == null ? new Hold(0, now.plus(policy.minimumInterval().toNanos())) : null;
        planWarmTimer(now);
    }

    void failed(Code code, boolean retryable, Duration asked) {
        Moment now = clock.get();
        ModelFetch current = fetch;
        if (current == null) {
            faults.add("a failure for nobody");
            return;
        }
        current.runs = false;
        int allowed = current.isAwaited() ? policy.retry().attempts() : 1;
        long added = (long) (asked.toNanos() * (policy.random().nextDouble() / 5));
        long wait = Math.max(lifetimes.spread(policy.retry().backoff(), current.attempts), asked.toNanos() + added);
        if (retryable && current.attempts < allowed && wait < now.nanosUntil(current.deadline)) {
            current.nextAt = now.elapsedNanos() + wait;
        } else {
            end(current, code, retryable, asked, now);
        }
    }

    /** The deadline, and nothing else while the source is open, takes a request back. */
    void cancelled() {
        Moment now = clock.get();
        ModelFetch current = fetch;
        if (closed) {
            return;
        }
        if (current == null || now.elapsedNanos() != current.deadline.elapsedNanos()) {
            faults.add("a request was cancelled at " + now);
        } else {
            end(current, Code.TMO, true, Duration.ZERO, now);
        }
    }

    private void end(ModelFetch current, Code code, boolean retryable, Duration asked, Moment now) {
        fetch = null;
        int failures = (hold == null ? 0 : hold.failures) + 1;
        long own;
        if (held != null && !now.isAtOrAfter(held.end)) {
            own = lifetimes.spread(policy.holds().renewal(), failures);
        } else if (retryable) {
            own = lifetimes.spread(policy.holds().transientFailure(), failures);
        } else {
            own = ModelLifetimes.backoff(policy.holds().permanentFailure(), failures);
        }
        long longest = Duration.ofHours(1).toNanos();
        hold = new Hold(failures, now.plus(Math.max(own, Math.min(asked.toNanos(), longest))));
        current.waiting.forEach(observer -> observer.expectedError = code);
        planWarmTimer(now);
    }

    void invalidate(AccessToken token) {
        Moment now = clock.get();
        Held refused = held;
        if (closed || refused == null || !refused.token.equals(token)) {
            return;
        }
        long age = ModelLifetimes.minimumAge(refused);
        int inARow = inARow(refused, now);
        reportedAt = now;
        if (now.nanosSince(refused.sent) >= age && !tooSoon(age, inARow, now)) {
            rejection = new Rejection(token, inARow + 1, now, ++epoch);
            giveUp();
        }
    }

    private int inARow(Held refused, Moment now) {
        boolean quiet = reportedAt == null || now.isAtOrAfter(reportedAt.plus(ModelLifetimes.quietTime(refused)));
        return rejection == null || quiet ? 0 : rejection.inARow;
    }

    private boolean tooSoon(long age, int inARow, Moment now) {
        if (rejection == null || age == 0) {
            return false;
        }
        Backoff apart =
                new Backoff(Duration.ofNanos(age), policy.forcedRefresh().longestInterval());
        return !now.isAtOrAfter(rejection.at.plus(ModelLifetimes.backoff(apart, inARow + 1)));
    }

    void evict() {
        if (closed) {
            return;
        }
        discardBefore = ++epoch;
        giveUp();
    }

    private void giveUp() {
        if (held != null) {
            gone.add(held.token);
        }
        held = null;
    }

    /** Between two steps: what had to be asked was asked, and nothing runs past its deadline. */
    void check() {
        Moment now = clock.get();
        fireWarmTimer(now);
        ModelFetch current = fetch;
        if (current != null && !current.runs && current.nextAt <= now.elapsedNanos()) {
            faults.add("no request was made, although one was due at " + current.nextAt);
        }
        if (current != null && current.deadline.elapsedNanos() <= now.elapsedNanos()) {
            faults.add("a flight outlived its deadline");
        }
    }

    /** Who still waits is told that the source is closed. */
    void dispose() {
        closed = true;
        if (fetch != null) {
            fetch.waiting.forEach(observer -> observer.expectedError = Code.CLS);
        }
        fetch = null;
        held = null;
    }
}
