package io.reactortoken.netty;

import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which proxy serves which token endpoint. */
record ProxyRoutes(@Nullable TokenProxy forHttps, @Nullable TokenProxy forHttp) {

    static final ProxyRoutes NONE = new ProxyRoutes(null, null);

    static ProxyRoutes all(TokenProxy proxy) {
        return new ProxyRoutes(proxy, proxy);
    }

    void verify() {
        if (forHttps != null) {
            forHttps.verify();
        }
        if (forHttp != null) {
            forHttp.verify();
        }
    }

    Optional<TokenProxy> route(URI target) {
        TokenProxy proxy = "https".equalsIgnoreCase(target.getScheme()) ? forHttps : forHttp;
        String host = target.getHost();
        return Optional.ofNullable(proxy).filter(known -> host == null || known.serves(host));
    }
}
