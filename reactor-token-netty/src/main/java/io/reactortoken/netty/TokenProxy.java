package io.reactortoken.netty;

import static java.util.Objects.requireNonNull;

import io.reactortoken.TokenConfigurationException;
import io.reactortoken.TokenCredentialException;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.credential.Secret;
import io.reactortoken.credential.SecretSource;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.transport.ProxyProvider;

/**
 * A proxy through which token requests go. It learns the host and the port of the authorization server, and never a
 * token or a client secret: TLS goes through it from end to end.
 *
 * <p>Immutable: every method with an argument returns a new value.
 *
 * @since 0.1.0
 */
public final class TokenProxy {

    private static final int HIGHEST_PORT = 65_535;

    private final ProxyProvider.Proxy type;
    private final String host;
    private final int port;
    private final @Nullable Login login;
    private final List<HostPattern> exceptions;

    private record Login(String user, SecretSource password) {

        TokenCredentialException failed(Code code, @Nullable Throwable cause) {
            String what = "the proxy's password cannot be had from " + password.description();
            TokenFailure failure = TokenFailure.of(code, what)
                    .hint("H-PROXY", cause == null ? "it signalled none" : "the cause is the source's own error");
            return TokenCredentialException.of(code == Code.CRD_T ? failure.transientFailure() : failure, cause);
        }
    }

    private TokenProxy(
            ProxyProvider.Proxy type, String host, int port, @Nullable Login login, List<HostPattern> exceptions) {
        this.type = type;
        this.host = host;
        this.port = port;
        this.login = login;
        this.exceptions = exceptions;
    }

    /**
     * An HTTP proxy, asked by {@code CONNECT} (RFC 9110 section 9.3.6).
     *
     * @param host its name or address
     * @param port its port
     * @return a proxy for every host, without credentials
     * @throws TokenConfigurationException if {@code host} or {@code port} cannot be one
     */
    public static TokenProxy http(String host, int port) {
        return of(ProxyProvider.Proxy.HTTP, host, port);
    }

    /**
     * A proxy that speaks SOCKS version 4; names are resolved by the proxy (SOCKS 4a).
     *
     * @param host its name or address
     * @param port its port
     * @return a proxy for every host, without credentials
     * @throws TokenConfigurationException if {@code host} or {@code port} cannot be one
     */
    public static TokenProxy socks4(String host, int port) {
        return of(ProxyProvider.Proxy.SOCKS4, host, port);
    }

    /**
     * A proxy that speaks SOCKS version 5 (RFC 1928); names are resolved by the proxy.
     *
     * @param host its name or address
     * @param port its port
     * @return a proxy for every host, without credentials
     * @throws TokenConfigurationException if {@code host} or {@code port} cannot be one
     */
    public static TokenProxy socks5(String host, int port) {
        return of(ProxyProvider.Proxy.SOCKS5, host, port);
    }

    private static TokenProxy of(ProxyProvider.Proxy type, String host, int port) {
        requireNonNull(host, "host");
        if (host.isBlank() || host.chars().anyMatch(c -> c <= ' ' || c == '/' || c == '@')) {
            throw refuse(
                    "the proxy's host is no host name", "give the name alone, without a scheme and without a port");
        }
        if (port < 1 || port > HIGHEST_PORT) {
            throw refuse("the proxy's port is not within 1 and 65535: " + port, "ask who runs the proxy");
        }
        return new TokenProxy(type, host, port, null, List.of());
    }

    /**
     * Sets what the proxy asks for: HTTP Basic, or user and password of SOCKS version 5 (RFC 1929). The password is read
     * before each request.
     *
     * @param user the name; not blank, no colon
     * @param password where the password comes from
     * @return a new proxy
     * @throws TokenConfigurationException if the user cannot be one, or this is a SOCKS proxy of version 4, which knows
     *     no passwords
     */
    public TokenProxy credentials(String user, SecretSource password) {
        requireNonNull(password, "password");
        if (type == ProxyProvider.Proxy.SOCKS4) {
            throw refuse("a SOCKS proxy of version 4 takes no password", "use socks5(..) or http(..)");
        }
        if (user.isBlank() || user.indexOf(':') >= 0 || user.chars().anyMatch(Character::isISOControl)) {
            throw refuse(
                    "the proxy's user is blank, or holds a colon or a control character", "ask who runs the proxy");
        }
        return new TokenProxy(type, host, port, new Login(user, password), exceptions);
    }

    /**
     * Leaves some hosts to a direct connection.
     *
     * @param hosts names or addresses, without regard to case; {@code *.example.com} is every name below it, and
     *     {@code 127.*} every address that begins so
     * @return a new proxy that does not serve these either
     * @throws TokenConfigurationException if one of them is no pattern of this kind
     */
    public TokenProxy except(String... hosts) {
        List<HostPattern> all = new ArrayList<>(exceptions);
        for (String pattern : hosts) {
            all.add(HostPattern.parse(pattern));
        }
        return new TokenProxy(type, host, port, login, List.copyOf(all));
    }

    boolean serves(String target) {
        return exceptions.stream().noneMatch(pattern -> pattern.matches(target));
    }

    /** Fails if it is known already that there is no password. */
    void verify() {
        if (login != null) {
            login.password.verify();
        }
    }

    /** The password as it is now; an empty one if there is none to give. */
    Mono<Secret> password() {
        Login given = login;
        if (given == null) {
            return Mono.just(Secret.of(""));
        }
        return given.password
                .secret()
                .onErrorMap(error -> !(error instanceof TokenException), error -> given.failed(Code.CRD_T, error))
                .switchIfEmpty(Mono.error(() -> given.failed(Code.CRD_P, null)));
    }

    /** {@return the client that goes through this proxy; the password is in it} */
    HttpClient apply(HttpClient client, Secret password, TransportLimits limits) {
        Login given = login;
        String text = password.reveal();
        return client.proxy(spec -> {
            ProxyProvider.Builder builder = builder(spec, limits);
            if (given != null) {
                builder.username(given.user).password(user -> text);
            }
        });
    }

    private ProxyProvider.Builder builder(ProxyProvider.TypeSpec spec, TransportLimits limits) {
        return spec.type(type)
                .socketAddress(InetSocketAddress.createUnresolved(host, port))
                .connectTimeoutMillis(limits.connectTimeout().toMillis());
    }

    /** {@return what to check when it asks for credentials} */
    String credentialsHint() {
        return login == null
                ? "it asks for credentials: call credentials(..)"
                : "it refuses user and password (from " + login.password.description() + ")";
    }

    /** {@return host and port} */
    String address() {
        return host + ":" + port;
    }

    private static TokenConfigurationException refuse(String what, String check) {
        return NettyTokenTransportBuilder.refuse("H-PROXY", what, check);
    }

    /** Tells kind, host and port. */
    @Override
    public String toString() {
        return "TokenProxy[" + type + " " + address() + "]";
    }
}
