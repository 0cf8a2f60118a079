package io.reactortoken.micrometer;

import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenTransportException;

/** Errors as a transport makes them. */
final class Failing {

    private Failing() {}

    static TokenException of(TokenFailure.Code code) {
        return TokenTransportException.of(
                TokenFailure.of(code, "no answer"), new IllegalStateException("canary-cause"));
    }
}
