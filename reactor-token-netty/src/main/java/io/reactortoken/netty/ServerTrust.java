package io.reactortoken.netty;

import io.reactortoken.netty.CertificateFacts.Refused;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Which servers are trusted: those of the JDK's authorities, of some authorities, or of a manager that a user gave. */
final class ServerTrust {

    static final ServerTrust JDK = new ServerTrust(List.of(), null);

    private final List<X509Certificate> authorities;
    private final @Nullable X509TrustManager given;

    private ServerTrust(List<X509Certificate> authorities, @Nullable X509TrustManager given) {
        this.authorities = authorities;
        this.given = given;
    }

    static ServerTrust of(List<X509Certificate> authorities) {
        return new ServerTrust(List.copyOf(authorities), null);
    }

    static ServerTrust of(X509TrustManager manager) {
        if (Stranger.isTrustedBy(manager)) {
            throw NettyTokenTransportBuilder.refuse(
                    "the trust manager trusts everybody: " + manager.getClass().getName(),
                    "whoever answers would get the client's secret; trust the server's own certificate instead");
        }
        return new ServerTrust(List.of(), manager);
    }

    /** Whose certificates count, in a word. */
    String description() {
        if (given != null) {
            return "by a given trust manager";
        }
        return authorities.isEmpty() ? "the JVM's authorities" : "given authorities only, " + authorities.size();
    }

    TrustManager manager() throws GeneralSecurityException, IOException {
        if (given != null) {
            return new Given(given);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(authorities.isEmpty() ? null : keyStore());
        TrustManager made = factory.getTrustManagers()[0];
        return made instanceof X509ExtendedTrustManager extended
                ? new Telling(extended)
                : new Given((X509TrustManager) made);
    }

    private KeyStore keyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (int i = 0; i < authorities.size(); i++) {
            store.setCertificateEntry("authority-" + i, authorities.get(i));
        }
        return store;
    }

    /**
     * A user's manager, of which only the chain is asked. On purpose not an extended one: the JDK adds the check of the
     * host name to such a manager, and relies on an extended one to do it.
     */
    private static final class Given implements X509TrustManager {

        private final X509TrustManager manager;

        private Given(X509TrustManager manager) {
            this.manager = manager;
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            manager.checkClientTrusted(chain, type);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            try {
                manager.checkServerTrusted(chain, type);
            } catch (CertificateException refused) {
                throw new Refused(chain[0], refused);
            }
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return manager.getAcceptedIssuers();
        }
    }

    /** The JDK's manager, which checks host names too, and what certificate it was that it refused. */
    private static final class Telling extends X509ExtendedTrustManager {

        private final X509ExtendedTrustManager manager;

        private Telling(X509ExtendedTrustManager manager) {
            this.manager = manager;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            try {
                manager.checkServerTrusted(chain, type, engine);
            } catch (CertificateException refused) {
                throw new Refused(chain[0], refused);
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            manager.checkServerTrusted(chain, type, socket);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            manager.checkServerTrusted(chain, type);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            manager.checkClientTrusted(chain, type, engine);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            manager.checkClientTrusted(chain, type, socket);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            manager.checkClientTrusted(chain, type);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return manager.getAcceptedIssuers();
        }
    }
}
