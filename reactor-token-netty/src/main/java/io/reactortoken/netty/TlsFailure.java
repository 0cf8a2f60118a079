package io.reactortoken.netty;

import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.reactortoken.FailureKind;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.netty.CertificateFacts.Refused;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;

/**
 * Why there is no TLS connection. The JDK has no type of its own for a wrong host name, for a client certificate that
 * is missing, or for a connection that ends in the handshake; their messages are looked at, and not shown.
 */
final class TlsFailure {

    private static final String RECEIVED = "Received fatal alert: ";
    /** RFC 8446 section 6.2, by their names in the JDK. */
    private static final Set<String> ABOUT_CERTIFICATES = Set.of(
            "bad_certificate",
            "unsupported_certificate",
            "certificate_revoked",
            "certificate_expired",
            "certificate_unknown",
            "unknown_ca",
            "access_denied",
            "certificate_required");

    private final Causes causes;
    private final String host;
    private final TransportLimits limits;

    TlsFailure(Causes causes, String host, TransportLimits limits) {
        this.causes = causes;
        this.host = host;
        this.limits = limits;
    }

    TokenFailure failure() {
        if (causes.hold(SslHandshakeTimeoutException.class)) {
            String what = "timeout: no TLS handshake within "
                    + limits.handshakeTimeout().toMillis() + " ms";
            return TokenFailure.of(Code.TMO, what)
                    .kind(FailureKind.HANDSHAKE)
                    .hint("H-PLAIN", "an http port, or something on the way that keeps silent?")
                    .transientFailure();
        }
        if (causes.hold(NotSslRecordException.class)) {
            return net(
                    FailureKind.TLS_PROTO,
                    "not TLS: the server answered in plain text",
                    "H-PLAIN",
                    "is this its http port?");
        }
        if (causes.hold(GeneralSecurityException.class)) {
            return certificate();
        }
        if (causes.hold(SSLException.class, TlsFailure::wantsCertificate)) {
            return net(
                    FailureKind.TLS_CLIENT_CERT,
                    "the server demands a client certificate",
                    "H-MTLS",
                    "it wants mutual TLS, or another one");
        }
        if (causes.hold(SSLException.class, TlsFailure::closed)) {
            return net(
                            FailureKind.EARLY_CLOSE,
                            "connection closed early, in the TLS handshake",
                            "H-PLAIN",
                            "is this its https port? a proxy or firewall may close it too")
                    .transientFailure();
        }
        return net(
                FailureKind.TLS_PROTO,
                "no common TLS protocol",
                "H-TLS",
                "the server may be too old, or demand a client certificate");
    }

    private TokenFailure certificate() {
        Optional<CertificateFacts> facts = causes.find(Refused.class).map(Refused::facts);
        if (causes.hold(CertificateException.class, TlsFailure::wrongName)) {
            String names =
                    facts.map(shown -> "; its names are " + shown.hosts()).orElse("");
            return net(
                    FailureKind.TLS_HOSTNAME,
                    "host name does not match",
                    "H-HOST",
                    "the certificate is trusted, but not for " + host + names);
        }
        if (causes.hold(CertificateExpiredException.class) || causes.hold(CertificateNotYetValidException.class)) {
            String validity = facts.map(CertificateFacts::validity)
                    .filter(text -> !text.isEmpty())
                    .orElse("expired, or not valid yet");
            return net(
                    FailureKind.TLS_TRUST,
                    "certificate not trusted: " + validity,
                    "H-CLOCK",
                    "check this machine's clock; else the server's certificate must be renewed");
        }
        return net(
                FailureKind.TLS_TRUST,
                "certificate not trusted"
                        + facts.map(shown -> ": " + shown.identity()).orElse(""),
                "H-CA",
                "its issuer is not trusted: corporate proxy, or missing intermediate? add the CA by trust(..). Postman"
                        + " may have 'SSL verification' off");
    }

    private static boolean wrongName(String message) {
        return message.startsWith("No name matching") || message.startsWith("No subject alternative");
    }

    /** What a server sends can only be about the certificate of this side. */
    private static boolean wantsCertificate(String message) {
        int alert = message.indexOf(RECEIVED);
        return alert >= 0 && ABOUT_CERTIFICATES.contains(message.substring(alert + RECEIVED.length()));
    }

    private static boolean closed(String message) {
        return message.contains("closed");
    }

    private TokenFailure net(FailureKind kind, String what, String hint, String check) {
        return TokenFailure.of(Code.NET, what + " (" + causes.name() + ")")
                .kind(kind)
                .hint(hint, check);
    }
}
