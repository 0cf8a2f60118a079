package io.reactortoken.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.AccessToken;
import io.reactortoken.TokenConfigurationException;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenSource;
import io.reactortoken.test.ScriptedSource;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Whose token it is, and that no token request needs the token which it is for. */
public interface IsolationRows extends Rows {

    Duration LIFE = Duration.ofHours(1);

    @Test
    @DisplayName("TM-31: one assembled request, 1 000 subscribers with 50 tenants: nobody's token but one's own")
    default void tenantsDoNotMix() {
        new Tenants(bench(), 50).race(1_000);
    }

    @Test
    @DisplayName("TM-31: a function that finds no tenant fails the request, which is not sent")
    default void noTenant() {
        ReplayBench bench = bench();
        Caller caller = bench.caller(Options.resolving(context -> context.get("tenant"), bench.api.origin()));

        StepVerifier.create(bench.get(caller, "/a"))
                .expectError(NoSuchElementException.class)
                .verify(ReplayBench.BOUND);

        assertThat(bench.api.requests()).isZero();
    }

    /** A source whose token request goes through {@code caller}, once that is set. */
    private TokenSource through(AtomicReference<Caller> caller) {
        return TokenSource.of(() -> caller.get()
                .call(Call.post(bench().url("/token")))
                .map(answer -> AccessToken.bearer(answer.body(), LIFE)));
    }

    private void assertReentrant(Caller caller) {
        ReplayBench bench = bench();
        StepVerifier.create(bench.get(caller, "/a"))
                .expectErrorSatisfies(error -> {
                    assertThat(error)
                            .isInstanceOf(TokenConfigurationException.class)
                            .hasMessageContaining("[H-REENTRANT]");
                    assertThat(((TokenConfigurationException) error).code()).isEqualTo(TokenFailure.Code.REN);
                })
                .verify(Duration.ofSeconds(5));
        assertThat(bench.api.requests()).isZero();
    }

    @Test
    @DisplayName(
            "CF-50, RS-37: the token request of a cache goes through the client that it authorizes: an error at once")
    default void reentrantCache() {
        ReplayBench bench = bench();
        AtomicReference<Caller> self = new AtomicReference<>();
        self.set(bench.caller(Options.with(bench.closing(bench.cached(through(self))), bench.api.origin())));

        assertReentrant(self.get());
    }

    @Test
    @DisplayName("CF-50: the same without a cache: no endless recursion")
    default void reentrantSource() {
        ReplayBench bench = bench();
        AtomicReference<Caller> self = new AtomicReference<>();
        self.set(bench.caller(Options.with(through(self), bench.api.origin())));

        assertReentrant(self.get());
    }

    @Test
    @DisplayName("CF-50: the same with a source that is made anew for each request")
    default void reentrantNewSources() {
        ReplayBench bench = bench();
        AtomicReference<Caller> self = new AtomicReference<>();
        self.set(bench.caller(Options.resolving(context -> through(self), bench.api.origin())));

        assertReentrant(self.get());
    }

    @Test
    @DisplayName("CF-51: two clients whose token requests go through each other: an error at once")
    default void reentrantPair() {
        ReplayBench bench = bench();
        AtomicReference<Caller> one = new AtomicReference<>();
        AtomicReference<Caller> other = new AtomicReference<>();
        one.set(bench.caller(Options.with(bench.closing(bench.cached(through(other))), bench.api.origin())));
        other.set(bench.caller(Options.with(bench.closing(bench.cached(through(one))), bench.api.origin())));

        assertReentrant(one.get());
    }

    @Test
    @DisplayName(
            "CF-50, RS-37: a renewal in the background that goes through the client: no token reaches the token endpoint")
    default void reentrantRenewal() {
        ReplayBench bench = bench();
        AtomicReference<Caller> self = new AtomicReference<>();
        TokenSource renewing = through(self);
        ScriptedSource fetches = ScriptedSource.answering(
                number -> number == 1 ? Mono.just(AccessToken.bearer("t1", LIFE)) : renewing.token());
        self.set(bench.caller(Options.with(bench.closing(bench.cached(fetches)), bench.api.origin())));
        bench.expect(bench.get(self.get(), "/a"), "200 ok");

        // inside the last minutes a call is served, and starts a renewal
        bench.time.advance(Duration.ofMinutes(57));
        bench.expect(bench.get(self.get(), "/b"), "200 ok");

        assertThat(fetches.requests()).isEqualTo(2);
        assertThat(bench.api.log()).containsExactly("/a Bearer t1", "/b Bearer t1");
    }

    @Test
    @DisplayName("CF-51: a token request through a client with another token is none of that")
    default void notReentrant() {
        ReplayBench bench = bench();
        bench.api.answering(seen -> Reply.of(200, "t" + seen.authorization().length()));
        AtomicReference<Caller> inner = new AtomicReference<>(bench.caller());

        Caller outer = bench.caller(Options.with(bench.closing(bench.cached(through(inner))), bench.api.origin()));

        bench.expect(bench.get(outer, "/a"), "200 t9");
        assertThat(bench.api.log()).containsExactly("/token Bearer t1", "/a Bearer t9");
    }
}
