package io.reactortoken.leaks;

import java.util.List;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What an ObjectMapper with its defaults writes of an object, where Jackson is on the class path. */
final class Json {

    private static final boolean AVAILABLE = available();

    private Json() {}

    private static boolean available() {
        try {
            Class.forName("tools.jackson.databind.json.JsonMapper");
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }

    static List<String> of(Object object) {
        return AVAILABLE ? List.of(Mapper.write(object)) : List.of();
    }

    /** Loaded only where its types are. */
    private static final class Mapper {

        private static final JsonMapper MAPPER = JsonMapper.builder()
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .build();

        private Mapper() {}

        static String write(Object object) {
            try {
                return MAPPER.writeValueAsString(object);
            } catch (RuntimeException | AssertionError refused) { // the second by a getter of AssertJ
                return String.valueOf(refused.getMessage());
            }
        }
    }
}
