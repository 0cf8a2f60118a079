package io.reactortoken.internal;

import static java.util.Objects.requireNonNull;

import io.reactortoken.AccessToken;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.TokenResponseException;
import io.reactortoken.TokenSource;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * The tokens of one exchange: the one that it starts with, and the one that it is replayed with. Both come from the same
 * source, which is looked up once.
 *
 * @since 0.1.0
 */
public final class ExchangeTokens {

    private final TokenSource source;

    private ExchangeTokens(TokenSource source) {
        this.source = source;
    }

    /**
     * Looks the source up.
     *
     * @param sources the caller's function; what it throws is thrown
     * @param context of the subscriber
     * @return the tokens of one exchange
     */
    public static ExchangeTokens of(Function<? super ContextView, ? extends TokenSource> sources, ContextView context) {
        return new ExchangeTokens(requireNonNull(sources.apply(context), "the function returned no token source"));
    }

    /**
     * Returns the token to start with.
     *
     * <p>Cold. Signals one token or the source's error; an empty source is an error, because the caller's request would
     * otherwise vanish without a sound. Cancelling cancels the source's mono. Signals arrive on the source's thread.
     *
     * @return a mono of a token
     */
    public Mono<AccessToken> first() {
        return source.token().switchIfEmpty(Mono.error(ExchangeTokens::empty));
    }

    /**
     * Reports a refused token and asks for another one.
     *
     * <p>Cold: the report happens on subscription. Signals one token that differs from the refused one; empty if none
     * can be had, whatever the reason, because the API's own answer is then what the caller gets (RS-19, RS-21).
     * Cancelling cancels the source's mono. Signals arrive on the source's thread.
     *
     * @param rejected the very token that was sent
     * @return a mono of another token, or of nothing
     */
    public Mono<AccessToken> after(AccessToken rejected) {
        return Mono.defer(() -> {
                    source.invalidate(rejected);
                    return source.token();
                })
                .filter(token -> !token.equals(rejected))
                .onErrorComplete();
    }

    /**
     * Reports a refused token, for an exchange that cannot be replayed (RS-48).
     *
     * <p>Cold: the report happens on subscription. Completes, also when the source throws: a report must not cost the
     * caller the API's answer. There is nothing to cancel. Signals arrive on the subscribing thread.
     *
     * @param rejected the very token that was sent
     * @return a mono that completes
     */
    public Mono<Void> report(AccessToken rejected) {
        return Mono.<Void>fromRunnable(() -> source.invalidate(rejected)).onErrorComplete();
    }

    private static TokenResponseException empty() {
        TokenFailure failure = TokenFailure.of(Code.MTR, "the token source completed without a token")
                .hint("H-EMPTY", "a source must signal a token or an error; look for a filter() in it");
        return TokenResponseException.of(failure, null);
    }
}
