package io.reactortoken.leaks;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The secrets and tokens that were made, and whether a text shows twelve characters of one. Looking is linear in the
 * text's length, however many there are: the hash of every twelve characters is looked up in a set.
 *
 * <p>A shorter value, for instance {@code t1}, is found where it stands as a word, if it has a letter and a digit: others are
 * words of the language, too.
 *
 * <p>What the first tests of a class make is remembered for ever, because constants are made once; the rest until the
 * class ends. Not thread-safe.
 */
final class Canaries {

    /** A shorter part is in other texts by chance. */
    static final int RUN = 12;

    private static final int LASTING_OF_A_CLASS = 200;
    private static final int MOST_OF_A_CLASS = 5_000;
    private static final int LONGEST = 4_096;
    /** A secret may be a JSON document, or a file of variables. */
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[{}\":,\\s]|(?<=[A-Z_])=");

    /**
     * Names that stand in such a document, and may stand everywhere, and error codes of RFC 6749; the last is an id that tests
     * give as a secret, too.
     */
    private static final List<String> NAMES = List.of(
            "client_secret",
            "CLIENT_SECRET",
            "client_credentials",
            "access_token",
            "refresh_token",
            "invalid_request",
            "invalid_client",
            "invalid_grant",
            "unauthorized_client",
            "unsupported_grant_type",
            "invalid_scope",
            "billing-client");

    private static final Pattern SHORT = Pattern.compile("(?=.*[A-Za-z])(?=.*[0-9])[A-Za-z0-9_-]{2,11}");

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_-]+");

    private static final long BASE = 0x100000001b3L;
    private static final long HIGHEST = power(BASE, RUN - 1);

    private final HashRuns names = new HashRuns();
    private final HashRuns lasting = new HashRuns();
    private HashRuns ofThisClass = new HashRuns();
    private final Set<String> known = new HashSet<>();
    private final Set<String> words = new HashSet<>();
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

    /**
     * Remembers a value, or of a document its words, if they can be told from others.
     *
     * @return true if it is looked for from now on
     */
    boolean learn(String value) {
        if (value.length() > LONGEST) {
            return false;
        }
        if (value.length() < RUN) {
            return learnShort(value);
        }
        boolean learns = false;
        for (String word : BETWEEN_WORDS.split(value, -1)) {
            learns |= word.length() >= RUN && learnLong(word);
        }
        return learns;
    }

    private boolean learnShort(String word) {
        if (!SHORT.matcher(word).matches()) {
            return false;
        }
        words.add(word);
        return true;
    }

    private boolean learnLong(String word) {
        if (known.contains(word)) {
            return true;
        }
        if (learned >= MOST_OF_A_CLASS) {
            return false;
        }
        known.add(word);
        learned++;
        HashRuns runs = learned <= LASTING_OF_A_CLASS ? lasting : ofThisClass;
        for (String form : Forms.of(word)) {
            forEachRun(form, (hash, end) -> runs.add(hash));
        }
        return true;
    }

    /** Forgets what only the class that ends has made. */
    void classEnds() {
        ofThisClass = new HashRuns();
        known.clear();
        words.clear();
        learned = 0;
    }

    /** {@return the index after the first twelve characters, or the word, that belong to a secret, or -1} */
    int find(String text) {
        int[] found = {findWord(text)};
        forEachRun(text, (hash, end) -> {
            if (found[0] < 0 && isSecret(hash)) {
                found[0] = end;
            }
        });
        return found[0];
    }

    private int findWord(String text) {
        // what Java serialization writes has lengths between its words, and the names of classes
        boolean binary = text.indexOf('\0') >= 0;
        Matcher matcher = WORD.matcher(text);
        while (!binary && !words.isEmpty() && matcher.find()) {
            if (words.contains(matcher.group())) {
                return matcher.end();
            }
        }
        return -1;
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
