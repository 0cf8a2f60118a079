package io.reactortoken;

import io.reactortoken.TokenFailure.Code;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Turns whatever a fetch signalled into a {@link TokenException}. The rule is {@link TokenSource#of}'s. */
final class Failures {

    private static final int MAX_DEPTH = 16;

    private Failures() {}

    static TokenException classify(Throwable error) {
        if (error instanceof TokenException known) {
            return known;
        }
        Throwable reason = reasonToRetry(error);
        String type = (reason == null ? error : reason).getClass().getName();
        if (reason instanceof TimeoutException) {
            return TokenTransportException.of(
                    failed(Code.TMO, "the fetch did not end in time: " + type).transientFailure(), error);
        }
        TokenFailure failure = failed(Code.NET, "the fetch failed with " + type);
        return TokenTransportException.of(reason == null ? failure : failure.transientFailure(), error);
    }

    static TokenException empty() {
        TokenFailure failure = TokenFailure.of(Code.MTR, "the fetch completed without a token")
                .hint(
                        "H-EMPTY",
                        "a source must signal a token or an error; look for a filter() or an onErrorComplete()");
        return TokenResponseException.of(failure, null);
    }

    static TokenException uselessLifetime() {
        TokenFailure failure = TokenFailure.of(Code.MTR, "the server issues tokens whose lifetime is over at once")
                .hint("H-LIFETIME", "check expires_in at the server, and how long its answer takes")
                .transientFailure();
        return TokenResponseException.of(failure, null);
    }

    static TokenException late(long acquisitionMillis) {
        TokenFailure failure = TokenFailure.of(
                        Code.TMO, "there was no token within " + acquisitionMillis + " ms, all attempts included")
                .hint("H-TIMEOUT", "is the authorization server slow, or is the acquisitionTimeout short?")
                .transientFailure();
        return TokenTransportException.of(failure, null);
    }

    static TokenException closed(String name) {
        TokenFailure failure = TokenFailure.of(Code.CLS, "the token source is closed")
                .client(name)
                .hint("H-CLOSED", "who called close() or dispose() while it was in use?");
        return TokenUnavailableException.of(failure, null);
    }

    static TokenException timersRefused(String name, RejectedExecutionException refused) {
        TokenFailure failure = TokenFailure.of(Code.CLS, "the scheduler of the token source takes no more tasks")
                .client(name)
                .hint("H-CLOSED", "was a Reactor scheduler disposed, or Schedulers.shutdownNow() called?");
        return TokenUnavailableException.of(failure, refused);
    }

    static TokenException reentrant(String name) {
        TokenFailure failure = TokenFailure.of(Code.REN, "a fetch of this token waits for this token")
                .client(name)
                .hint("H-REENTRANT", "the fetch must not go through a client that it authorizes, nor ask this source");
        return TokenConfigurationException.of(failure, null);
    }

    /** The answer inside a hold: what failed, and for how long nobody is asked. No stack trace: it may be one per call. */
    static TokenException onHold(TokenException cause, Duration left) {
        TokenFailure failure = cause.failure();
        String what = "not asked for another " + left.toMillis() + " ms, because: "
                + failure.code().label() + " " + failure.what();
        return new TokenUnavailableException(failure.as(Code.HLD, what).retryAfter(left), cause, false);
    }

    private static TokenFailure failed(Code code, String what) {
        return TokenFailure.of(code, what).hint("H-FETCH", "the cause is the fetch's own error");
    }

    private static @Nullable Throwable reasonToRetry(Throwable error) {
        Throwable cause = error;
        for (int depth = 0; cause != null && depth < MAX_DEPTH; depth++) {
            if (cause instanceof IOException || cause instanceof TimeoutException) {
                return cause;
            }
            cause = cause.getCause();
        }
        return null;
    }
}
