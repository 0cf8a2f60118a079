package io.reactortoken.chaos;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** What the servers know about tokens: whose each is, until when, and whether it was revoked. Real time, no jumps. */
final class Ledger {

    /** How long after its end a token is told from one that never was. */
    private static final long REMEMBERED_NANOS = Duration.ofSeconds(60).toNanos();

    private final Map<String, Issued> tokens = new ConcurrentHashMap<>();
    private final AtomicLong revoked = new AtomicLong();

    /** What an API thinks of a token. */
    enum Verdict {
        GOOD,
        UNKNOWN,
        EXPIRED,
        REVOKED
    }

    private record Issued(String client, long at, long expires, boolean revoked) {

        Issued asRevoked() {
            return new Issued(client, at, expires, true);
        }
    }

    /** {@return a new token} */
    String issue(String client, Duration lifetime) {
        long now = System.nanoTime();
        tokens.values().removeIf(old -> now - old.expires() > REMEMBERED_NANOS);
        String text = Marked.text("token");
        tokens.put(text, new Issued(client, now, now + lifetime.toNanos(), false));
        return text;
    }

    Verdict judge(String token) {
        Issued issued = tokens.get(token);
        if (issued == null) {
            return Verdict.UNKNOWN;
        }
        if (issued.revoked()) {
            return Verdict.REVOKED;
        }
        return System.nanoTime() - issued.expires() >= 0 ? Verdict.EXPIRED : Verdict.GOOD;
    }

    /** {@return the client to which it was issued, or an empty text} */
    String owner(String token) {
        Issued issued = tokens.get(token);
        return issued == null ? "" : issued.client();
    }

    boolean isRevoked(String token) {
        return judge(token) == Verdict.REVOKED;
    }

    /**
     * Revokes what a client has, but for tokens so young that the library does not replace them yet.
     *
     * @return whether there was any
     */
    boolean revoke(String client, Duration olderThan) {
        long now = System.nanoTime();
        AtomicBoolean any = new AtomicBoolean();
        tokens.replaceAll((text, issued) -> {
            boolean lives = !issued.revoked() && now - issued.expires() < 0;
            if (!lives || !issued.client().equals(client) || now - issued.at() <= olderThan.toNanos()) {
                return issued;
            }
            any.set(true);
            return issued.asRevoked();
        });
        if (any.get()) {
            revoked.incrementAndGet();
        }
        return any.get();
    }

    /** {@return how often a client's tokens were revoked} */
    long revocations() {
        return revoked.get();
    }
}
