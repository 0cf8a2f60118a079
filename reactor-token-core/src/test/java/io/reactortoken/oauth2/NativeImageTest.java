package io.reactortoken.oauth2;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.reactortoken.oauth2.internal.gate.Gates;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Caffeine looks its classes up by name; the metadata for GraalVM names those that our two caches are made of. */
@DisplayName("the metadata for native images")
class NativeImageTest {

    private static final String METADATA =
            "/META-INF/native-image/io.reactortoken/reactor-token-core/reflect-config.json";

    @Test
    @DisplayName("names the classes that Caffeine makes for the registry and for the gates, and no others")
    void namesTheClassesOfCaffeine() throws Exception {
        // given
        KeyEntries<String> entries = new KeyEntries<>(RegistryPolicy.defaults());
        // when
        List<String> used = new ArrayList<>(classesOf(cacheOf(entries)));
        used.addAll(classesOf(cacheOf(new Gates(1))));
        // then
        assertThat(metadata()).extracting(entry -> entry.get("name").asString()).containsExactlyElementsOf(used);
    }

    @Test
    @DisplayName("names what there is")
    void namesWhatThereIs() throws Exception {
        for (JsonNode entry : metadata()) {
            assertThat(Class.forName(entry.at("/condition/typeReachable").asString()))
                    .isNotNull();
            Class<?> named = Class.forName(entry.get("name").asString());
            for (JsonNode field : entry.path("fields")) {
                assertThat(named.getDeclaredField(field.get("name").asString())).isNotNull();
            }
            for (JsonNode method : entry.path("methods")) {
                assertThat(method.get("name").asString()).isEqualTo("<init>");
                assertThat(method.get("parameterTypes")).isEmpty();
                assertThat(named.getDeclaredConstructor()).isInstanceOf(Constructor.class);
            }
        }
    }

    @Test
    @DisplayName("another kind of cache would be noticed")
    void anotherKindOfCacheHasOtherClasses() throws Exception {
        Cache<String, String> bounded = Caffeine.newBuilder()
                .maximumSize(1)
                .expireAfterWrite(Duration.ofHours(1))
                .build();
        assertThat(classesOf(bounded))
                .doesNotContainAnyElementsOf(metadata().stream()
                        .map(entry -> entry.get("name").asString())
                        .toList());
    }

    private static Cache<?, ?> cacheOf(Object owner) throws Exception {
        for (Field field : owner.getClass().getDeclaredFields()) {
            if (Cache.class.isAssignableFrom(field.getType())) {
                field.setAccessible(true);
                return (Cache<?, ?>) field.get(owner);
            }
        }
        throw new AssertionError("no cache in " + owner.getClass());
    }

    /** The class of the cache, and that of its entries. */
    private static List<String> classesOf(Cache<?, ?> cache) throws Exception {
        Object local = cache.asMap();
        Class<?> type = local.getClass();
        while (!type.getSimpleName().equals("BoundedLocalCache")) {
            type = type.getSuperclass();
        }
        Field nodes = type.getDeclaredField("nodeFactory");
        nodes.setAccessible(true);
        return List.of(local.getClass().getName(), nodes.get(local).getClass().getName());
    }

    private static List<JsonNode> metadata() throws Exception {
        try (InputStream file = NativeImageTest.class.getResourceAsStream(METADATA)) {
            return new JsonMapper().readTree(file).valueStream().toList();
        }
    }
}
