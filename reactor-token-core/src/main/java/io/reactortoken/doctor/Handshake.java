package io.reactortoken.doctor;

import java.util.Optional;

/**
 * What a TLS handshake showed.
 *
 * @param protocol empty if there was no agreement
 * @param cipher empty if there was no agreement
 * @param leaf the server's certificate, also one that is not trusted
 * @param problem why it failed, in our words; empty if it did not
 */
record Handshake(String protocol, String cipher, Optional<Leaf> leaf, String problem) {

    static final String UNTRUSTED = "the JVM's trust store does not trust the certificate";

    /**
     * A certificate. Whoever made it could write what they liked: names are cleaned and cut.
     *
     * @param subject its subject
     * @param hosts the names that it is for
     * @param issuer who signed it
     * @param validity from when to when
     */
    record Leaf(String subject, String hosts, String issuer, String validity) {}

    boolean isUntrusted() {
        return problem.equals(UNTRUSTED);
    }

    static Handshake failed(String problem) {
        return new Handshake("", "", Optional.empty(), problem);
    }
}
