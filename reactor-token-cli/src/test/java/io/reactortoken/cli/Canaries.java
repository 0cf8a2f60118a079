package io.reactortoken.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;

/** O1: no secret and no token of the tests, in no form in which one could be printed. */
final class Canaries {

    /** As they are, their parts, in Base64 at each alignment, in hex. */
    private static final String[] FORMS = {
        "CNRY", "5b0c7d", "8d1f60a7", "9e8d7c6b", "q7b2f4d9c1e8", "Q05SW", "NOUl", "DTlJZ", "434e5259"
    };

    private Canaries() {}

    static void assertNone(String printed) {
        assertThat(printed).doesNotContain(FORMS);
        assertThat(printed.toLowerCase(Locale.ROOT)).doesNotContain("434e5259");
    }
}
