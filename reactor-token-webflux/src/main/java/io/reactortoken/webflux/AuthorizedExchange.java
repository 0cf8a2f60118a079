package io.reactortoken.webflux;

import io.reactortoken.AccessToken;
import io.reactortoken.TokenException;
import io.reactortoken.internal.AuthSettings;
import io.reactortoken.internal.ExchangeTokens;
import io.reactortoken.internal.StaleTokenException;
import io.reactortoken.internal.Verdict;
import org.jspecify.annotations.Nullable;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/** One subscription to a request: token, attempt, and at most one replay. */
final class AuthorizedExchange {

    private static final int MAX_CAUSES = 4;

    private final AuthSettings settings;
    private final ClientRequest request;
    private final ExchangeFunction next;
    private final ExchangeTokens tokens;
    private final OutgoingBody body;

    private volatile @Nullable HeldResponse held;

    AuthorizedExchange(AuthSettings settings, ClientRequest request, ExchangeFunction next, ContextView context) {
        this.settings = settings;
        this.request = request;
        this.next = next;
        this.tokens = ExchangeTokens.of(settings, context);
        this.body = OutgoingBody.of(request, settings.bodies());
    }

    Mono<ClientResponse> response() {
        return tokens.first().flatMap(this::firstAttempt);
    }

    private Mono<ClientResponse> firstAttempt(AccessToken token) {
        Attempt attempt = new Attempt(settings, tokens, body, token, 1);
        return new UncancelledWhile<>(send(attempt), this::isHolding).flatMap(response -> answered(response, attempt));
    }

    private boolean isHolding() {
        HeldResponse refusal = held;
        return refusal != null && refusal.isOurs();
    }

    /** A request whose token is over when it gets its connection gives that back, and waits for a token once more. */
    private Mono<ClientResponse> send(Attempt attempt) {
        return sent(attempt).onErrorResume(error -> {
            Throwable own = ownError(error);
            return StaleTokenException.isOf(own, attempt)
                    ? tokens.first()
                            .flatMap(token -> sent(attempt.renewed(token)))
                            .onErrorMap(AuthorizedExchange::ownError)
                    : Mono.error(own);
        });
    }

    private Mono<ClientResponse> sent(Attempt attempt) {
        return next.exchange(attempt.request(request));
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

    private Mono<ClientResponse> answered(ClientResponse response, Attempt attempt) {
        Verdict verdict;
        try {
            verdict = attempt.judge(response);
        } catch (Throwable thrown) {
            return unjudged(response, thrown);
        }
        if (verdict == Verdict.PASS) {
            return Mono.just(response);
        }
        body.stop();
        if (!body.canBeSentAgain()) {
            tokens.report(attempt.token(), response.statusCode().value());
            return Mono.just(response);
        }
        HeldResponse refusal = new HeldResponse(response, body.mayFail());
        held = refusal;
        return refusal.replacedBy(tokens, attempt.token(), renewed -> replay(renewed, refusal));
    }

    /** What is thrown is the caller's; the response is nobody's, and the connector would read it to its end. */
    private Mono<ClientResponse> unjudged(ClientResponse response, Throwable thrown) {
        HeldResponse unread = new HeldResponse(response, false);
        held = unread;
        return unread.drained().then(Mono.error(thrown));
    }

    /** A body that cannot be had again, although its owner said so, gives the first answer back (RS-50). */
    private Mono<ClientResponse> replay(AccessToken renewed, HeldResponse refusal) {
        return send(new Attempt(settings, tokens, body, renewed, 2)).onErrorResume(error -> body.hasFailed(), error -> {
            refusal.bodyIsGone();
            return refusal.copy().switchIfEmpty(Mono.error(error));
        });
    }
}
