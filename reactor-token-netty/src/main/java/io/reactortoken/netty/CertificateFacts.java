package io.reactortoken.netty;

import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/** What messages say of a certificate. Names are cut: whoever made it could write what they liked. */
final class CertificateFacts {

    private static final int LONGEST_NAME = 80;
    private static final int MOST_NAMES = 5;

    private final X509Certificate certificate;

    CertificateFacts(X509Certificate certificate) {
        this.certificate = certificate;
    }

    /** {@return subject and issuer} */
    String identity() {
        return "subject " + name(certificate.getSubjectX500Principal()) + ", issuer "
                + name(certificate.getIssuerX500Principal());
    }

    private static String name(X500Principal principal) {
        return cut(principal.getName());
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_NAME ? text : text.substring(0, LONGEST_NAME) + "..";
    }

    /** {@return why it is not valid now, with the date; empty if it is} */
    String validity() {
        try {
            certificate.checkValidity();
            return "";
        } catch (CertificateExpiredException expired) {
            return "expired on " + date(certificate.getNotAfter());
        } catch (CertificateNotYetValidException early) {
            return "not valid before " + date(certificate.getNotBefore());
        }
    }

    static String date(Date date) {
        return LocalDate.ofInstant(date.toInstant(), ZoneOffset.UTC).toString();
    }

    /** {@return the first host names and addresses it is for} */
    String hosts() {
        try {
            List<String> hosts = new ArrayList<>();
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            for (List<?> name : names == null ? List.<List<?>>of() : names) {
                if (hosts.size() < MOST_NAMES && name.get(1) instanceof String text) {
                    hosts.add(cut(text));
                }
            }
            return hosts.isEmpty() ? "none" : String.join(", ", hosts);
        } catch (CertificateParsingException malformed) {
            return "unreadable";
        }
    }

    /** A certificate that was not trusted. Its own message is empty: what a server sent is shown in our words only. */
    static final class Refused extends CertificateException {

        private static final long serialVersionUID = 1L;

        private final transient CertificateFacts facts;

        Refused(X509Certificate certificate, CertificateException cause) {
            super("", cause);
            this.facts = new CertificateFacts(certificate);
        }

        CertificateFacts facts() {
            return facts;
        }
    }
}
