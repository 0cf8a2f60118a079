package io.reactortoken.oauth2;

import static java.util.Objects.requireNonNull;

import io.reactortoken.AccessToken;
import io.reactortoken.FailureKind;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.TokenUnavailableException;
import io.reactortoken.oauth2.internal.answer.Lint;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The client secret over time. Where the server refuses the client, the source is read once more, and the request is sent
 * once more only if it has another secret by now (CF-31); so no secret is tried twice, and no account is locked (TM-40).
 */
final class Rotation {

    /** One request by one credential. */
    @FunctionalInterface
    interface Attempt extends Function<ClientCredential, Mono<AccessToken>> {}

    private final RequestParts parts;
    private final CredentialReader source;
    private final SecretLints lints;
    private final CredentialDoubts doubts;
    private final LintLog log;

    /** What the server refused last, and what it accepted last. Each is written whole; the last writer wins. */
    private volatile @Nullable ClientCredential refused;

    private volatile @Nullable Accepted accepted;

    private record Accepted(ClientCredential credential, long atMillis) {}

    Rotation(RequestParts parts, LintLog log) {
        this.parts = parts;
        this.source =
                new CredentialReader(parts.clientId, parts.clientIdSource, requireNonNull(parts.secret, "secret"));
        this.lints = new SecretLints(parts, log);
        this.doubts = new CredentialDoubts(parts, lints);
        this.log = log;
    }

    /** {@code nowMillis} is the wall clock's. */
    Mono<AccessToken> token(Attempt attempt, long nowMillis) {
        return Mono.defer(this::read)
                .flatMap(read -> run(read, attempt, nowMillis))
                .onErrorResume(Refused.class, first -> secondChance(first, attempt, nowMillis));
    }

    /** One request by what is read, and no second one whatever comes of it. */
    Mono<AccessToken> tokenOnce(Attempt attempt) {
        return Mono.defer(source::read).flatMap(read -> {
            lints.check(read);
            return attempt.apply(read)
                    .onErrorMap(TokenException.class, error -> error.with(doubts.explain(error.failure(), read)));
        });
    }

    /** What the server refused before is not sent again before the source was asked whether it has another one. */
    private Mono<ClientCredential> read() {
        ClientCredential before = refused;
        Mono<ClientCredential> remembered = source.read();
        return before == null
                ? remembered
                : remembered.flatMap(read -> read.isSameAs(before) ? reloaded().defaultIfEmpty(read) : Mono.just(read));
    }

    /** A token by a secret that was not refused yet; nothing is sent if there is none (CF-32). */
    Mono<AccessToken> tokenByNewSecret(Attempt attempt, long nowMillis) {
        ClientCredential before = refused;
        if (before == null) {
            return token(attempt, nowMillis);
        }
        return reloaded()
                .filter(read -> !read.isSameAs(before))
                .switchIfEmpty(Mono.error(Rotation::unchanged))
                .flatMap(read -> run(read, attempt, nowMillis))
                .onErrorMap(Refused.class, again -> again.refusal);
    }

    private Mono<AccessToken> secondChance(Refused first, Attempt attempt, long nowMillis) {
        return reloaded()
                .filter(read -> !read.isSameAs(first.sent))
                .flatMap(read -> run(read, attempt, nowMillis))
                .onErrorResume(Refused.class, second -> byTheOneBefore(second, attempt, nowMillis))
                .switchIfEmpty(Mono.defer(() -> byTheOneBefore(first, attempt, nowMillis)));
    }

    /** CF-33: where that is switched on, the secret that worked a moment ago. */
    private Mono<AccessToken> byTheOneBefore(Refused last, Attempt attempt, long nowMillis) {
        Accepted before = accepted;
        Duration grace = parts.fallbackToPreviousSecret;
        if (before == null
                || before.credential.isSameAs(last.sent)
                || nowMillis - before.atMillis >= grace.toMillis()) {
            return Mono.error(last.refusal.with(told(last)));
        }
        return run(before.credential, attempt, nowMillis)
                .doOnNext(token -> log.tell(
                        new Lint(
                                "L-ROTATE",
                                "the new secret from " + source.description()
                                        + " is refused; the one before it is used for now",
                                true),
                        parts.origin()))
                .onErrorMap(Refused.class, again -> last.refusal);
    }

    /** One request; a refusal of the client comes with what was sent. */
    private Mono<AccessToken> run(ClientCredential credential, Attempt attempt, long nowMillis) {
        lints.check(credential);
        return attempt.apply(credential)
                .doOnNext(token -> accept(credential, nowMillis))
                .onErrorMap(TokenException.class, error -> refusal(error, credential));
    }

    private void accept(ClientCredential credential, long nowMillis) {
        accepted = new Accepted(credential, nowMillis);
        ClientCredential before = refused;
        if (before != null && before.isSameAs(credential)) {
            refused = null;
        }
    }

    private Throwable refusal(TokenException error, ClientCredential sent) {
        if (error.failure().kind().filter(FailureKind.CLIENT_REFUSED::equals).isEmpty()) {
            return error;
        }
        refused = sent;
        return new Refused(error, sent);
    }

    /** Empty if it cannot be read: then the refusal is what there is to tell. */
    private Mono<ClientCredential> reloaded() {
        return Mono.defer(source::reload).onErrorComplete().doOnNext(read -> {
            ClientCredential before = refused;
            log.reloaded(source.description(), before == null || !read.isSameAs(before));
        });
    }

    /** A secret that was accepted before is right, or was; one that never was is as the attempt says. */
    private TokenFailure told(Refused last) {
        Accepted before = accepted;
        TokenFailure failure = last.refusal.failure();
        if (before == null || !before.credential.isSameAs(last.sent)) {
            return doubts.explain(failure, last.sent);
        }
        String version = last.sent.secret().version().isEmpty()
                ? ""
                : ", version " + last.sent.secret().version();
        return failure.hint(
                "H-ROTATE",
                "the server took this secret before: rotated there? " + source.description() + version
                        + " was read again, and has no other one yet");
    }

    private static TokenException unchanged() {
        TokenFailure failure = TokenFailure.of(Code.HLD, "the secret is still the one that was refused")
                .hint("H-ROTATE", "put the new secret where it is read from");
        return TokenUnavailableException.of(failure, null);
    }

    /** A refusal on its way through {@link Rotation}; never leaves it. */
    private static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient ClientCredential sent;
        private final transient TokenException refusal;

        Refused(TokenException refusal, ClientCredential sent) {
            super(refusal.getMessage(), refusal, false, false);
            this.refusal = refusal;
            this.sent = sent;
        }
    }
}
