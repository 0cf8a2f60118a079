package io.reactortoken.doctor;

import io.reactortoken.oauth2.Examination;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The server that is asked first, and the way to it as the transport tells it.
 *
 * @param uri the token endpoint, or the issuer
 * @param host without brackets
 * @param port the scheme's, where none was given
 * @param facts what the transport says of itself, cleaned
 */
record Target(URI uri, String host, int port, Map<String, String> facts) {

    private static final Set<String> KNOWN = Set.of("proxy", "trust", "timeouts");
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    /** Empty where there is no host to look for. */
    static Optional<Target> of(Examination request) {
        return request.tokenUri()
                .or(request::issuer)
                .filter(uri -> uri.getHost() != null && uri.getScheme() != null)
                .map(uri -> of(uri, request));
    }

    private static Target of(URI uri, Examination request) {
        boolean tls = uri.getScheme().equalsIgnoreCase("https");
        String host = uri.getHost();
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return new Target(
                uri,
                bare.toLowerCase(Locale.ROOT),
                uri.getPort() < 0 ? (tls ? HTTPS : HTTP) : uri.getPort(),
                facts(uri, request));
    }

    /** A transport may be anybody's, and may fail at this. */
    private static Map<String, String> facts(URI uri, Examination request) {
        try {
            Map<String, String> told = new TreeMap<>();
            request.transport().facts(uri).forEach((name, value) -> {
                if (KNOWN.contains(name)) {
                    told.put(name, Words.clean(value));
                }
            });
            return Map.copyOf(told);
        } catch (RuntimeException unknown) {
            return Map.of();
        }
    }

    boolean usesTls() {
        return uri.getScheme().equalsIgnoreCase("https");
    }

    Optional<String> fact(String name) {
        return Optional.ofNullable(facts.get(name));
    }

    /** The proxy on the way: empty if there is none, or none is known of. */
    Optional<String> proxy() {
        return fact("proxy").filter(proxy -> !proxy.equals("none"));
    }
}
