package io.reactortoken;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * One fetch, with its attempts, its deadline and those who wait for it. It belongs to the cache and to no subscriber: it
 * has a Context of its own, and ends once, by a token, a failure, its deadline or {@link #abort}.
 */
final class Flight implements CoreSubscriber<AccessToken> {

    final Waiters waiters = new Waiters();
    /** What is told of its attempts. */
    final FlightEvents events;
    /** The cache's epoch in which it began. */
    final long epoch;
    /** It may only look for another credential, because the cache is on hold. */
    final boolean looks;

    private final TokenCache cache;
    private final CachePolicy policy;
    private final Context context;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Disposable.Swap timer = Disposables.swap();
    private final Upstream upstream = new Upstream();

    private final Now deadline;
    private volatile Now sentAt;
    private @Nullable AccessToken arrived;

    Flight(TokenCache cache, CachePolicy policy, long epoch, FlightChain callers, Now deadline, boolean looks) {
        this.cache = cache;
        this.policy = policy;
        this.epoch = epoch;
        this.events = new FlightEvents(cache, policy);
        this.looks = looks;
        this.context = callers.with(cache).asContext();
        this.sentAt = Now.read(policy.clock());
        this.deadline = deadline;
    }

    /** Called once, by whoever put it into the state. Whatever is thrown on the way ends it: the slot must not stay taken. */
    void start() {
        if (ended.get()) {
            return; // closed between the compare-and-set and here
        }
        try {
            if (startTimer()) {
                fetch().subscribe(this);
            }
        } catch (Throwable thrown) {
            broken(thrown);
        }
    }

    private boolean startTimer() {
        long timeout = deadline.nanos() - policy.clock().nanoTime();
        try {
            timer.update(policy.scheduler().schedule(this::timeOut, timeout, TimeUnit.NANOSECONDS));
            return true;
        } catch (RejectedExecutionException disposed) {
            fail(Failures.timersRefused(policy.name(), disposed));
            return false;
        }
    }

    /** contextWrite, although the Context is this subscriber's already: it also hides the caller's ThreadLocals. */
    private Mono<AccessToken> fetch() {
        return new GuardedMono(Mono.defer(this::attempt), this::broken)
                .retryWhen(new FlightRetry(this, policy))
                .contextWrite(own -> own);
    }

    /** Something was thrown that should have been signalled. */
    private void broken(Throwable thrown) {
        upstream.cancel();
        fail(Failures.classify(thrown));
        if (thrown instanceof VirtualMachineError) {
            Exceptions.throwIfJvmFatal(thrown);
        }
    }

    private Mono<AccessToken> attempt() {
        Now now = Now.read(policy.clock());
        sentAt = now;
        events.begin(now, waiters);
        return looks && cache.source() instanceof CredentialedSource credentialed
                ? credentialed.tokenByNewCredential()
                : cache.source().token();
    }

    Now deadline() {
        return deadline;
    }

    /** For when the timer was lost: by the clock that the timer goes by, a sleep of the machine does not count. */
    void endIfOverdue(Now now) {
        if (now.nanos() - deadline.nanos() >= 0) {
            timeOut();
        }
    }

    private void timeOut() {
        upstream.cancel();
        fail(Failures.late(policy.acquisitionTimeout().toMillis()));
    }

    /** Ends it from outside: the cache is closed. */
    void abort(TokenException reason) {
        upstream.cancel();
        if (ended.compareAndSet(false, true)) {
            refuse(reason);
        }
    }

    @Override
    public Context currentContext() {
        return context;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        upstream.set(subscription);
    }

    @Override
    public void onNext(AccessToken token) {
        if (arrived == null) {
            arrived = token;
        }
    }

    @Override
    public void onComplete() {
        AccessToken token = arrived;
        if (token == null) {
            fail(Failures.empty());
        } else if (ended.compareAndSet(false, true)) {
            cache.land(this, token, sentAt);
        }
    }

    @Override
    public void onError(Throwable error) {
        if (ended.get()) {
            Dropped.error(error);
        } else {
            fail(Failures.classify(error));
        }
    }

    private void fail(TokenException unnamed) {
        if (ended.compareAndSet(false, true)) {
            TokenFailure facts = unnamed.failure();
            TokenException failure = facts.client().isEmpty() && !policy.name().isEmpty()
                    ? unnamed.with(facts.client(policy.name()))
                    : unnamed;
            cache.failed(this, failure);
        }
    }

    /** The end for those who wait: the token; or, if that is null, the next flight. */
    void wake(@Nullable AccessToken token, @Nullable Flight next) {
        int waited = waiters.count();
        if (token == null) {
            move(next);
        } else {
            end(waiter -> waiter.complete(token));
        }
        events.succeeded(token != null, waited);
        if (next != null) {
            next.start();
        }
    }

    /** The end for those who wait: an exception for each, around the shared one. */
    void refuse(TokenException failure) {
        int waited = waiters.count();
        end(waiter -> waiter.fail(failure.copy(failure.failure())));
        events.failed(failure, waited);
    }

    /** Nobody gets the token that came. Who waits joins the next flight; who is late looks at the state again. */
    private void move(@Nullable Flight next) {
        Consumer<Waiter> lookAgain = resumed(cache::serveAgain);
        timer.dispose();
        // on this thread, also where resumption has a scheduler: the next flight must know who waits for it
        waiters.close(waiter -> {
            if (next == null || !next.waiters.join(waiter)) {
                lookAgain.accept(waiter);
            }
        });
    }

    private void end(Consumer<Waiter> outcome) {
        timer.dispose();
        waiters.close(resumed(outcome));
    }

    private Consumer<Waiter> resumed(Consumer<Waiter> outcome) {
        return policy.resumeOn() == null ? outcome : new Resumption(policy.resumeOn(), outcome);
    }
}
