package io.reactortoken.internal;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Scheme, host and port, in a form in which two are the same origin exactly if they are equal (RFC 9110 section 4.3.1).
 *
 * <p>Read from the authority itself and by a narrow grammar, because {@link URI#getHost()} knows no underscore, and
 * because whatever is read here in one way and by the HTTP client in another is a way to lead a token astray: user
 * info, percent-encoding, a zone id or a letter beyond ASCII is no origin.
 *
 * @param scheme {@code http} or {@code https}; a websocket's counts as the one that it starts with
 * @param host in lower case; an IPv6 address in brackets
 * @param port the default one where none was given
 * @since 0.1.0
 */
public record Origin(String scheme, String host, int port) {

    private static final Pattern AUTHORITY =
            Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]*|\\[[0-9A-Fa-f:.]+])(?::([0-9]{1,5}))?");
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;
    private static final int LAST_PORT = 65_535;

    /**
     * Reads the origin of a request.
     *
     * @param uri absolute, or there is no origin
     * @return the origin, or empty if there is none that is beyond doubt
     */
    public static Optional<Origin> of(URI uri) {
        return of(uri.getScheme(), uri.getRawAuthority());
    }

    /**
     * Reads the origin of a request from a text that need not be a URI behind its authority.
     *
     * @param url absolute, or there is no origin
     * @return the origin, or empty if there is none that is beyond doubt
     */
    public static Optional<Origin> of(String url) {
        int start = url.indexOf("://");
        if (start < 0) {
            return Optional.empty();
        }
        int end = start + 3;
        while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        return of(url.substring(0, start), url.substring(start + 3, end));
    }

    private static Optional<Origin> of(@Nullable String scheme, @Nullable String authority) {
        String mapped = scheme == null ? "" : httpScheme(scheme.toLowerCase(Locale.ROOT));
        Matcher parts = AUTHORITY.matcher(authority == null ? "" : authority);
        if (mapped.isEmpty() || !parts.matches()) {
            return Optional.empty();
        }
        String digits = parts.group(2);
        int port = digits == null ? defaultPort(mapped) : Integer.parseInt(digits);
        if (port == 0 || port > LAST_PORT) {
            return Optional.empty();
        }
        return Optional.of(new Origin(mapped, parts.group(1).toLowerCase(Locale.ROOT), port));
    }

    private static String httpScheme(String scheme) {
        return switch (scheme) {
            case "http", "ws" -> "http";
            case "https", "wss" -> "https";
            default -> "";
        };
    }

    private static int defaultPort(String scheme) {
        return scheme.equals("https") ? HTTPS_PORT : HTTP_PORT;
    }

    boolean isPlaintext() {
        return scheme.equals("http");
    }

    URI toUri() {
        return URI.create(toString());
    }

    /** The origin as messages show it: without the port where that is the default one. */
    @Override
    public String toString() {
        return scheme + "://" + host + (port == defaultPort(scheme) ? "" : ":" + port);
    }
}
