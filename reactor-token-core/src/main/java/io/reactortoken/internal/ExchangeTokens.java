package io.reactortoken.internal;

import io.reactortoken.AccessToken;
import io.reactortoken.CachedTokenSource;
import io.reactortoken.TokenClock;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.TokenResponseException;
import io.reactortoken.TokenSource;
import io.reactortoken.event.EventOrigin;
import io.reactortoken.event.TokenEvent.ReplaySkip;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * The tokens of one exchange: the one that it starts with, and the one that it is replayed with. Both come from the same
 * source, which is looked up once.
 *
 * @since 0.1.0
 */
public final class ExchangeTokens {

    private static final Duration YOUNG = Duration.ofSeconds(5);
    private static final int YOUNG_PART = 10;

    private final TokenSource source;
    private final @Nullable AskingChain asking;
    private final boolean signalsErrors;

    private ExchangeTokens(TokenSource source, @Nullable AskingChain asking, boolean signalsErrors) {
        this.source = source;
        this.asking = asking;
        this.signalsErrors = signalsErrors;
    }

    /**
     * Looks the source up.
     *
     * @param settings with the caller's function; what it throws is thrown
     * @param context of the subscriber
     * @return the tokens of one exchange
     * @throws io.reactortoken.TokenConfigurationException if this exchange is part of a request for the very token that
     *     it would need (CF-50)
     */
    public static ExchangeTokens of(AuthSettings settings, ContextView context) {
        TokenSource source = settings.source(context);
        AskingChain asking = isOurCache(source) ? null : AskingChain.of(context).with(source);
        return new ExchangeTokens(source, asking, settings.signalsTokenErrors());
    }

    /** It signals a token or an error, and finds out by itself when its own fetch asks it: no operator is needed. */
    private static boolean isOurCache(TokenSource source) {
        return source instanceof LookedUpSource
                || (source instanceof CachedTokenSource && source instanceof EventOrigin);
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
        return asking == null ? source.token() : asked().switchIfEmpty(Mono.error(ExchangeTokens::empty));
    }

    /** The source, told who asks. */
    private Mono<AccessToken> asked() {
        return asking == null ? source.token() : source.token().contextWrite(asking::writeTo);
    }

    /**
     * Checks a token at the last moment, when its request is written: it may have waited long for a connection (RS-61).
     * Once is enough: with a token that dies in every queue, a request is sent with the last one.
     *
     * @param held the token that the request waited with
     * @param attempt of which this is the first writing, and which may give its connection back; null for any other
     * @return that token, or a newer one which the cache has got meanwhile. A source that is no cache cannot tell, and is
     *     not asked
     * @throws StaleTokenException of that attempt, if the cache has none that can be used
     */
    public AccessToken toWrite(AccessToken held, @Nullable Object attempt) {
        Optional<AccessToken> usable = usable(held);
        if (usable.isEmpty() && attempt != null) {
            throw new StaleTokenException(attempt);
        }
        return usable.orElse(held);
    }

    private Optional<AccessToken> usable(AccessToken held) {
        if (source instanceof CachedTokenSource cache) {
            return cache.usable();
        }
        return source instanceof LookedUpSource lookedUp ? lookedUp.usable() : Optional.of(held);
    }

    ReplayWatch watch(int status) {
        return new ReplayWatch(source, status);
    }

    /**
     * Reports a refused token and asks for another one.
     *
     * <p>Cold: the report happens on subscription. Signals a token to replay with; empty if none can be had, whatever the
     * reason, because the API's own answer is then what the caller gets (RS-19, RS-21). Where token errors are wanted, an
     * error is signalled as it is. Cancelling cancels the source's mono. Signals arrive on the source's thread.
     *
     * @param rejected the very token that was sent
     * @param watch told why there is none
     * @return a mono of another token, or of nothing
     */
    Mono<AccessToken> after(AccessToken rejected, ReplayWatch watch) {
        Mono<AccessToken> another = Mono.defer(() -> {
                    source.invalidate(rejected);
                    return asked();
                })
                .doOnError(error -> watch.skipped(ReplaySkip.TOKEN_FAILED))
                .filter(token -> !token.equals(rejected) || isKept(token, rejected));
        return signalsErrors ? another : another.onErrorComplete();
    }

    /**
     * Tells whether the source kept a token because it is too young to be replaced: not every replica of an API knows a
     * new key at once, and the next one may accept it (RS-28). The same token in a new object was issued again, and is
     * as bad as it was (RS-21).
     */
    @SuppressWarnings("ReferenceEquality") // what is equal and not the same has been issued again
    private static boolean isKept(AccessToken token, AccessToken rejected) {
        return token == rejected && isYoung(token);
    }

    private static boolean isYoung(AccessToken token) {
        if (token.lifetime().isEmpty() || token.expiresAt().equals(Instant.MAX)) {
            return false;
        }
        Duration lifetime = token.lifetime().get();
        Duration left =
                Duration.between(Instant.ofEpochMilli(TokenClock.system().epochMillis()), token.expiresAt());
        Duration age = lifetime.minus(left);
        Duration part = lifetime.dividedBy(YOUNG_PART);
        return age.compareTo(YOUNG) < 0 && age.compareTo(part) < 0;
    }

    /**
     * Reports a refused token, for an exchange that cannot be replayed (RS-48). At once, and never throws what the source
     * does: a report must not cost the caller the API's answer, which nobody else could free.
     *
     * @param rejected the very token that was sent
     * @param status the HTTP status of the answer which refused it
     */
    public void report(AccessToken rejected, int status) {
        try {
            source.invalidate(rejected);
        } catch (Throwable theirs) {
            Exceptions.throwIfFatal(theirs);
        }
        watch(status).skipped(ReplaySkip.BODY);
    }

    private static TokenResponseException empty() {
        TokenFailure failure = TokenFailure.of(Code.MTR, "the token source completed without a token")
                .hint("H-EMPTY", "a source must signal a token or an error; look for a filter() in it");
        return TokenResponseException.of(failure, null);
    }
}
