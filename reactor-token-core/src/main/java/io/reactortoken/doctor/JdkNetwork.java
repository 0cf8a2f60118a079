package io.reactortoken.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** By the JDK's own resolver, sockets and trust store. */
final class JdkNetwork implements Network {

    /** Null for the JVM's own. */
    private final @Nullable KeyStore trusted;

    JdkNetwork(@Nullable KeyStore trusted) {
        this.trusted = trusted;
    }

    @Override
    public List<InetAddress> addresses(String host) throws UnknownHostException {
        return List.of(InetAddress.getAllByName(host));
    }

    @Override
    public void connect(InetAddress address, int port, Duration timeout) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), (int) timeout.toMillis());
        }
    }

    @Override
    public Handshake handshake(String host, InetAddress address, int port, Duration timeout) {
        SeenCertificate seen = null;
        try (Socket plain = new Socket()) {
            seen = new SeenCertificate(trust());
            plain.connect(new InetSocketAddress(address, port), (int) timeout.toMillis());
            plain.setSoTimeout((int) timeout.toMillis());
            return handshake(host, port, plain, seen);
        } catch (IOException | GeneralSecurityException failure) {
            return new Handshake("", "", seen == null ? Optional.empty() : seen.leaf(), problem(failure));
        }
    }

    private static Handshake handshake(String host, int port, Socket plain, SeenCertificate seen)
            throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {seen}, null);
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true)) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return new Handshake(
                    socket.getSession().getProtocol(), socket.getSession().getCipherSuite(), seen.leaf(), "");
        }
    }

    private X509ExtendedTrustManager trust() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager extended) {
                return extended;
            }
        }
        throw new GeneralSecurityException("no trust manager");
    }

    private static boolean isAboutTheName(@Nullable String message) {
        return message != null
                && (message.startsWith("No name matching") || message.startsWith("No subject alternative"));
    }

    /** By class: the messages of the JDK quote what the server sent. */
    private static String problem(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException || cause instanceof CertificateNotYetValidException) {
                return "the certificate is not valid now";
            }
            if (cause instanceof CertPathBuilderException || cause instanceof CertPathValidatorException) {
                return Handshake.UNTRUSTED;
            }
            if (cause instanceof CertificateException && isAboutTheName(cause.getMessage())) {
                return "the certificate is not for this host";
            }
        }
        return failure instanceof SSLException
                ? "no TLS (" + failure.getClass().getSimpleName() + "): is it an https port?"
                : "no connection (" + failure.getClass().getSimpleName() + ")";
    }
}
