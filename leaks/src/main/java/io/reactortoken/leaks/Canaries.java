package io.reactortoken.leaks;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The secrets and tokens that were made, and whether a text shows twelve characters of one. Looking is linear in the
 * text's length, however many there are: the hash of every twelve characters is looked up in a set.
 *
 * <p>What the first tests of a class make is remembered for ever, because constants are made once; the rest until the
 * class ends. Not thread-safe.
 */
final class Canaries {

    /** A shorter value is in other texts by chance. */
    static final int RUN = 12;

    private static final int LASTING_OF_A_CLASS = 200;
    private static final int MOST_OF_A_CLASS = 5_000;
    private static final int LONGEST = 4_096;
    /** A secret may be a JSON document, or a file of variables. */
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[{}\":,\\s]|(?<=[A-Z_])=");

    /** Names that stand in such a document, and may stand everywhere. */
    private static final List<String> NAMES =
            List.of("client_secret", "CLIENT_SECRET", "client_credentials", "access_token", "refresh_token");

    private static final long BASE = 0x100000001b3L;
    private static final long HIGHEST = power(BASE, RUN - 1);

    private final HashRuns names = new HashRuns();
    private final HashRuns lasting = new HashRuns();
    private HashRuns ofThisClass = new HashRuns();
    private final Set<String> known = new HashSet<>();
    private int learned;

    Canaries() {
        NAMES.forEach(name -> forEachRun(name, (hash, end) -> names.add(hash)));
    }

    private static long power(long base, int exponent) {
        long result = 1;
        for (int i = 0; i < exponent; i++) {
            result *= base;
        }
        return result;
    }

    /** Remembers a value, or of a document its words, if they are long enough to be told from others. */
    void learn(String value) {
        if (value.length() <= LONGEST) {
            for (String word : BETWEEN_WORDS.split(value, -1)) {
                learnWord(word);
            }
        }
    }

    private void learnWord(String value) {
        if (value.length() < RUN || learned >= MOST_OF_A_CLASS || !known.add(value)) {
            return;
        }
        learned++;
        HashRuns runs = learned <= LASTING_OF_A_CLASS ? lasting : ofThisClass;
        for (String form : Forms.of(value)) {
            forEachRun(form, (hash, end) -> runs.add(hash));
        }
    }

    /** Forgets what only the class that ends has made. */
    void classEnds() {
        ofThisClass = new HashRuns();
        known.clear();
        learned = 0;
    }

    /** {@return the index after the first twelve characters that belong to a secret, or -1} */
    int find(String text) {
        int[] found = {-1};
        forEachRun(text, (hash, end) -> {
            if (found[0] < 0 && isSecret(hash)) {
                found[0] = end;
            }
        });
        return found[0];
    }

    private boolean isSecret(long hash) {
        return (lasting.contains(hash) || ofThisClass.contains(hash)) && !names.contains(hash);
    }

    private interface RunConsumer {
        void accept(long hash, int end);
    }

    private static void forEachRun(String text, RunConsumer consumer) {
        long hash = 0;
        for (int i = 0; i < text.length(); i++) {
            if (i >= RUN) {
                hash -= (text.charAt(i - RUN) + 1) * HIGHEST;
            }
            hash = hash * BASE + text.charAt(i) + 1;
            if (i >= RUN - 1) {
                consumer.accept(hash, i + 1);
            }
        }
    }
}
