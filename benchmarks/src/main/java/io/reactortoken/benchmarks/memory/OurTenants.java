package io.reactortoken.benchmarks.memory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.reactortoken.credential.SecretSource;
import io.reactortoken.oauth2.OAuth2;
import io.reactortoken.oauth2.RegistryPolicy;
import io.reactortoken.oauth2.TokenRequest;
import io.reactortoken.oauth2.TokenSources;
import io.reactortoken.transport.TransportResponse;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;

/** The registry of this library. */
final class OurTenants extends Tenants {

    private final TokenSources<String> sources;

    OurTenants(int most) {
        this.sources = registry(most);
    }

    /** A registry over a server that answers at once, and gives each key its own token. */
    static TokenSources<String> registry(int most) {
        AtomicInteger issued = new AtomicInteger();
        TokenRequest request = OAuth2.clientCredentials("https://id.example.com/token")
                .clientId("billing")
                .clientSecret(SecretSource.of("benchmark-secret"))
                .transport(exchange -> Mono.fromSupplier(() -> granted(issued.incrementAndGet())));
        return TokenSources.perKey(key -> request, RegistryPolicy.defaults().withMaximumSize(most));
    }

    private static TransportResponse granted(int number) {
        String body = "{\"access_token\":\"benchmark-token-%d\",\"token_type\":\"Bearer\",\"expires_in\":86400}";
        return new TransportResponse(
                200,
                Map.of("Content-Type", List.of("application/json")),
                body.formatted(number).getBytes(UTF_8));
    }

    @Override
    String cached(String key) {
        return requireNonNull(sources.source(key).token().block()).reveal();
    }

    /** Without the request of each key, which is the user's: nothing but reflection reaches it. */
    @Override
    Object root() {
        try {
            Object entries = field(TokenSources.class, "entries").get(sources);
            Object cache = field(entries.getClass(), "cache").get(entries);
            ConcurrentMap<?, ?> map = ((com.github.benmanes.caffeine.cache.Cache<?, ?>) cache).asMap();
            for (Object held : map.values()) {
                Object entry = requireNonNull(held);
                field(entry.getClass(), "asked").set(entry, "no request");
            }
            return sources;
        } catch (ReflectiveOperationException renamed) {
            throw new IllegalStateException(renamed);
        }
    }

    private static Field field(Class<?> type, String name) throws ReflectiveOperationException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }
}
