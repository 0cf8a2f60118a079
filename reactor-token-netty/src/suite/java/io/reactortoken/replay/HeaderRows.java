package io.reactortoken.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reactortoken.AccessToken;
import io.reactortoken.TokenConfigurationException;
import io.reactortoken.TokenResponseException;
import io.reactortoken.TokenSource;
import io.reactortoken.test.ScriptedSource;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.test.StepVerifier;

/** Where the token is written, and where it is not. */
public interface HeaderRows extends Rows {

    private void assertRefused(Caller caller, String url) {
        StepVerifier.create(caller.call(Call.get(url)))
                .expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(TokenConfigurationException.class)
                        .hasMessageContaining("CFG origin not allowed")
                        .hasMessageContaining("[H-ORIGIN]"))
                .verify(ReplayBench.BOUND);
    }

    @Test
    @DisplayName(
            "R6750-02, R6750-03, R6750-12, TM-11, TM-27: one header, Bearer and one space; nothing in URL, cookie or body")
    default void oneHeader() {
        ReplayBench bench = bench();
        TokenSource lower =
                TokenSource.fixed(AccessToken.builder("CNRY").type("bearer").build());
        Caller caller = bench.caller(Options.with(lower, bench.api.origin()));

        caller.call(Call.post(bench.url("/a?b=c")).body(Mono.just("x=1".getBytes(UTF_8))))
                .block(ReplayBench.BOUND);

        Seen seen = bench.api.seen().get(0);
        assertThat(seen.headers().getAll("Authorization")).containsExactly("Bearer CNRY");
        assertThat(seen.path()).isEqualTo("/a?b=c");
        assertThat(seen.text()).isEqualTo("x=1");
        assertThat(seen.headers().entries())
                .filteredOn(header -> header.getValue().contains("CNRY"))
                .hasSize(1);
    }

    @Test
    @DisplayName("R9470-03: nobody looks into a token: one that calls itself over is sent for as long as it was issued")
    default void tokenIsOpaque() {
        ReplayBench bench = bench();
        // {"alg":"none"}.{"exp":1}.
        String jwt = "eyJhbGciOiJub25lIn0.eyJleHAiOjF9.";
        bench.server = ScriptedSource.answering(number -> Mono.just(AccessToken.bearer(jwt, Duration.ofHours(1))));
        Caller caller = bench.caller();

        bench.expect(bench.get(caller, "/a"), "200 ok");
        bench.time.advance(Duration.ofMinutes(30));
        bench.expect(bench.get(caller, "/b"), "200 ok");

        assertThat(bench.api.log()).containsExactly("/a Bearer " + jwt, "/b Bearer " + jwt);
        assertThat(bench.renewals()).isZero();
    }

    @Test
    @DisplayName("R6750-01: an Authorization header that is there is left alone, and its 401 too")
    default void existingHeader() {
        ReplayBench bench = bench();
        bench.api.accepting();

        bench.expect(
                bench.caller()
                        .call(Call.get(bench.url("/a")).header("Authorization", "Basic own"))
                        .map(Answered::line),
                "401 " + Reply.REFUSAL);

        assertThat(bench.api.log()).containsExactly("/a Basic own");
        assertThat(bench.server.requests()).isLessThanOrEqualTo(1);
    }

    @Test
    @DisplayName("R6750-01: an Authorization header that is there gives way, where that is wanted; there is one")
    default void replacedHeader() {
        ReplayBench bench = bench();
        bench.api.accepting("Bearer t2");
        Caller caller = bench.caller(bench.options().and(options -> options.replaceAuthorization = true));

        bench.expect(
                caller.call(Call.get(bench.url("/a")).header("Authorization", "Basic own"))
                        .map(Answered::line),
                "200 ok");

        assertThat(bench.api.log()).containsExactly("/a Bearer t1", "/a Bearer t2");
    }

    @Test
    @DisplayName("RS-35, TM-18: a foreign origin: an error, and not even a connection")
    default void foreignOrigin() {
        ReplayBench bench = bench();
        Api foreign = bench.closing(Api.start(bench.wire()));
        Caller caller = bench.caller();

        assertRefused(caller, foreign.origin() + "/a");
        assertRefused(caller, foreign.origin().replace("://", "://user@") + "/a");

        assertThat(foreign.connections()).isZero();
        bench.expect(bench.get(caller, "/a"), "200 ok");
    }

    @Test
    @DisplayName(
            "RS-35, TM-18: a foreign origin gets the request without a token, where that is wanted; its 401 is not the token's")
    default void foreignOriginIsPassed() {
        ReplayBench bench = bench();
        Api foreign = bench.closing(Api.start(bench.wire()).accepting());
        Caller caller = bench.caller(bench.options().and(options -> options.passForeignOrigins = true));

        bench.expect(caller.call(Call.get(foreign.origin() + "/a")).map(Answered::line), "401 " + Reply.REFUSAL);
        bench.expect(bench.get(caller, "/a"), "200 ok");

        assertThat(foreign.log()).containsExactly("/a -");
        assertThat(bench.api.log()).containsExactly("/a Bearer t1");
    }

    @ParameterizedTest(name = "{displayName} [{0}]")
    @ValueSource(strings = {"localhost:%d", "127.0.0.1.:%d", "x.127.0.0.1:%d", "127.0.0.1"})
    @DisplayName("RS-32, TM-18: only the exact origin is meant")
    default void similarOrigins(String authority) {
        ReplayBench bench = bench();

        assertRefused(
                bench.caller(), bench.wire().scheme() + "://" + String.format(authority, bench.api.port()) + "/a");

        assertThat(bench.api.requests()).isZero();
    }

    @Test
    @DisplayName(
            "RS-39, R6750-10, TM-20: a plaintext origin must be named as such: no predicate sees it, and nothing connects")
    default void plaintext() {
        ReplayBench bench = bench();
        Api plain = bench.closing(Api.start(Wire.HTTP_1));
        Options recognising = Options.with(bench.tokens(), "https://api.example.com")
                .and(options -> options.recognised.add((URI origin) -> true));

        assertRefused(
                bench.integration().caller(recognising, HttpClient.create(bench.pools.of(1))), plain.origin() + "/a");

        assertThat(plain.connections()).isZero();
    }

    @Test
    @DisplayName("R6749-40: an allow-list that allows nobody is refused when built")
    default void emptyAllowList() {
        ReplayBench bench = bench();
        assertThatThrownBy(() -> bench.caller(Options.with(bench.tokens())))
                .isInstanceOf(TokenConfigurationException.class)
                .hasMessageContaining("CFG no origin is allowed");
    }

    @Test
    @DisplayName("RS-62: a source that fails, or has no token, fails the request before it connects")
    default void noToken() {
        ReplayBench bench = bench();
        TokenSource failing = TokenSource.of(() -> Mono.error(new IllegalStateException("down")));
        TokenSource empty = TokenSource.of(Mono::empty);

        StepVerifier.create(bench.get(bench.caller(Options.with(failing, bench.api.origin())), "/a"))
                .expectErrorMessage("down")
                .verify(ReplayBench.BOUND);
        StepVerifier.create(bench.get(bench.caller(Options.with(empty, bench.api.origin())), "/a"))
                .expectError(TokenResponseException.class)
                .verify(ReplayBench.BOUND);

        assertThat(bench.api.connections()).isZero();
    }
}
