package io.reactortoken.fuzz;

import io.reactortoken.TokenException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A credential that must not be shown: not as a whole, and no twelve characters of it. */
final class Canary {

    private static final int RUN = 12;

    private Canary() {}

    static void assertNotIn(List<String> shown, String credential) {
        for (int i = 0; i + RUN <= credential.length(); i++) {
            String run = credential.substring(i, i + RUN);
            Finding.unless(shown.stream().noneMatch(text -> text.contains(run)), "a credential is shown");
        }
    }

    /** Everything that can be printed of an error. */
    static List<String> texts(@Nullable Throwable error) {
        List<String> texts = new ArrayList<>();
        for (Throwable at = error; at != null; at = at.getCause()) {
            texts.add(at.toString());
            texts.add(String.valueOf(at.getMessage()));
            for (Throwable suppressed : at.getSuppressed()) {
                texts.addAll(texts(suppressed));
            }
            if (at instanceof TokenException known) {
                texts.add(known.failure().toString());
            }
        }
        return texts;
    }
}
