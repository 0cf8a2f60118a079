package io.reactortoken.oauth2;

import static io.reactortoken.oauth2.RotatingSecrets.NEW;
import static io.reactortoken.oauth2.RotatingSecrets.OLD;
import static io.reactortoken.oauth2.RotatingSecrets.WRONG;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.CachedTokenSource;
import io.reactortoken.Leaks;
import io.reactortoken.LogLines;
import io.reactortoken.TokenException;
import io.reactortoken.TokenSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** O1 over rotation and tenants: what is logged, thrown and printed while secrets are refused, replaced and withdrawn. */
class RotationLeaksTest {

    private static final String[] CANARIES = {OLD, NEW, WRONG, RecordingTransport.TOKEN};

    private static void assertNothingShown(LogLines lines, List<?> shown) {
        shown.forEach(each -> Leaks.assertNone(each, CANARIES));
        Leaks.assertNone(String.join("\n", lines.all()), CANARIES);
    }

    @Test
    @DisplayName("O1, CF-30 to CF-33 a rotation with refusals, holds, a store that is down, and the secret before")
    void aRotationShowsNothing() {
        try (LogLines lines = LogLines.listen()) {
            RotatingSecrets with = new RotatingSecrets();
            CachedTokenSource tokens = with.tokens(request -> request.fallbackToPreviousSecret(Duration.ofHours(2)));
            with.call(tokens);
            with.store.current = WRONG;
            tokens.evict();
            with.store.cached = WRONG;
            with.call(tokens);
            with.server.accepted = Set.of();
            tokens.evict();
            for (int i = 0; i < 5; i++) {
                with.time.advance(Duration.ofSeconds(90));
                with.store.down = i == 2;
                with.call(tokens);
            }
            with.server.accepted = Set.of(NEW);
            with.store.current = NEW;
            with.time.advance(Duration.ofSeconds(90));
            with.call(tokens);

            assertThat(with.errors).hasSizeGreaterThanOrEqualTo(5).allMatch(TokenException.class::isInstance);
            assertThat(with.received).hasSize(3);
            assertThat(lines.of("WARN")).isNotEmpty();
            assertNothingShown(lines, with.errors);
            assertNothingShown(lines, with.received);
            assertNothingShown(lines, List.of(tokens, tokens.token()));
        }
    }

    @Test
    @DisplayName("O1 a registry, its keys and its requests: granted, refused, evicted, closed")
    void aRegistryShowsNothing() {
        try (LogLines lines = LogLines.listen()) {
            RotatingSecrets with = new RotatingSecrets();
            TokenSources<TokenRequest> tokens = TokenSources.perRequest(
                    RegistryPolicy.defaults().withCache(with.time.policy().build()));
            TokenRequest request = OAuth2.clientCredentials(Ask.URI)
                    .clientId("billing-client")
                    .clientSecret(with.store)
                    .param("key", with.store)
                    .transport(with.server);
            TokenSource source = tokens.source(request);
            List<Object> shown = new ArrayList<>(List.of(tokens, request, source, source.token()));
            source.token().subscribe(shown::add, shown::add);
            shown.add(tokens.stats(request));
            tokens.invalidateAll();
            with.server.accepted = Set.of();
            source.token().subscribe(shown::add, shown::add);
            source.token().subscribe(shown::add, shown::add);
            tokens.close();
            source.token().subscribe(shown::add, shown::add);

            assertThat(shown).hasSize(9);
            assertThat(shown.subList(6, 9)).allMatch(TokenException.class::isInstance);
            assertNothingShown(lines, shown);
        }
    }
}
