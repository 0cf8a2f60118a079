package io.reactortoken.replay;

import java.util.List;
import java.util.Map;

/**
 * What a caller got.
 *
 * @param headers by name in lower case
 */
public record Answered(int status, Map<String, List<String>> headers, String body) {

    String line() {
        return status + " " + body;
    }

    List<String> header(String name) {
        return headers.getOrDefault(name, List.of());
    }
}
