package io.reactortoken.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.transport.TokenTransport;
import io.reactortoken.transport.TransportRequest;
import io.reactortoken.transport.TransportResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** The checks of token requests fail when there are too many of them. */
class WatchedTransportTest {

    private static final TransportRequest REQUEST =
            new TransportRequest(URI.create("https://localhost/oauth2/token"), Map.of(), new byte[0]);

    private final Observed observed = Observed.create();
    private final ChaosClock clock = new ChaosClock();
    private final Trouble trouble = new Trouble();

    private WatchedTransport over(TokenTransport actual) {
        return new WatchedTransport("planted", actual, clock, trouble, observed);
    }

    private TransportResponse granted() {
        String body = "{\"access_token\":\"" + observed.ledger().issue("planted", Timing.LIFETIME) + "\"}";
        return new TransportResponse(200, Map.of(), body.getBytes(StandardCharsets.US_ASCII));
    }

    private void ask(WatchedTransport transport, int times) {
        for (int i = 0; i < times; i++) {
            transport.exchange(REQUEST).onErrorComplete().block(Duration.ofSeconds(10));
        }
    }

    private int exceeded() {
        return observed.violations().of(Invariant.BOUNDED_REQUESTS);
    }

    @Test
    @DisplayName("a second request in flight is a violation; one after the other is none, nor one after a cancel")
    void oneAtATime() {
        Sinks.One<TransportResponse> first = Sinks.one();
        WatchedTransport transport = over(request -> first.asMono());
        transport.exchange(REQUEST).subscribe().dispose();
        transport.exchange(REQUEST).subscribe();
        assertThat(observed.violations().of(Invariant.ONE_REQUEST)).isZero();
        assertThat(transport.isBusy()).isTrue();
        transport.exchange(REQUEST).subscribe();
        assertThat(observed.violations().of(Invariant.ONE_REQUEST)).isEqualTo(1);
        first.tryEmitValue(granted()).orThrow();
        assertThat(transport.isBusy()).isFalse();
    }

    @Test
    @DisplayName("a token more than renewals, revocations and jumps explain is a violation")
    void grantedTooOften() {
        WatchedTransport transport = over(request -> Mono.fromSupplier(this::granted));
        ask(transport, 1);
        transport.revoked();
        ask(transport, 1);
        clock.set(Duration.ofMinutes(2));
        ask(transport, 2);
        assertThat(exceeded()).isZero();
        ask(transport, 1);
        assertThat(exceeded()).isEqualTo(1);
    }

    @Test
    @DisplayName("a failed request without trouble is a violation, and one more than trouble explains")
    void failedTooOften() {
        WatchedTransport transport = over(request -> Mono.error(new IOException("refused")));
        ask(transport, 1);
        assertThat(exceeded()).isEqualTo(1);
        trouble.begin();
        WatchedTransport inTrouble = over(request -> Mono.error(new IOException("refused")));
        ask(inTrouble, 3 * 4);
        assertThat(exceeded()).isEqualTo(1);
        ask(inTrouble, 3 * 2);
        assertThat(exceeded()).isGreaterThan(1);
    }

    @Test
    @DisplayName("whether a token is usable follows from the wire: its age by either clock, and revocation")
    void usable() {
        WatchedTransport transport = over(request -> Mono.fromSupplier(this::granted));
        long later = System.nanoTime() + UsableToken.GRACE.multipliedBy(4).toNanos();
        assertThat(transport.usable().since(later)).isFalse();
        ask(transport, 1);
        assertThat(transport.usable().since(later)).isTrue();
        assertThat(transport.usable().since(System.nanoTime())).isFalse();
        clock.set(Timing.LIFETIME);
        assertThat(transport.usable().since(later)).isFalse();
        clock.set(Duration.ZERO);
        observed.ledger().revoke("planted", Duration.ZERO);
        assertThat(transport.usable().since(later)).isFalse();
        assertThat(List.of(observed.ledger().revocations())).containsExactly(1L);
    }
}
