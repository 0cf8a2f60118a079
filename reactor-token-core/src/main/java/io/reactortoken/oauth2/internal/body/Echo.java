package io.reactortoken.oauth2.internal.body;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Notices when a server sends back what must not be shown: an error description that quotes the secret, say. A run of
 * eight characters is enough, because a server may cut what it quotes.
 *
 * @since 0.1.0
 */
public final class Echo {

    private static final int RUN = 8;
    private static final int SHORTEST = 4;

    private final List<String> hidden;

    private Echo(List<String> hidden) {
        this.hidden = hidden;
    }

    /**
     * Makes one for a request.
     *
     * @param hidden texts that were sent and must not be shown, in every form in which they were sent
     * @return an echo
     */
    public static Echo of(Collection<String> hidden) {
        return new Echo(
                hidden.stream().filter(text -> text.length() >= SHORTEST).toList());
    }

    /**
     * Hides one more.
     *
     * @param more a text that must not be shown
     * @return a new echo
     */
    public Echo and(String more) {
        return of(Stream.concat(hidden.stream(), Stream.of(more)).toList());
    }

    /**
     * Returns a text as it may be shown.
     *
     * @param text as received
     * @param limit the most characters to show
     * @return the text, cut and cleaned, or a remark in its place
     */
    public String show(String text, int limit) {
        // what is not shown need not be looked at, and a server may send a megabyte of it
        String shown =
                text.substring(0, text.offsetByCodePoints(0, Math.min(limit, text.codePointCount(0, text.length()))));
        return isIn(shown) ? "hidden: it quotes a credential" : sanitise(shown, limit);
    }

    /**
     * Looks for what is hidden.
     *
     * @param text as received
     * @return whether it quotes any of it
     */
    public boolean isIn(String text) {
        return hidden.stream().anyMatch(secret -> haveInCommon(text, secret, Math.min(RUN, secret.length())));
    }

    /** Windows are cut from the shorter one: the work is bounded by what is shown, not by what was received. */
    private static boolean haveInCommon(String text, String secret, int run) {
        String windows = text.length() < secret.length() ? text : secret;
        String other = text.length() < secret.length() ? secret : text;
        for (int i = 0; i + run <= windows.length(); i++) {
            if (other.contains(windows.substring(i, i + run))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Cleans a text: visible ASCII and space, without quote and backslash (RFC 6749 appendix A.7 and A.8).
     *
     * @param text as received
     * @param limit the most characters to return
     * @return the text, with question marks
     */
    public static String sanitise(String text, int limit) {
        StringBuilder clean = new StringBuilder();
        text.codePoints()
                .limit(limit)
                .forEach(c -> clean.append(c < ' ' || c >= 0x7f || c == '"' || c == '\\' ? '?' : (char) c));
        return clean.toString();
    }

    /** Tells how many, never what. */
    @Override
    public String toString() {
        return "Echo[" + hidden.size() + " hidden]";
    }
}
