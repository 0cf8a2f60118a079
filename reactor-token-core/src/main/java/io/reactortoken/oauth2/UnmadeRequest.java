package io.reactortoken.oauth2;

import io.reactortoken.TokenConfigurationException;
import io.reactortoken.TokenCredentialException;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Why a registry has no request for a key: the function that it was given failed. */
final class UnmadeRequest {

    private static final int MAX_DEPTH = 16;

    private UnmadeRequest() {}

    static TokenException missing() {
        TokenFailure failure = TokenFailure.of(Code.CFG, "there is no token request for this key")
                .hint("H-KEY", "the function of TokenSources returned null or an empty Mono; is the key a known one?");
        return TokenConfigurationException.of(failure, null);
    }

    /** An {@link IOException} and a {@link TimeoutException} may pass, as {@link io.reactortoken.TokenSource#of} says. */
    static TokenException because(Throwable error) {
        if (error instanceof TokenException known) {
            return known;
        }
        String what = "the token request for this key could not be made: "
                + error.getClass().getName();
        String check = "the cause is the own error of the function that TokenSources was given";
        return mayPass(error)
                ? TokenCredentialException.of(
                        TokenFailure.of(Code.CRD_T, what).hint("H-KEY", check).transientFailure(), error)
                : TokenConfigurationException.of(TokenFailure.of(Code.CFG, what).hint("H-KEY", check), error);
    }

    private static boolean mayPass(Throwable error) {
        @Nullable Throwable cause = error;
        for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
            if (cause instanceof IOException || cause instanceof TimeoutException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
