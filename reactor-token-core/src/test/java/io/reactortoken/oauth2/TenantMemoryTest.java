package io.reactortoken.oauth2;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Cache;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.test.TestTime;
import io.reactortoken.transport.TokenTransport;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/**
 * What a cached tenant takes beyond its texts (the key, and the token's text) and its request: the entry in the registry
 * with its counters, the cache, its state, and the token around its text. Measured in the heap of this JVM, as the
 * difference between few tenants and many.
 */
class TenantMemoryTest {

    private static final int GOAL = 250;
    private static final int FEW = 100;

    private final TestTime time = TestTime.create();
    private final SecretSource secret = SecretSource.of(Ask.SECRET);
    private final AtomicInteger issued = new AtomicInteger();
    private final TokenTransport server = request -> Mono.fromSupplier(() -> RecordingTransport.response(
            200, RecordingTransport.GRANTED.replace(RecordingTransport.TOKEN, "token-" + issued.incrementAndGet())));

    @Test
    @DisplayName("7: ten thousand tenants take less than 250 bytes each, no timer, no thread; idle, they are forgotten")
    void tenThousand() throws ReflectiveOperationException {
        measure(10_000);
    }

    @Test
    @Tag("proof")
    @DisplayName("7: a hundred thousand tenants take less than 250 bytes each; idle, they are forgotten")
    void aHundredThousand() throws ReflectiveOperationException {
        measure(100_000);
    }

    private void measure(int tenants) throws ReflectiveOperationException {
        // given
        var tokens = TokenSources.<String>perKey(
                tenant -> OAuth2.clientCredentials(Ask.URI)
                        .clientId(tenant)
                        .clientSecret(secret)
                        .transport(server),
                RegistryPolicy.defaults().withCache(time.policy().build()).withMaximumSize(tenants));
        long few = bytes(tokens, FEW);
        Set<Thread> threads = Thread.getAllStackTraces().keySet();
        // when
        long many = bytes(tokens, tenants);
        // then
        long each = (many - few) / (tenants - FEW);
        assertThat(each).isBetween(100L, GOAL - 1L);
        assertThat(time.pendingTasks()).isEmpty();
        assertThat(threads).containsAll(Thread.getAllStackTraces().keySet());
        assertThat(tokens.size()).isEqualTo(tenants);
        time.advance(Duration.ofHours(1));
        assertThat(tokens.size()).isZero();
        assertThat(HeapSize.of(tokens)).as("what is left of them").isLessThan(few + tenants * 30L);
        tokens.close();
    }

    /** With so many tenants, without their texts and their requests. */
    private long bytes(TokenSources<String> tokens, int tenants) throws ReflectiveOperationException {
        List<Object> texts = new ArrayList<>();
        for (int i = 0; i < tenants; i++) {
            String key = "tenant-" + i;
            if (tokens.stats(key).isEmpty()) {
                tokens.source(key).token().subscribe();
            }
        }
        for (var entry : entries(tokens).asMap().entrySet()) {
            texts.add(entry.getKey());
            texts.add(((KeyEntry<?>) entry.getValue())
                    .cached()
                    .usable()
                    .orElseThrow()
                    .reveal());
            field(KeyEntry.class, "asked").set(entry.getValue(), "no request");
        }
        assertThat(texts).hasSize(2 * tenants);
        return HeapSize.of(tokens) - HeapSize.of(texts.toArray()) + HeapSize.of(new Object[2 * tenants]);
    }

    private static Cache<?, ?> entries(TokenSources<String> tokens) throws ReflectiveOperationException {
        return (Cache<?, ?>) field(KeyEntries.class, "cache")
                .get(field(TokenSources.class, "entries").get(tokens));
    }

    private static Field field(Class<?> type, String name) throws ReflectiveOperationException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }
}
