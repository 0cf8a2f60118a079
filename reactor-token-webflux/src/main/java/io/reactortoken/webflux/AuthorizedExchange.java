package io.reactortoken.webflux;

import io.reactortoken.AccessToken;
import io.reactortoken.TokenException;
import io.reactortoken.internal.AuthSettings;
import io.reactortoken.internal.ExchangeTokens;
import io.reactortoken.internal.Relay;
import io.reactortoken.internal.StaleTokenException;
import io.reactortoken.internal.Verdict;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/** One subscription to a request: token, attempt, and at most one replay. */
final class AuthorizedExchange extends Relay<AccessToken, ClientResponse> {

    private static final int MAX_CAUSES = 4;

    private final AuthSettings settings;
    private final ClientRequest request;
    private final ExchangeFunction next;
    private final ExchangeTokens tokens;
    private final OutgoingBody body;

    private @Nullable Attempt first;

    /** Throws what the caller's function throws that looks the source up. */
    AuthorizedExchange(
            AuthSettings settings,
            ClientRequest request,
            ExchangeFunction next,
            CoreSubscriber<? super ClientResponse> actual) {
        super(actual);
        this.settings = settings;
        this.request = request;
        this.next = next;
        this.tokens = ExchangeTokens.of(settings, actual.currentContext());
        this.body = OutgoingBody.of(request, settings.bodies());
    }

    /** {@return what opens the exchange} Throws what a source throws in the place of a mono. */
    Mono<AccessToken> token() {
        return tokens.first();
    }

    @Override
    protected Mono<ClientResponse> opened(AccessToken token) {
        Attempt before = first;
        Attempt attempt = before == null ? new Attempt(settings, tokens, body, token, 1) : before.renewed(token);
        first = attempt;
        return sent(attempt);
    }

    @Override
    protected Context within(Context outer) {
        return outer;
    }

    private Mono<ClientResponse> sent(Attempt attempt) {
        return next.exchange(attempt.request(request));
    }

    /** A request whose token is over when it gets its connection gives that back, and waits for a token once more. */
    @Override
    protected @Nullable Mono<AccessToken> again(Throwable error) {
        return StaleTokenException.isOf(ownError(error), Objects.requireNonNull(first)) ? tokens.first() : null;
    }

    @Override
    protected @Nullable Mono<ClientResponse> after(Throwable error) {
        Throwable own = ownError(error);
        return own == error ? null : Mono.error(own);
    }

    /** Spring wraps what an inserter signals; what is ours is to arrive as it left. */
    private static Throwable ownError(Throwable error) {
        Throwable cause = error;
        for (int depth = 0; cause != null && depth < MAX_CAUSES; depth++) {
            if (cause instanceof StaleTokenException || cause instanceof TokenException) {
                return cause;
            }
            cause = cause.getCause();
        }
        return error;
    }

    @Override
    protected @Nullable Mono<ClientResponse> after(ClientResponse response) {
        Attempt attempt = Objects.requireNonNull(first);
        try {
            return attempt.judge(response) == Verdict.PASS ? null : afterRefusal(response, attempt);
        } catch (Throwable thrown) {
            // it is the caller's; the response is nobody's, and the connector would read it to its end
            return new HeldResponse(response, false).drained().then(Mono.error(thrown));
        }
    }

    private @Nullable Mono<ClientResponse> afterRefusal(ClientResponse response, Attempt attempt) {
        body.stop();
        if (!body.canBeSentAgain()) {
            tokens.report(attempt.token(), response.statusCode().value());
            return null;
        }
        HeldResponse refusal = new HeldResponse(response, body.mayFail());
        return refusal.replacedBy(tokens, attempt.token(), renewed -> replay(renewed, refusal));
    }

    /** A body that cannot be had again, although its owner said so, gives the first answer back (RS-50). */
    private Mono<ClientResponse> replay(AccessToken renewed, HeldResponse refusal) {
        Attempt attempt = new Attempt(settings, tokens, body, renewed, 2);
        return sent(attempt)
                .onErrorMap(AuthorizedExchange::ownError)
                .onErrorResume(
                        error -> StaleTokenException.isOf(error, attempt),
                        stale -> tokens.first().flatMap(token -> sent(attempt.renewed(token))))
                .onErrorMap(AuthorizedExchange::ownError)
                .onErrorResume(error -> body.hasFailed(), error -> {
                    refusal.bodyIsGone();
                    return refusal.copy().switchIfEmpty(Mono.error(error));
                });
    }
}
