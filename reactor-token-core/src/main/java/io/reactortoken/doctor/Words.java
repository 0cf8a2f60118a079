package io.reactortoken.doctor;

import io.reactortoken.oauth2.internal.body.Echo;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How facts are written: in ASCII, on one line, bounded, and without what may be a credential. */
final class Words {

    private static final int LONGEST = 1_000;
    private static final int LONGEST_PATH = 200;
    private static final int MOST_LISTED = 40;
    private static final double NANOS_PER_MILLI = 1e6;

    private Words() {}

    /** Line feeds are kept: they are ours, where there are any. */
    static String clean(String text) {
        StringBuilder ascii = new StringBuilder();
        text.chars().limit(LONGEST).forEach(c -> ascii.append(c == '\n' || (c >= ' ' && c < 0x7f) ? (char) c : '?'));
        return text.length() > LONGEST ? ascii + ".." : ascii.toString();
    }

    /** A URI without user info, and with its query masked: both may hold what they should not. */
    static String url(URI uri) {
        String host = uri.getHost() == null ? "?" : uri.getHost();
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String path = uri.getRawPath() == null ? "" : Echo.sanitise(uri.getRawPath(), LONGEST_PATH);
        String query = uri.getRawQuery();
        String masked = query == null ? "" : "?(" + query.length() + " characters, masked)";
        return uri.getScheme() + "://" + host + port + path + masked;
    }

    /** The beginning and the end of a client id, and how long it is. */
    static String masked(String clientId) {
        int end = clientId.length();
        return end <= 8 ? clientId : clientId.substring(0, 3) + ".." + clientId.substring(end - 3) + "(" + end + ")";
    }

    static String list(Collection<String> texts) {
        if (texts.isEmpty()) {
            return "none";
        }
        String listed = String.join(" ", texts.stream().limit(MOST_LISTED).toList());
        return texts.size() > MOST_LISTED ? listed + " .. (" + texts.size() + ")" : listed;
    }

    static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** To a tenth of a millisecond; {@code Locale.ROOT}, so that a point is a point. */
    static String millis(Duration duration) {
        return String.format(Locale.ROOT, "%.1f ms", duration.toNanos() / NANOS_PER_MILLI);
    }

    /** Roughly, for people: {@code 59 min 58 s}. */
    static String span(Duration duration) {
        Duration size = duration.abs();
        if (size.toHours() >= 48) {
            return size.toDays() + " d";
        }
        if (size.toMinutes() >= 120) {
            return size.toHours() + " h " + size.toMinutesPart() + " min";
        }
        return size.toSeconds() >= 120
                ? size.toMinutes() + " min " + size.toSecondsPart() + " s"
                : size.toSeconds() + " s";
    }

    static String orElse(@Nullable String text, String other) {
        return text == null || text.isEmpty() ? other : text;
    }
}
