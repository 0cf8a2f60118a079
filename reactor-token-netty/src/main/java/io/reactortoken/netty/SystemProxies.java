package io.reactortoken.netty;

import io.reactortoken.credential.SecretSource;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The proxies that the JDK's system properties name. {@code https.proxyHost}, {@code https.proxyPort} (443), the same for
 * {@code http} (80), and {@code http.nonProxyHosts} for both; else {@code socksProxyHost}, {@code socksProxyPort} (1080),
 * {@code socksProxyVersion} (5) and {@code socksNonProxyHosts}. Users and passwords are {@code https.proxyUser},
 * {@code https.proxyPassword}, {@code java.net.socks.username} and {@code java.net.socks.password}.
 */
final class SystemProxies {

    private static final String LOOPBACK = "localhost|127.*|[::1]";

    private final Properties properties;

    private SystemProxies(Properties properties) {
        this.properties = properties;
    }

    static ProxyRoutes of(Properties properties) {
        SystemProxies read = new SystemProxies(properties);
        TokenProxy socks = read.socks();
        TokenProxy https = read.http("https", "443");
        TokenProxy http = read.http("http", "80");
        return new ProxyRoutes(https == null ? socks : https, http == null ? socks : http);
    }

    private @Nullable TokenProxy http(String scheme, String defaultPort) {
        String host = get(scheme + ".proxyHost", "");
        if (host.isEmpty()) {
            return null;
        }
        TokenProxy proxy = TokenProxy.http(host, port(scheme + ".proxyPort", defaultPort));
        return except(login(proxy, scheme + ".proxyUser", scheme + ".proxyPassword"), "http.nonProxyHosts");
    }

    private @Nullable TokenProxy socks() {
        String host = get("socksProxyHost", "");
        if (host.isEmpty()) {
            return null;
        }
        int port = port("socksProxyPort", "1080");
        TokenProxy proxy = get("socksProxyVersion", "5").equals("4")
                ? TokenProxy.socks4(host, port)
                : login(TokenProxy.socks5(host, port), "java.net.socks.username", "java.net.socks.password");
        return except(proxy, "socksNonProxyHosts");
    }

    private TokenProxy login(TokenProxy proxy, String userName, String passwordName) {
        String user = get(userName, "");
        if (user.isEmpty()) {
            return proxy;
        }
        String password = get(passwordName, "");
        if (password.isEmpty()) {
            throw refuse(userName + " is set, and " + passwordName + " is not");
        }
        return proxy.credentials(user, SecretSource.of(password));
    }

    private TokenProxy except(TokenProxy proxy, String name) {
        String hosts = get(name, properties.containsKey(name) ? "" : LOOPBACK);
        return hosts.isEmpty() ? proxy : proxy.except(hosts.split("\\|", -1));
    }

    private int port(String name, String otherwise) {
        try {
            return Integer.parseInt(get(name, otherwise));
        } catch (NumberFormatException noNumber) {
            throw refuse(name + " is no number");
        }
    }

    private static RuntimeException refuse(String what) {
        return NettyTokenTransportBuilder.refuse(
                "H-PROXY", "the system property " + what, "correct it, or call proxy(..) instead");
    }

    private String get(String name, String otherwise) {
        String value = properties.getProperty(name, "").strip();
        return value.isEmpty() ? otherwise : value;
    }
}
