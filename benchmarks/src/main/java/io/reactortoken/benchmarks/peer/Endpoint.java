package io.reactortoken.benchmarks.peer;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;

/** The token endpoint that every peer asks. No socket: what is measured is what the peer does around a request. */
public final class Endpoint {

    /** What it answers. */
    public record Issued(String text, Instant issuedAt, Duration lifetime) {

        Instant expiresAt() {
            return issuedAt.plus(lifetime);
        }
    }

    private final Duration lifetime;
    private final Duration renewBefore;
    private final Mono<?> answer;
    private final AtomicInteger requests = new AtomicInteger();
    private final Map<String, Long> expiry = new ConcurrentHashMap<>();
    private volatile boolean down;

    private Endpoint(Duration lifetime, Duration renewBefore, Mono<?> answer) {
        this.lifetime = lifetime;
        this.renewBefore = renewBefore;
        this.answer = answer;
    }

    /** Its tokens live for a day, and it answers at once. */
    public static Endpoint instant() {
        return new Endpoint(Duration.ofDays(1), Duration.ofMinutes(1), Mono.empty());
    }

    /** It takes a while to answer. */
    public Endpoint taking(Duration delay) {
        return answeringOn(Mono.delay(delay));
    }

    /** It answers a request when this ends. */
    public Endpoint answeringOn(Mono<?> signal) {
        return new Endpoint(lifetime, renewBefore, signal);
    }

    /** Its tokens live for a while, and a peer that can be told so renews them a while before. */
    public Endpoint living(Duration life, Duration renewal) {
        return new Endpoint(life, renewal, answer);
    }

    Duration lifetime() {
        return lifetime;
    }

    Duration renewBefore() {
        return renewBefore;
    }

    /** From now on it refuses, or no longer. */
    public void down(boolean refuses) {
        this.down = refuses;
    }

    /** {@return how often it was asked} */
    public int requests() {
        return requests.get();
    }

    /** {@return whether a token with this text is past its end} */
    public boolean isExpired(String text) {
        Long end = expiry.get(text);
        return end != null && System.nanoTime() - end > 0;
    }

    /** One request for each subscription. */
    Mono<Issued> issue() {
        return Mono.defer(() -> {
            int number = requests.incrementAndGet();
            if (down) {
                return Mono.error(new IllegalStateException("the token endpoint is down"));
            }
            return answer.then(Mono.fromSupplier(() -> issued(number)));
        });
    }

    private Issued issued(int number) {
        String text = "benchmark-token-" + number;
        expiry.put(text, System.nanoTime() + lifetime.toNanos());
        return new Issued(text, Instant.now(), lifetime);
    }
}
