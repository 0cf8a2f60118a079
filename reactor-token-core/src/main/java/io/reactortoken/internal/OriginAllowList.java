package io.reactortoken.internal;

import static java.util.Objects.requireNonNull;

import io.reactortoken.TokenConfigurationException;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The origins that may see a token (R6749-40). Exact: neither a sub-domain nor another port is meant. Immutable: every
 * {@code allow} returns a new list.
 *
 * @since 0.1.0
 */
public final class OriginAllowList {

    private static final OriginAllowList NOBODY = new OriginAllowList(Set.of(), List.of());

    private final Set<Origin> named;
    private final List<Predicate<? super URI>> recognised;

    private OriginAllowList(Set<Origin> named, List<Predicate<? super URI>> recognised) {
        this.named = named;
        this.recognised = recognised;
    }

    /** {@return a list that allows nobody} */
    public static OriginAllowList nobody() {
        return NOBODY;
    }

    /**
     * Adds an origin with TLS.
     *
     * @param origin for instance {@code https://api.example.com} or {@code wss://push.example.com:8443}
     * @return a new list
     * @throws TokenConfigurationException if it is none, or a plaintext one
     */
    public OriginAllowList allow(String origin) {
        Origin parsed = parse(origin);
        if (parsed.isPlaintext()) {
            throw refuse(
                    "the origin " + parsed + " is plain text, and a token must not travel so",
                    "use https; allowPlaintext(..) is for a service mesh that adds TLS, and for tests");
        }
        return with(parsed);
    }

    /**
     * Adds an origin without TLS.
     *
     * @param origin for instance {@code http://127.0.0.1:8080}
     * @return a new list
     * @throws TokenConfigurationException if it is none, or one with TLS
     */
    public OriginAllowList allowPlaintext(String origin) {
        Origin parsed = parse(origin);
        if (!parsed.isPlaintext()) {
            throw refuse("the origin " + parsed + " is not plain text", "name it by allow(..)");
        }
        return with(parsed);
    }

    /**
     * Adds whatever origins a predicate recognises, for names that a load balancer hands out.
     *
     * <p>It sees the origin alone, normalised, so that no path or user info can mislead it; and only origins with TLS.
     * An exception that it throws fails the request.
     *
     * @param predicate gets scheme {@code https}, the host in lower case, and the port unless that is 443
     * @return a new list
     */
    public OriginAllowList allow(Predicate<? super URI> predicate) {
        List<Predicate<? super URI>> more = new ArrayList<>(recognised);
        more.add(requireNonNull(predicate, "predicate"));
        return new OriginAllowList(named, List.copyOf(more));
    }

    private OriginAllowList with(Origin origin) {
        Set<Origin> more = new LinkedHashSet<>(named);
        more.add(origin);
        return new OriginAllowList(Set.copyOf(more), recognised);
    }

    /**
     * Refuses a list that allows nobody: what is built on it would fail every request.
     *
     * @return this list
     * @throws TokenConfigurationException if it allows nobody
     */
    public OriginAllowList requireSomebody() {
        if (named.isEmpty() && recognised.isEmpty()) {
            throw refuse("no origin is allowed to see the token", "name the API: allow(\"https://api.example.com\")");
        }
        return this;
    }

    /**
     * Tells whether a request may carry a token.
     *
     * @param origin where the request goes; empty if that is not beyond doubt
     * @return true if the origin was named or is recognised
     */
    public boolean permits(Optional<Origin> origin) {
        return origin.isPresent() && permits(origin.get());
    }

    boolean permits(Origin origin) {
        return named.contains(origin)
                || (!origin.isPlaintext() && recognised.stream().anyMatch(predicate -> predicate.test(origin.toUri())));
    }

    /**
     * Makes the error for a request to an origin that may not see the token (RS-35, RS-39).
     *
     * @param origin where the request would have gone; empty if that is not beyond doubt
     * @return a new exception; the request must not be sent
     */
    public TokenConfigurationException refusal(Optional<Origin> origin) {
        String where = origin.map(Origin::toString).orElse("of a URL that cannot be read");
        return refuse(
                "origin not allowed: the request was not sent, because nobody named the origin " + where,
                origin.isPresent() && origin.get().isPlaintext()
                        ? "use https, or name it by allowPlaintext(..)"
                        : "if it is an API for this token, name it by allow(..)");
    }

    private static Origin parse(String text) {
        String bare = text.endsWith("/") && !text.endsWith("://") ? text.substring(0, text.length() - 1) : text;
        Optional<Origin> origin = hasMoreThanAnOrigin(bare) ? Optional.empty() : Origin.of(bare);
        // not quoted: whoever mistakes a URL with credentials for an origin must not find them in a log
        return origin.orElseThrow(() -> refuse(
                "the origin is not scheme, host and port",
                "it looks like https://api.example.com or https://api.example.com:8443, without a path, and other"
                        + " letters than ASCII in punycode"));
    }

    private static boolean hasMoreThanAnOrigin(String text) {
        try {
            URI uri = new URI(text);
            String path = uri.getRawPath();
            return (path != null && !path.isEmpty()) || uri.getRawQuery() != null || uri.getRawFragment() != null;
        } catch (URISyntaxException none) {
            return true;
        }
    }

    private static TokenConfigurationException refuse(String what, String check) {
        return TokenConfigurationException.of(TokenFailure.of(Code.CFG, what).hint("H-ORIGIN", check), null);
    }

    @Override
    public String toString() {
        return "OriginAllowList" + named + (recognised.isEmpty() ? "" : " and " + recognised.size() + " predicates");
    }
}
