package io.reactortoken.oauth2;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.AccessToken;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.test.TestTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A key is forgotten, or everything is closed, while its token is on the way. */
class TenantEvictionTest {

    private final TestTime time = TestTime.create();
    private final RegistryPolicy policy = RegistryPolicy.defaults()
            .withCache(time.policy().build())
            .withIdleTime(Duration.ofSeconds(20))
            .withMaximumSize(1);
    private final TenantServer server = TenantServer.silent();
    private final List<AccessToken> received = new ArrayList<>();
    private final List<Throwable> errors = new ArrayList<>();

    enum Way {
        INVALIDATED,
        ALL_INVALIDATED,
        IDLE,
        ONE_TOO_MANY
    }

    private void forget(TokenSources<String> tokens, Way way) {
        switch (way) {
            case INVALIDATED -> tokens.invalidate("a");
            case ALL_INVALIDATED -> tokens.invalidateAll();
            case IDLE -> time.advance(Duration.ofSeconds(25));
            case ONE_TOO_MANY -> tokens.source("b").token().subscribe(unwanted -> {}, unwanted -> {});
        }
        assertThat(tokens.stats("a")).isEmpty();
    }

    private void ask(TokenSources<String> tokens) {
        tokens.source("a").token().subscribe(received::add, errors::add);
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    @DisplayName("CF-38: forgotten during its flight: who waits is served, and nothing is written back")
    void waitersAreServed(Way way) {
        // given
        var tokens = TokenSources.<String>perKey(tenant -> server.client("client-" + tenant), policy);
        ask(tokens);
        // when
        forget(tokens, way);
        server.answerNext();
        // then
        assertThat(received).hasSize(1);
        assertThat(errors).isEmpty();
        assertThat(tokens.stats("a")).isEmpty();
        int before = server.requests.size();
        ask(tokens);
        assertThat(server.requests).as("the next one asks anew").hasSize(before + 1);
        server.answerAll();
        assertThat(received).hasSize(2);
        assertThat(time.pendingTasks()).isEmpty();
        tokens.close();
    }

    @Test
    @DisplayName("CF-38: forgotten again and again, each subscriber gets the token of its own flight")
    void eachFlightServesItsOwn() {
        var tokens = TokenSources.<String>perKey(tenant -> server.client("client-" + tenant), policy);
        for (int i = 0; i < 5; i++) {
            ask(tokens);
            tokens.invalidate("a");
        }
        server.answerAll();
        assertThat(server.requests).hasSize(5);
        assertThat(received).hasSize(5);
        assertThat(tokens.size()).isZero();
        tokens.close();
    }

    @Test
    @DisplayName("CF-39: made anew at once with other credentials, the old flight's token never appears")
    void theOldTokenNeverAppears() {
        // given
        AtomicReference<String> client = new AtomicReference<>("old-client");
        var tokens = TokenSources.<String>perKey(tenant -> server.client(client.get()), policy);
        ask(tokens);
        // when
        client.set("new-client");
        tokens.invalidate("a");
        List<AccessToken> after = new ArrayList<>();
        tokens.source("a").token().subscribe(after::add);
        server.answerNext();
        // then: the old one's answer is for who waited for it
        assertThat(received).hasSize(1);
        assertThat(after).isEmpty();
        tokens.source("a").token().subscribe(after::add);
        server.answerNext();
        tokens.source("a").token().subscribe(after::add);
        assertThat(after).hasSize(3).doesNotContain(received.get(0));
        assertThat(after.stream().distinct()).hasSize(1);
        assertThat(server.requests).hasSize(2);
        tokens.close();
    }

    @Test
    @DisplayName("CF-38, CF-39: forgotten while its request is looked up: the one found then is for who waited")
    void forgottenDuringTheLookup() {
        // given
        List<Sinks.One<TokenRequest>> lookups = new ArrayList<>();
        var tokens = TokenSources.<String>perKeyAsync(
                tenant -> {
                    Sinks.One<TokenRequest> lookup = Sinks.one();
                    lookups.add(lookup);
                    return lookup.asMono();
                },
                policy);
        ask(tokens);
        // when
        tokens.invalidate("a");
        List<AccessToken> after = new ArrayList<>();
        tokens.source("a").token().subscribe(after::add);
        lookups.get(1).tryEmitValue(server.client("new-client"));
        lookups.get(0).tryEmitValue(server.client("old-client"));
        server.answerAll();
        tokens.source("a").token().subscribe(after::add);
        // then
        assertThat(lookups).hasSize(2);
        assertThat(received).hasSize(1);
        assertThat(after).hasSize(2).doesNotContain(received.get(0));
        tokens.close();
    }

    @Test
    @DisplayName("close ends every flight, also of forgotten keys, and all that come later")
    void closeEndsAll() {
        // given
        var lookup = Sinks.<TokenRequest>one();
        var tokens = TokenSources.<String>perKeyAsync(
                tenant -> tenant.equals("slow") ? lookup.asMono() : Mono.just(server.client(tenant)),
                policy.withMaximumSize(100));
        ask(tokens);
        tokens.invalidate("a");
        ask(tokens);
        tokens.source("slow").token().subscribe(received::add, errors::add);
        tokens.invalidate("slow");
        assertThat(errors).isEmpty();
        // when
        tokens.close();
        ask(tokens);
        tokens.source("b").token().subscribe(received::add, errors::add);
        // then
        assertThat(tokens.isDisposed()).isTrue();
        assertThat(received).isEmpty();
        assertThat(errors)
                .hasSize(5)
                .allSatisfy(error -> assertThat(((TokenException) error).code()).isEqualTo(Code.CLS));
        assertThat(server.cancelled).hasValue(2);
        assertThat(server.open).hasValue(0);
        assertThat(lookup.currentSubscriberCount()).isZero();
        assertThat(tokens.size()).isZero();
        assertThat(time.pendingTasks()).isEmpty();
        tokens.dispose();
    }

    @Test
    @DisplayName("close ends a forgotten key that waits between two attempts when it goes on")
    void closeEndsARetry() {
        var tokens = TokenSources.<String>perKey(server::client, policy);
        ask(tokens);
        tokens.invalidate("a");
        server.failNext(new java.io.IOException("reset"));
        tokens.close();
        time.advance(Duration.ofSeconds(5));
        assertThat(errors)
                .hasSize(1)
                .allSatisfy(error -> assertThat(((TokenException) error).code()).isEqualTo(Code.CLS));
        assertThat(server.requests).hasSize(1);
        assertThat(time.pendingTasks()).isEmpty();
    }
}
