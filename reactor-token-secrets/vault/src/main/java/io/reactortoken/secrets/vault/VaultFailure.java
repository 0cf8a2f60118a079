package io.reactortoken.secrets.vault;

import io.reactortoken.TokenCredentialException;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Why there is no secret, before it is known which one was wanted: a login serves many. What it says follows the secret's
 * name, and is ours: of what Vault wrote nothing is told but the status.
 */
final class VaultFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final String HINT = "H-VAULT";
    private static final int DENIED = 403;
    /** A message of this library: code, what happened, and what to check. */
    private static final Pattern MESSAGE = Pattern.compile("[A-Z-]+ (.+?) - (.+) \\[(H-[A-Z-]+)]");

    private final transient TokenFailure failure;
    private final String what;

    private VaultFailure(TokenFailure failure, String what) {
        super(failure.message(), null, false, false);
        this.failure = failure;
        this.what = what;
    }

    /** Somebody has to change something. */
    static VaultFailure lasting(int status, String what, String check) {
        return new VaultFailure(TokenFailure.of(Code.CRD_P, what).status(status).hint(HINT, check), what);
    }

    /** It may be over in a moment; the last good secret is used meanwhile. */
    static VaultFailure passing(int status, String what, String check) {
        TokenFailure failure = TokenFailure.of(Code.CRD_T, what).status(status).hint(HINT, check);
        return new VaultFailure(failure.transientFailure(), what);
    }

    /** The transport's own words: it knows most about a connection. A secret that is there is used on, so it is passing. */
    static VaultFailure noAnswer(TokenException error, String origin) {
        Matcher parts = MESSAGE.matcher(String.valueOf(error.getMessage()));
        boolean known = parts.matches();
        String what = "got no answer from " + origin + ": "
                + (known ? parts.group(1) : error.code().label());
        TokenFailure failure = TokenFailure.of(Code.CRD_T, what)
                .hint(known ? parts.group(3) : HINT, known ? parts.group(2) : "is Vault reachable from here?");
        return new VaultFailure(failure.transientFailure(), what);
    }

    VaultFailure retryAfter(Optional<Duration> wait) {
        return wait.map(delay -> new VaultFailure(failure.retryAfter(delay), what))
                .orElse(this);
    }

    /** Whether that was Vault's last word: what was to be renewed is over. */
    static boolean isOver(Throwable error) {
        return error instanceof VaultFailure known && known.failure.code() == Code.CRD_P;
    }

    /** The token is not known, or may not do this. */
    boolean isDenied() {
        return failure.status() == DENIED;
    }

    /** The same as an error that the cache of a token, or of a lease, understands. */
    TokenCredentialException forACache() {
        return TokenCredentialException.of(failure, this);
    }

    /** Whatever went wrong, as the error of one secret. The first cause says why, the last error says when to try again. */
    static TokenException of(Throwable error, String secret) {
        @Nullable TokenException last = null;
        @Nullable TokenException first = null;
        @Nullable Throwable cause = error;
        for (int i = 0; i < 10 && cause != null; i++) {
            if (cause instanceof VaultFailure known) {
                return TokenCredentialException.of(known.named(secret, last), null);
            }
            if (cause instanceof TokenException token) {
                last = last == null ? token : last;
                first = token;
            }
            cause = cause.getCause();
        }
        return first == null ? unknown(error, secret) : credential(first, secret);
    }

    /** The wait of a hold is later news than that of the failure which led to it. */
    private TokenFailure named(String secret, @Nullable TokenException held) {
        TokenFailure renamed = TokenFailure.of(failure.code(), secret + " " + what)
                .status(failure.status())
                .hint(failure.hintId(), check());
        Optional<Duration> wait = held == null
                ? forACache().retryAfter()
                : held.retryAfter().or(() -> forACache().retryAfter());
        TokenFailure timed = failure.isTransient() ? renamed.transientFailure() : renamed;
        return failure.isTransient() ? wait.map(timed::retryAfter).orElse(timed) : timed;
    }

    private String check() {
        Matcher parts = MESSAGE.matcher(failure.message());
        return parts.matches() ? parts.group(2) : "";
    }

    /** The credential of the login has a source of its own, which has failed; or the login did not end. */
    private static TokenException credential(TokenException error, String secret) {
        if (error.code() == Code.REN || error.code() == Code.CFG) {
            return error;
        }
        boolean missing = error instanceof TokenCredentialException;
        String check = "the cause says why: " + error.code().label();
        String what = secret + " could not be read: "
                + (missing ? "there is nothing to log in to Vault with" : "the login to Vault has failed");
        return missing && !error.retryable()
                ? exception(TokenFailure.of(Code.CRD_P, what).hint(HINT, check), error)
                : exception(TokenFailure.of(Code.CRD_T, what).hint(HINT, check).transientFailure(), error);
    }

    private static TokenException unknown(Throwable error, String secret) {
        String what = secret + " could not be read: " + error.getClass().getName();
        return exception(
                TokenFailure.of(Code.CRD_T, what)
                        .hint(HINT, "a fault of the transport, or of this library")
                        .transientFailure(),
                null);
    }

    private static TokenException exception(TokenFailure failure, @Nullable Throwable cause) {
        return TokenCredentialException.of(failure, cause);
    }
}
