package io.reactortoken.netty;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.reactortoken.TokenConfigurationException;
import java.io.IOException;
import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * TLS as token requests use it: 1.2 or 1.3, by the JDK. Not by what else is on the class path, because messages are made
 * from the JDK's errors; and not by way of Netty's builder, which turns a manager that knows no host names into one that
 * the JDK believes to check them.
 */
final class TlsContext {

    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private TlsContext() {}

    /**
     * Reads the JDK's trust store, unless others are trusted.
     *
     * @throws TokenConfigurationException if that cannot be used
     */
    static TrustManager trustManager(ServerTrust trust) {
        try {
            return trust.manager();
        } catch (GeneralSecurityException | IOException unusable) {
            // its message may name the store
            throw NettyTokenTransportBuilder.refuse(
                    "the trusted authorities cannot be read: "
                            + unusable.getClass().getSimpleName(),
                    "check javax.net.ssl.trustStore and its password, or call trust(..)");
        }
    }

    static SslContext of(TrustManager trust, @Nullable ClientCertificate certificate) {
        KeyManager[] keys =
                certificate == null ? new KeyManager[0] : new KeyManager[] {new SingleIdentity(certificate)};
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, new TrustManager[] {trust}, null);
            return new JdkSslContext(
                    context,
                    true,
                    null,
                    IdentityCipherSuiteFilter.INSTANCE,
                    ApplicationProtocolConfig.DISABLED,
                    ClientAuth.NONE,
                    PROTOCOLS,
                    false);
        } catch (GeneralSecurityException unusable) {
            throw NettyTokenTransportBuilder.refuse(
                    "TLS cannot be set up: " + unusable.getClass().getSimpleName(),
                    "does this JDK have TLS 1.2 and 1.3 enabled?");
        }
    }
}
