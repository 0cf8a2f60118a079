package io.reactortoken.internal;

import io.reactortoken.TokenConfigurationException;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.TokenSource;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * The sources that are being asked, each by the exchange which the next one's request is part of; carried by the Context
 * of the asking. A source whose token request goes through the client which it authorizes would ask itself for ever
 * (CF-50). A cache keeps such a chain of its own, because its fetch does not see the Context of who asks.
 */
final class AskingChain {

    private static final Object KEY = new Object() {
        @Override
        public String toString() {
            return "reactor-token.asking";
        }
    };

    private static final AskingChain NOBODY = new AskingChain(null, null, 0);
    /** A source that is made anew for each request is never found in the chain. */
    private static final int TOO_LONG = 8;

    private final @Nullable TokenSource source;
    private final @Nullable AskingChain before;
    private final int length;

    private AskingChain(@Nullable TokenSource source, @Nullable AskingChain before, int length) {
        this.source = source;
        this.before = before;
        this.length = length;
    }

    static AskingChain of(ContextView context) {
        AskingChain chain = context.getOrDefault(KEY, NOBODY);
        return chain == null ? NOBODY : chain;
    }

    AskingChain with(TokenSource next) {
        if (length >= TOO_LONG || contains(next)) {
            throw reentrant();
        }
        return new AskingChain(next, this, length + 1);
    }

    private boolean contains(TokenSource sought) {
        for (AskingChain link = this; link != null; link = link.before) {
            if (link.source == sought) {
                return true;
            }
        }
        return false;
    }

    Context writeTo(Context context) {
        return context.put(KEY, this);
    }

    private static TokenConfigurationException reentrant() {
        TokenFailure failure = TokenFailure.of(Code.REN, "a token request went through the client that it authorizes")
                .hint("H-REENTRANT", "send token requests by another client, one without TokenAuth or its filter");
        return TokenConfigurationException.of(failure, null);
    }

    @Override
    public String toString() {
        return "asking";
    }
}
