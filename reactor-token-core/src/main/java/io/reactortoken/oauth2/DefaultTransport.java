package io.reactortoken.oauth2;

import io.reactortoken.TokenConfigurationException;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.transport.TokenTransport;
import io.reactortoken.transport.TokenTransportProvider;
import java.util.Optional;
import java.util.ServiceLoader;

/** The transport on the class path. */
final class DefaultTransport {

    private DefaultTransport() {}

    static TokenTransport find() {
        return look().orElseThrow(DefaultTransport::missing);
    }

    /** Reads files of the class path. */
    static Optional<TokenTransport> look() {
        ClassLoader own = DefaultTransport.class.getClassLoader();
        return ServiceLoader.load(TokenTransportProvider.class, own).stream()
                .findFirst()
                .map(provider -> provider.get().transport());
    }

    static TokenConfigurationException missing() {
        TokenFailure failure = TokenFailure.of(Code.CFG, "there is no token transport on the class path")
                .hint("H-TRANSPORT", "add the dependency reactor-token-netty, or call transport(..)");
        return TokenConfigurationException.of(failure, null);
    }
}
