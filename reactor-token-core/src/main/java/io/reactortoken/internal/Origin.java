package io.reactortoken.internal;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
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

    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;
    private static final int LAST_PORT = 65_535;
    private static final int MAX_PORT_DIGITS = 5;

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
        return of(url.substring(0, start), url.substring(start + 3, endOfAuthority(url, start + 3)));
    }

    static int endOfAuthority(String url, int start) {
        int end = start;
        while (end < url.length() && !endsAuthority(url.charAt(end))) {
            end++;
        }
        return end;
    }

    /** RFC 3986 section 3.2. */
    static boolean endsAuthority(char c) {
        return c == '/' || c == '?' || c == '#';
    }

    private static Optional<Origin> of(@Nullable String scheme, @Nullable String authority) {
        String mapped = scheme == null ? "" : httpScheme(scheme.toLowerCase(Locale.ROOT));
        if (mapped.isEmpty() || authority == null) {
            return Optional.empty();
        }
        int end = endOfHost(authority);
        int port = end == authority.length() ? defaultPort(mapped) : port(authority, end);
        if (end == 0 || port == 0 || port > LAST_PORT) {
            return Optional.empty();
        }
        return Optional.of(new Origin(mapped, authority.substring(0, end).toLowerCase(Locale.ROOT), port));
    }

    /** By hand, because this is read for each request, and an expression costs ten times as much; 0 if there is no host. */
    private static int endOfHost(String authority) {
        if (authority.startsWith("[")) {
            int end = 1;
            while (end < authority.length() && isOfAddress(authority.charAt(end))) {
                end++;
            }
            return end > 1 && authority.startsWith("]", end) ? end + 1 : 0;
        }
        int end = 0;
        while (end < authority.length() && isOfName(authority.charAt(end), end)) {
            end++;
        }
        return end;
    }

    private static boolean isOfAddress(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == ':' || c == '.';
    }

    private static boolean isOfName(char c, int index) {
        boolean alphanumeric = isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        return alphanumeric || (index > 0 && (c == '.' || c == '_' || c == '-'));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Reads a colon and one to five digits up to the end; 0 for anything else. */
    private static int port(String authority, int colon) {
        int digits = authority.length() - colon - 1;
        if (authority.charAt(colon) != ':' || digits < 1 || digits > MAX_PORT_DIGITS) {
            return 0;
        }
        int port = 0;
        for (int i = colon + 1; i < authority.length(); i++) {
            if (!isDigit(authority.charAt(i))) {
                return 0;
            }
            port = port * 10 + (authority.charAt(i) - '0');
        }
        return port;
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
