package io.reactortoken.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request that a {@link FakeAuthorizationServer} has received.
 *
 * <p>Immutable. {@link #toString()} shows neither query, headers nor body.
 *
 * @since 0.1.0
 */
public final class FakeRequest {

    private final String method;
    private final String target;
    private final Map<String, List<String>> headers;
    private final byte[] body;
    private final int connection;
    private final @Nullable X509Certificate clientCertificate;

    FakeRequest(String method, String target, List<String[]> fields, byte[] body, Peer peer) {
        this.method = method;
        this.target = target;
        Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        fields.forEach(field ->
                all.computeIfAbsent(field[0], name -> new ArrayList<>()).add(field[1]));
        all.replaceAll((name, values) -> List.copyOf(values));
        this.headers = Collections.unmodifiableMap(all);
        this.body = body;
        this.connection = peer.connection;
        this.clientCertificate = peer.certificate;
    }

    /** Who sent it, as far as the connection tells. */
    record Peer(int connection, @Nullable X509Certificate certificate) {}

    /** {@return the method, for instance {@code POST}} */
    public String method() {
        return method;
    }

    /** {@return path and query, byte for byte} */
    public String target() {
        return target;
    }

    /** {@return every header; names are matched without regard to case} */
    public Map<String, List<String>> headers() {
        return headers;
    }

    /**
     * Returns the first value of a header.
     *
     * @param name matched without regard to case
     * @return the value, or empty
     */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** {@return the body, as UTF-8} */
    public String body() {
        return new String(body, UTF_8);
    }

    /** {@return every form parameter, decoded, in the order of the body} */
    public Map<String, List<String>> form() {
        Map<String, List<String>> form = new LinkedHashMap<>();
        for (String pair : body().split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals >= 0) {
                String name = URLDecoder.decode(pair.substring(0, equals), UTF_8);
                form.computeIfAbsent(name, ignored -> new ArrayList<>())
                        .add(URLDecoder.decode(pair.substring(equals + 1), UTF_8));
            }
        }
        return form;
    }

    /**
     * Returns the first value of a form parameter.
     *
     * @param name its decoded name
     * @return the decoded value, or empty
     */
    public Optional<String> form(String name) {
        return form().getOrDefault(name, List.of()).stream().findFirst();
    }

    /**
     * Returns the user of HTTP Basic.
     *
     * @return the client id, form-decoded as RFC 6749 section 2.3.1 has it, or empty
     */
    public Optional<String> basicUser() {
        return basic().map(pair -> URLDecoder.decode(pair.substring(0, pair.indexOf(':')), UTF_8));
    }

    /**
     * Returns the password of HTTP Basic.
     *
     * @return the client secret, form-decoded as RFC 6749 section 2.3.1 has it, or empty
     */
    public Optional<String> basicPassword() {
        return basic().map(pair -> URLDecoder.decode(pair.substring(pair.indexOf(':') + 1), UTF_8));
    }

    private Optional<String> basic() {
        return header("Authorization")
                .filter(value -> value.regionMatches(true, 0, "Basic ", 0, 6))
                .map(value -> new String(Base64.getDecoder().decode(value.substring(6)), UTF_8))
                .filter(pair -> pair.indexOf(':') >= 0);
    }

    /** {@return the number of the connection it came on, from 1} */
    public int connection() {
        return connection;
    }

    /** {@return the certificate that the client has shown, or empty} */
    public Optional<X509Certificate> clientCertificate() {
        return Optional.ofNullable(clientCertificate);
    }

    /** Tells method, path and size. */
    @Override
    public String toString() {
        int query = target.indexOf('?');
        String path = query < 0 ? target : target.substring(0, query);
        return "FakeRequest[" + method + " " + path + ", " + body.length + " bytes, connection " + connection + "]";
    }
}
