package io.reactortoken.doctor;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What names say about the environment that they belong to: by whole words, never by parts of one. */
final class Environments {

    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("prod", "prod"),
            Map.entry("production", "prod"),
            Map.entry("prd", "prod"),
            Map.entry("qa", "qa"),
            Map.entry("uat", "uat"),
            Map.entry("test", "test"),
            Map.entry("tst", "test"),
            Map.entry("testing", "test"),
            Map.entry("staging", "staging"),
            Map.entry("stage", "staging"),
            Map.entry("stg", "staging"),
            Map.entry("preprod", "preprod"),
            Map.entry("dev", "dev"),
            Map.entry("development", "dev"),
            Map.entry("sandbox", "sandbox"),
            Map.entry("sbx", "sandbox"),
            Map.entry("int", "int"));

    private Environments() {}

    /** The last one that is named: {@code prod} in {@code /run/secrets/prod/orders}. */
    static Optional<String> of(String name) {
        return Arrays.stream(name.toLowerCase(Locale.ROOT).split("[^a-z]+", -1))
                .map(word -> WORDS.getOrDefault(word, ""))
                .filter(word -> !word.isEmpty())
                .reduce((first, last) -> last);
    }
}
