package io.reactortoken.credential;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** Names that may be meant where one is missing. */
final class SimilarNames {

    private static final int MOST_SHOWN = 3;
    private static final int MOST_EDITS = 2;

    private SimilarNames() {}

    /** Empty, or a remark for a hint. Names only. */
    static String suggest(String missing, Collection<String> present) {
        String similar = present.stream()
                .filter(name -> isSimilar(plain(missing), plain(name)))
                .sorted()
                .limit(MOST_SHOWN)
                .collect(Collectors.joining(", "));
        return similar.isEmpty() ? "" : " (there is " + similar + ")";
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }

    private static boolean isSimilar(String one, String other) {
        boolean contained = other.length() > MOST_EDITS && (one.contains(other) || other.contains(one));
        return contained || distance(one, other) <= MOST_EDITS;
    }

    /** Levenshtein's. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
