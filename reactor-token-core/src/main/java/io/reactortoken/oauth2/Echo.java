package io.reactortoken.oauth2;

import java.util.List;
import java.util.stream.Stream;

/**
 * Notices when a server sends back what must not be shown: an error description that quotes the secret, say. A run of
 * eight characters is enough, because a server may cut what it quotes.
 */
final class Echo {

    private static final int RUN = 8;
    private static final int SHORTEST = 4;

    private final List<String> hidden;

    private Echo(List<String> hidden) {
        this.hidden = hidden;
    }

    static Echo of(String... hidden) {
        return new Echo(List.of(hidden));
    }

    Echo and(String more) {
        return new Echo(Stream.concat(hidden.stream(), Stream.of(more)).toList());
    }

    /** The text, cleaned and cut, or a remark in its place. */
    String show(String text, int limit) {
        return hidden.stream().anyMatch(secret -> isIn(text, secret))
                ? "hidden: it quotes a credential"
                : ErrorMapper.sanitise(text, limit);
    }

    private static boolean isIn(String text, String secret) {
        if (secret.length() < SHORTEST) {
            return false;
        }
        int run = Math.min(RUN, secret.length());
        for (int i = 0; i + run <= secret.length(); i++) {
            if (text.contains(secret.substring(i, i + run))) {
                return true;
            }
        }
        return false;
    }
}
