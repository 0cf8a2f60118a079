package io.reactortoken.doctor;

import io.reactortoken.TokenFailure;
import java.util.Optional;

/**
 * The client secret, as far as it may be told of.
 *
 * @param source where it comes from; empty if there is none
 * @param look what it looks like, if it could be read
 * @param failure why it could not be read
 */
record CredentialFacts(String source, Optional<SecretLook> look, Optional<TokenFailure> failure) {

    static final CredentialFacts NONE = new CredentialFacts("", Optional.empty(), Optional.empty());
}
