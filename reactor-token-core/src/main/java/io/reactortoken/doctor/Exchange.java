package io.reactortoken.doctor;

import io.reactortoken.AccessToken;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.event.TokenEvent.LintFound;
import io.reactortoken.oauth2.internal.body.Echo;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What was sent, and what came of it.
 *
 * @param sent empty if no token request was sent
 * @param received empty if there was no answer to it
 * @param token shows itself to nobody
 * @param failure why there is no token
 * @param lints what is odd
 * @param metadata requests for the issuer's metadata
 * @param echo what was sent, and the token: to be hidden wherever it comes back
 */
record Exchange(
        Optional<Sent> sent,
        Optional<Received> received,
        Optional<AccessToken> token,
        Optional<TokenFailure> failure,
        List<LintFound> lints,
        int metadata,
        Echo echo) {

    static final Exchange NONE = new Exchange(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of(), 0, Echo.of(List.of()));

    /** The server, or something before it, did not like the request; a token was not issued. */
    private static final Set<Code> REFUSALS = Set.of(Code.OAE, Code.HTP, Code.CRD_P);

    boolean isRefused() {
        return failure.filter(known -> REFUSALS.contains(known.code())).isPresent();
    }
}
