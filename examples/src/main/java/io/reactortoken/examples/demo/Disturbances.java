package io.reactortoken.examples.demo;

import io.reactortoken.examples.server.LoopbackAuthorizationServer;
import io.reactortoken.examples.server.RevokedTokens;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.catalina.LifecycleException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Revokes live tokens and stops the authorization server, each when it is due and the token has the right age.
 *
 * <p>A token is revoked at 1.5 to 4 s, because the cache does not believe a report about a newer one, and because its
 * renewal is due at 4.5 s. The authorization server stops right after a renewal, and stays away until the token is 5.8 s
 * old: renewals fail meanwhile, and the token still works.
 */
final class Disturbances {

    enum Kind {
        REVOCATION,
        OUTAGE
    }

    record Planned(Kind kind, Duration due) {}

    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration NEW = Duration.ofMillis(500);
    private static final Duration REVOKED_FROM = Duration.ofMillis(1500);
    private static final Duration REVOKED_UNTIL = Duration.ofSeconds(4);
    private static final Duration OUTAGE_UNTIL = Duration.ofMillis(5800);

    private final LoopbackAuthorizationServer authorization;
    private final RevokedTokens revoked;
    private final Deque<Planned> plan;
    private final long start = System.nanoTime();
    private final AtomicInteger revocations = new AtomicInteger();
    private volatile boolean outage;
    private volatile long outageStart;
    private volatile Duration outageTime = Duration.ZERO;

    Disturbances(Servers servers, List<Planned> plan) {
        this.authorization = servers.authorization();
        this.revoked = servers.api().revoked();
        this.plan = new ArrayDeque<>(plan);
    }

    /** Never completes; cancel it when the load ends, and then {@link #end()}. */
    Flux<Void> run() {
        return Flux.interval(LOOK, Schedulers.boundedElastic())
                .onBackpressureDrop()
                .concatMap(tick -> Mono.<Void>fromCallable(() -> {
                    look();
                    return null;
                }));
    }

    private synchronized void look() throws LifecycleException {
        Duration age = authorization.tokenRequests().sinceLastSuccess();
        Planned next = plan.peek();
        if (outage) {
            if (age.compareTo(OUTAGE_UNTIL) >= 0) {
                end();
            }
        } else if (next != null && System.nanoTime() - start >= next.due().toNanos() && happened(next.kind(), age)) {
            plan.remove();
        }
    }

    private boolean happened(Kind kind, Duration age) throws LifecycleException {
        return kind == Kind.REVOCATION ? revoke(age) : stop(age);
    }

    private boolean revoke(Duration age) {
        if (age.compareTo(REVOKED_FROM) < 0 || age.compareTo(REVOKED_UNTIL) > 0 || !revoked.revokeLive()) {
            return false;
        }
        revocations.incrementAndGet();
        return true;
    }

    private boolean stop(Duration age) throws LifecycleException {
        if (age.compareTo(NEW) > 0) {
            return false;
        }
        outageStart = System.nanoTime();
        outage = true;
        authorization.stopConnector();
        return true;
    }

    /** Starts the authorization server again if it is stopped. */
    synchronized void end() throws LifecycleException {
        if (outage) {
            authorization.startConnector();
            outageTime = Duration.ofNanos(System.nanoTime() - outageStart);
            outage = false;
        }
    }

    int revocations() {
        return revocations.get();
    }

    boolean outage() {
        return outage;
    }

    Duration outageTime() {
        return outageTime;
    }
}
