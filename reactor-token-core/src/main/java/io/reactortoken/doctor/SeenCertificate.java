package io.reactortoken.doctor;

import io.reactortoken.oauth2.internal.body.Echo;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Trusts what another one trusts, and remembers what it was shown. For one handshake. */
final class SeenCertificate extends X509ExtendedTrustManager {

    private static final int LONGEST = 80;
    private static final int MOST_HOSTS = 8;

    private final X509ExtendedTrustManager judge;

    private volatile @Nullable X509Certificate leaf;

    SeenCertificate(X509ExtendedTrustManager judge) {
        this.judge = judge;
    }

    Optional<Handshake.Leaf> leaf() {
        X509Certificate seen = leaf;
        return seen == null
                ? Optional.empty()
                : Optional.of(new Handshake.Leaf(
                        cut(seen.getSubjectX500Principal().getName()),
                        hosts(seen),
                        cut(seen.getIssuerX500Principal().getName()),
                        date(seen.getNotBefore()) + " to " + date(seen.getNotAfter())));
    }

    private static String cut(String text) {
        return Echo.sanitise(text, LONGEST) + (text.length() > LONGEST ? ".." : "");
    }

    private static String date(Date date) {
        return LocalDate.ofInstant(date.toInstant(), ZoneOffset.UTC).toString();
    }

    private static String hosts(X509Certificate certificate) {
        try {
            List<String> hosts = new ArrayList<>();
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            for (List<?> name : names == null ? List.<List<?>>of() : names) {
                if (hosts.size() < MOST_HOSTS && name.get(1) instanceof String text) {
                    hosts.add(cut(text));
                }
            }
            return Words.list(hosts);
        } catch (CertificateParsingException malformed) {
            return "unreadable";
        }
    }

    private void see(X509Certificate[] chain) {
        leaf = chain.length == 0 ? null : chain[0];
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        see(chain);
        judge.checkServerTrusted(chain, type, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        see(chain);
        judge.checkServerTrusted(chain, type, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        see(chain);
        judge.checkServerTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        judge.checkClientTrusted(chain, type, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        judge.checkClientTrusted(chain, type, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        judge.checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return judge.getAcceptedIssuers();
    }
}
