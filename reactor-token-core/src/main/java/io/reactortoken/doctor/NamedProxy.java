package io.reactortoken.doctor;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A proxy that the environment names, for programs other than Java's. Its user and password are not looked at.
 *
 * @param variable which one names it
 * @param address host and port, or what is wrong with it
 * @param applies whether it is for this host: {@code NO_PROXY} may say otherwise
 */
record NamedProxy(String variable, String address, boolean applies) {

    private static final List<String> FOR_HTTPS = List.of("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy");
    private static final List<String> FOR_HTTP = List.of("http_proxy", "ALL_PROXY", "all_proxy");

    static Optional<NamedProxy> of(Map<String, String> environment, Target target) {
        List<String> names = target.usesTls() ? FOR_HTTPS : FOR_HTTP;
        return names.stream()
                .filter(name -> !environment.getOrDefault(name, "").isBlank())
                .findFirst()
                .map(name -> new NamedProxy(
                        name, address(environment.getOrDefault(name, "")), !isExempt(environment, target.host())));
    }

    private static String address(String value) {
        String text = value.strip();
        try {
            URI uri = new URI(text.contains("://") ? text : "http://" + text);
            String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
            return uri.getHost() == null ? "something that is no URL" : Words.clean(uri.getHost() + port);
        } catch (URISyntaxException noUri) {
            return "something that is no URL"; // its message quotes a password
        }
    }

    private static boolean isExempt(Map<String, String> environment, String host) {
        String list = environment.getOrDefault("NO_PROXY", environment.getOrDefault("no_proxy", ""));
        return Arrays.stream(list.split(",", -1))
                .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
                .map(entry -> entry.startsWith("*.") ? entry.substring(1) : entry)
                .filter(entry -> !entry.isEmpty())
                .anyMatch(entry -> entry.equals("*")
                        || host.equals(entry)
                        || host.endsWith(entry.startsWith(".") ? entry : "." + entry));
    }

    String text() {
        return "names " + address
                + (applies ? "; Java does not use it unless told to" : "; NO_PROXY leaves this host out");
    }
}
