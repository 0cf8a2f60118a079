package io.reactortoken.netty;

import io.reactortoken.FailureKind;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.TokenResponseException;
import java.io.ByteArrayOutputStream;

/** A body as far as it has arrived, up to a limit. */
final class BoundedBody {

    private final int limit;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    BoundedBody(int limit) {
        this.limit = limit;
    }

    void add(byte[] more) {
        if (more.length > limit - bytes.size()) {
            throw tooLarge(limit);
        }
        bytes.writeBytes(more);
    }

    static TokenResponseException tooLarge(int limit) {
        TokenFailure failure = TokenFailure.of(Code.MTR, "the token response is too large: over " + limit + " bytes")
                .kind(FailureKind.TOO_LARGE)
                .hint("H-HTML", "a token is far smaller: wrong URL, login page, proxy or firewall?");
        return TokenResponseException.of(failure, null);
    }

    byte[] toByteArray() {
        return bytes.toByteArray();
    }
}
