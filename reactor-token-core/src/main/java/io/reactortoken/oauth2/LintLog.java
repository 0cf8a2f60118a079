package io.reactortoken.oauth2;

import io.reactortoken.TokenClock;
import io.reactortoken.event.TokenEvent.ClockSkewSeen;
import io.reactortoken.event.TokenEvent.LintFound;
import io.reactortoken.event.TokenEvent.SecretReloaded;
import io.reactortoken.event.TokenEventAudience;
import io.reactortoken.oauth2.internal.answer.Lint;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Operators;
import reactor.util.Logger;
import reactor.util.Loggers;
import reactor.util.context.Context;

/**
 * Tells what is odd: each sort once per source, at WARN if somebody should act, and at DEBUG from then on. Listeners are
 * told each sort once, those that come later too, because much is found when the source is built and its cache is not.
 */
final class LintLog {

    private static final Duration NOTICEABLE_SKEW = Duration.ofSeconds(30);

    /** Not static: each source asks for it, so that a logging system may be chosen at any time before. */
    private final Logger log = Loggers.getLogger(OAuth2.class);

    private final String client;
    private final Map<String, LintFound> found = new ConcurrentHashMap<>();
    private final AtomicReference<TokenEventAudience> audience;

    private final @Nullable Consumer<LintFound> examiner;

    private LintLog(String client, TokenEventAudience audience, @Nullable Consumer<LintFound> examiner) {
        this.client = client;
        this.audience = new AtomicReference<>(audience);
        this.examiner = examiner;
    }

    static LintLog of(RequestParts parts) {
        return new LintLog(parts.client(), parts.audience, parts.examiner);
    }

    /** Adds who is told. */
    void listen(TokenEventAudience more) {
        TokenEventAudience before = audience.getAndUpdate(now -> now.and(more));
        found.values().forEach(event -> more.tellNewcomers(before, event));
    }

    void tell(Lint lint, String origin) {
        LintFound event = new LintFound(client, now(), lint.id(), lint.text(), lint.actionable());
        if (examiner != null) {
            examiner.accept(event);
            return;
        }
        boolean first = found.putIfAbsent(lint.id(), event) == null;
        guarded(() -> {
            if (first && lint.actionable()) {
                log.warn("{} (client={}, as={}) [{}]", lint.text(), client, origin, lint.id());
            } else {
                log.debug("{} (client={}, as={}) [{}]", lint.text(), client, origin, lint.id());
            }
        });
        if (first) {
            audience.get().tell(event);
        }
    }

    /** The server's clock minus ours, after each answer that told it. */
    void skew(Duration skew, String origin) {
        TokenEventAudience told = audience.get();
        if (skew.abs().compareTo(NOTICEABLE_SKEW) > 0 && told.listens()) {
            told.tell(new ClockSkewSeen(client, now(), origin, skew));
        }
    }

    /** A secret was read again, because the server had refused the client. */
    void reloaded(String source, boolean changed) {
        TokenEventAudience told = audience.get();
        if (told.listens()) {
            told.tell(new SecretReloaded(client, now(), source, changed));
        }
    }

    private static Instant now() {
        return Instant.ofEpochMilli(TokenClock.system().epochMillis());
    }

    /** A log that throws is no reason to have no token (CF-23). */
    private static void guarded(Runnable line) {
        try {
            line.run();
        } catch (RuntimeException broken) {
            Operators.onErrorDropped(broken, Context.empty());
        }
    }
}
