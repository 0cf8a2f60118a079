package io.reactortoken.oauth2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.reactortoken.AccessToken;
import io.reactortoken.CachePolicy;
import io.reactortoken.TokenSource;
import io.reactortoken.internal.LookedUpSource;
import io.reactortoken.test.TestTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** One cache per key: what is shared, and when a key is forgotten. */
class TokenSourcesTest {

    private final TestTime time = TestTime.create();
    private final RegistryPolicy policy =
            RegistryPolicy.defaults().withCache(time.policy().build());
    private final AtomicInteger made = new AtomicInteger();

    private TokenSources<String> over(TenantServer server, RegistryPolicy policy) {
        return TokenSources.perKey(
                tenant -> {
                    made.incrementAndGet();
                    return server.client("client-of-" + tenant);
                },
                policy);
    }

    private static String now(TokenSource source) {
        return source.token()
                .map(AccessToken::reveal)
                .blockOptional(Duration.ofSeconds(5))
                .orElseThrow();
    }

    private static List<AccessToken> subscribe(TokenSource source, int times) {
        List<AccessToken> received = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            source.token().subscribe(received::add);
        }
        return received;
    }

    @Test
    @DisplayName(
            "CF-10, SD-01: the same key shares one flight and one token, whichever handle asks; another key has its own")
    void sharesByKey() {
        // given
        var server = TenantServer.silent();
        var tokens = over(server, policy);
        // when
        List<AccessToken> a = subscribe(tokens.source("a"), 3);
        List<AccessToken> sameKey = subscribe(tokens.source(String.valueOf(new char[] {'a'})), 3);
        List<AccessToken> b = subscribe(tokens.source("b"), 3);
        server.answerAll();
        // then
        assertThat(server.requests).hasSize(2);
        assertThat(made).hasValue(2);
        assertThat(a).hasSize(3).containsOnly(a.get(0));
        assertThat(sameKey).isEqualTo(a);
        assertThat(b).hasSize(3).doesNotContain(a.get(0));
        assertThat(tokens.size()).isEqualTo(2);
        tokens.close();
    }

    @Test
    @DisplayName("CF-10: two registries share nothing, whatever their keys and requests")
    void registriesAreSeparate() {
        var server = TenantServer.answering();
        var request = server.client("billing");
        var one = TokenSources.perRequest(policy);
        var other = TokenSources.perRequest(policy);
        now(one.source(request));
        now(other.source(request));
        assertThat(server.requests).hasSize(2);
        one.close();
        assertThat(now(other.source(request))).isNotEmpty();
        other.close();
    }

    @Test
    @DisplayName("CF-10, CF-41: equal requests share a flight in a registry of requests")
    void sharesByRequest() {
        var server = TenantServer.answering();
        var tokens = TokenSources.perRequest(policy);
        var base = server.client("billing");
        String token = now(tokens.source(base.scope("a", "b")));
        assertThat(now(tokens.source(base.scope("b").scope("a")))).isEqualTo(token);
        assertThat(now(tokens.source(base.scope("a")))).isNotEqualTo(token);
        assertThat(server.requests).hasSize(2);
        tokens.close();
    }

    @Test
    @DisplayName("nothing is made before a subscription, and a handle looks its key up at each")
    void handlesHoldNoCache() {
        // given
        var server = TenantServer.answering();
        var tokens = over(server, policy);
        var handle = tokens.source("a");
        var mono = handle.token();
        assertThat(made).hasValue(0);
        assertThat(tokens.size()).isZero();
        // when
        mono.block();
        tokens.invalidate("a");
        assertThat(tokens.size()).isZero();
        mono.block();
        handle.token().block();
        // then
        assertThat(server.requests).hasSize(2);
        assertThat(made).hasValue(2);
        tokens.close();
    }

    @Test
    @DisplayName("a key that nobody asked for is forgotten after the idle time, one that is in use is not")
    void forgetsIdleKeys() {
        // given
        var server = TenantServer.answering();
        var tokens = over(server, policy.withIdleTime(Duration.ofMinutes(10)));
        now(tokens.source("idle"));
        now(tokens.source("busy"));
        // when
        for (int i = 0; i < 3; i++) {
            time.advance(Duration.ofMinutes(4));
            now(tokens.source("busy"));
        }
        // then
        assertThat(tokens.size()).isEqualTo(1);
        assertThat(tokens.stats("idle")).isEmpty();
        assertThat(tokens.stats("busy")).hasValue(new KeyStats(1, 0));
        assertThat(time.pendingTasks()).isEmpty();
        tokens.close();
    }

    @Test
    @DisplayName("above the maximum the key goes that was idle longest, also if it was asked for often before")
    void forgetsTheIdlestKey() {
        // given
        var server = TenantServer.answering();
        var tokens = over(server, policy.withMaximumSize(3));
        for (int i = 0; i < 50; i++) {
            now(tokens.source("popular-once"));
        }
        now(tokens.source("b"));
        now(tokens.source("c"));
        // when
        now(tokens.source("new"));
        // then
        assertThat(tokens.size()).isEqualTo(3);
        assertThat(tokens.stats("popular-once")).isEmpty();
        assertThat(tokens.stats("new")).isPresent();
        now(tokens.source("b"));
        now(tokens.source("newer"));
        assertThat(tokens.stats("c")).isEmpty();
        assertThat(tokens.stats("b")).isPresent();
        tokens.close();
    }

    @Test
    @DisplayName("invalidateAll forgets every key, and each begins anew")
    void forgetsAll() {
        var server = TenantServer.answering();
        var tokens = over(server, policy);
        List<String> tenants = List.of("a", "b", "c");
        tenants.forEach(tenant -> now(tokens.source(tenant)));
        tokens.invalidateAll();
        assertThat(tokens.size()).isZero();
        tenants.forEach(tenant -> now(tokens.source(tenant)));
        assertThat(server.requests).hasSize(6);
        tokens.close();
    }

    @Test
    @DisplayName("a report of a refused token reaches the key's cache, and no other")
    void passesReportsOn() {
        var server = TenantServer.answering();
        var tokens = over(server, policy);
        AccessToken a = tokens.source("a").token().blockOptional().orElseThrow();
        now(tokens.source("b"));
        time.advance(Duration.ofMinutes(1));
        tokens.source("b").invalidate(a);
        tokens.source("unknown").invalidate(a);
        now(tokens.source("a"));
        assertThat(server.requests).hasSize(2);
        tokens.source("a").invalidate(a);
        now(tokens.source("a"));
        assertThat(server.requests).hasSize(3);
        assertThat(tokens.stats("a")).hasValue(new KeyStats(2, 0));
        assertThat(tokens.stats("unknown")).isEmpty();
        tokens.close();
    }

    @Test
    @DisplayName("RS-61: a handle shows at the last moment whether its key's cache still stands by the token")
    void showsWhatIsUsable() {
        var server = TenantServer.answering();
        var tokens = over(server, policy);
        var handle = (LookedUpSource) tokens.source("a");
        assertThat(handle.usable()).isEmpty();
        AccessToken token = handle.token().blockOptional().orElseThrow();
        assertThat(handle.usable()).hasValue(token);
        tokens.invalidate("a");
        assertThat(handle.usable()).isEmpty();
        assertThat(server.requests).hasSize(1);
        tokens.close();
    }

    @Test
    @DisplayName("a policy that cannot work is refused")
    void refusesPolicies() {
        var defaults = RegistryPolicy.defaults();
        assertThat(defaults).isEqualTo(new RegistryPolicy(CachePolicy.defaults(), 10_000, Duration.ofHours(1), 16));
        assertThatIllegalArgumentException().isThrownBy(() -> defaults.withMaximumSize(0));
        assertThatIllegalArgumentException().isThrownBy(() -> defaults.withConcurrency(0));
        assertThatIllegalArgumentException().isThrownBy(() -> defaults.withIdleTime(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> defaults.withIdleTime(Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        defaults.withCache(CachePolicy.builder().keepWarm(true).build()))
                .withMessageContaining("keepWarm");
    }
}
