package io.reactortoken.netty;

import io.reactortoken.AccessToken;
import io.reactortoken.TokenSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import reactor.core.publisher.Mono;

/**
 * A source that remembers, as simple as it gets: {@code t1} until that very token is reported, then what {@code renewal}
 * makes of {@code t2}, and so on.
 */
class CountedTokens implements TokenSource {

    final List<AccessToken> reported = new CopyOnWriteArrayList<>();
    final AtomicInteger fetches = new AtomicInteger(1);

    private final String prefix;
    private final AtomicReference<AccessToken> current;

    CountedTokens(String prefix) {
        this.prefix = prefix;
        this.current = new AtomicReference<>(token(1));
    }

    CountedTokens() {
        this("t");
    }

    private AccessToken token(int number) {
        return AccessToken.bearer(prefix + number, Duration.ofHours(1));
    }

    @Override
    public Mono<AccessToken> token() {
        return Mono.defer(() -> {
            AccessToken held = current.get();
            return reported.isEmpty() ? Mono.just(held) : renewal(held);
        });
    }

    /** For tests in which renewal fails, or takes its time. */
    Mono<AccessToken> renewal(AccessToken held) {
        return Mono.just(held);
    }

    @Override
    public void invalidate(AccessToken rejected) {
        reported.add(rejected);
        AccessToken held = current.get();
        if (held.equals(rejected) && current.compareAndSet(held, token(fetches.get() + 1))) {
            fetches.incrementAndGet();
        }
    }
}
