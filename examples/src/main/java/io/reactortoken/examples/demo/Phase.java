package io.reactortoken.examples.demo;

import io.reactortoken.examples.demo.Disturbances.Planned;
import io.reactortoken.examples.demo.PhaseResult.Disturbed;
import io.reactortoken.examples.demo.PhaseResult.Tokens;
import java.time.Duration;
import java.util.List;
import org.apache.catalina.LifecycleException;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** One load, the disturbances that go with it, and the counters around both. */
final class Phase {

    private final String title;
    private final Servers servers;
    private final TokenRequestFailures failures;
    private final Disturbances disturbances;
    private final CallLog calls = new CallLog();
    private final long start = System.nanoTime();
    private final Tokens before;

    Phase(String title, Servers servers, TokenRequestFailures failures, List<Planned> plan) {
        this.title = title;
        this.servers = servers;
        this.failures = failures;
        this.disturbances = new Disturbances(servers, plan);
        this.before = total();
    }

    /** Blocks until the load has ended; throws what it ends with. */
    PhaseResult run(Mono<Void> load, ProgressLine progress) throws LifecycleException {
        Disposable disturbing = disturbances.run().subscribe();
        Disposable showing = progress.show(this);
        try {
            load.block();
        } finally {
            disturbing.dispose();
            disturbances.end();
            showing.dispose();
            progress.end(this);
        }
        Disturbed disturbed = new Disturbed(disturbances.revocations(), disturbances.outageTime());
        return new PhaseResult(title, elapsed(), calls, tokens(), disturbed);
    }

    String title() {
        return title;
    }

    CallLog calls() {
        return calls;
    }

    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    Duration tokenAge() {
        return servers.authorization().tokenRequests().sinceLastSuccess();
    }

    boolean outage() {
        return disturbances.outage();
    }

    /** What this phase has cost until now. */
    Tokens tokens() {
        Tokens now = total();
        // the API's 401s that did not reach a caller were replayed
        return new Tokens(
                now.issued() - before.issued(),
                now.failed() - before.failed(),
                now.replays() - before.replays() - calls.unauthorizedCalls());
    }

    private Tokens total() {
        var requests = servers.authorization().tokenRequests();
        return new Tokens(
                requests.successes(),
                requests.refusals() + failures.count(),
                servers.api().requests().unauthorized());
    }
}
