package io.reactortoken.internal;

import java.util.Optional;

/**
 * Reads the origins of requests, and remembers the last one: a client calls one API again and again, and reading an
 * authority takes ten times as long as comparing it.
 *
 * @since 0.1.0
 */
public final class LastOrigin {

    private volatile Seen last = new Seen("", Optional.empty());

    /** A URL up to the end of its authority, and what was read there. */
    private record Seen(String start, Optional<Origin> origin) {
        boolean isStartOf(String url) {
            int end = start.length();
            return end > 0 && url.startsWith(start) && (end == url.length() || Origin.endsAuthority(url.charAt(end)));
        }
    }

    /**
     * Reads the origin of a request.
     *
     * @param url absolute, or there is no origin
     * @return what {@link Origin#of(String)} returns
     */
    public Optional<Origin> of(String url) {
        Seen seen = last;
        if (seen.isStartOf(url)) {
            return seen.origin;
        }
        Optional<Origin> origin = Origin.of(url);
        if (origin.isPresent()) {
            last = new Seen(url.substring(0, Origin.endOfAuthority(url, url.indexOf("://") + 3)), origin);
        }
        return origin;
    }
}
