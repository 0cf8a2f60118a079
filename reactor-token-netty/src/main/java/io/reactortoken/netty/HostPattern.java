package io.reactortoken.netty;

import java.util.Locale;

/** A host name or an address, maybe with a star at its beginning or its end, as {@code http.nonProxyHosts} has them. */
record HostPattern(String text, Kind kind) {

    private enum Kind {
        WHOLE,
        BEGINNING,
        END
    }

    static HostPattern parse(String pattern) {
        String lower = pattern.strip().toLowerCase(Locale.ROOT);
        if (lower.startsWith("*")) {
            return checked(lower.substring(1), Kind.END, pattern);
        }
        return lower.endsWith("*")
                ? checked(lower.substring(0, lower.length() - 1), Kind.BEGINNING, pattern)
                : checked(lower, Kind.WHOLE, pattern);
    }

    private static HostPattern checked(String text, Kind kind, String pattern) {
        if ((kind == Kind.WHOLE && text.isEmpty()) || text.chars().anyMatch(c -> c <= ' ' || c == '*' || c == '/')) {
            throw NettyTokenTransportBuilder.refuse(
                    "H-PROXY",
                    "this is no host that a proxy can leave out: '" + pattern + "'",
                    "a name or an address, with a star at its beginning or its end");
        }
        return new HostPattern(text, kind);
    }

    boolean matches(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return switch (kind) {
            case WHOLE -> lower.equals(text);
            case BEGINNING -> lower.startsWith(text);
            case END -> lower.endsWith(text);
        };
    }
}
