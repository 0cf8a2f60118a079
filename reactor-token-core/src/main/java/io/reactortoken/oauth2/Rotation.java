package io.reactortoken.oauth2;

import static java.util.Objects.requireNonNull;

import io.reactortoken.AccessToken;
import io.reactortoken.FailureKind;
import io.reactortoken.TokenException;
import io.reactortoken.TokenFailure;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.TokenUnavailableException;
import io.reactortoken.credential.Secret;
import io.reactortoken.credential.SecretSource;
import io.reactortoken.oauth2.internal.answer.Lint;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The client secret over time. Where the server refuses the client, the source is read once more, and the request is sent
 * once more only if it has another secret by now (CF-31); so no secret is tried twice, and no account is locked (TM-40).
 */
final class Rotation {

    /** One request with the secret of a source; the source is asked once for it. */
    @FunctionalInterface
    interface Attempt extends Function<SecretSource, Mono<AccessToken>> {}

    private final RequestParts parts;
    private final SecretSource source;
    private final SecretLints lints;
    private final LintLog log;

    /** What the server refused last, and what it accepted last. Each is written whole; the last writer wins. */
    private volatile @Nullable Secret refused;

    private volatile @Nullable Accepted accepted;

    private record Accepted(Secret secret, long atMillis) {}

    Rotation(RequestParts parts, LintLog log) {
        this.parts = parts;
        this.source = requireNonNull(parts.secret, "secret");
        this.lints = new SecretLints(parts, log);
        this.log = log;
    }

    /** {@code nowMillis} is the wall clock's. */
    Mono<AccessToken> token(Attempt attempt, long nowMillis) {
        return run(new UsedSecret(source, Mono.defer(this::read), lints), attempt, nowMillis)
                .onErrorResume(Refused.class, first -> secondChance(first, attempt, nowMillis));
    }

    /** What the server refused before is not sent again before the source was asked whether it has another one. */
    private Mono<Secret> read() {
        Secret before = refused;
        Mono<Secret> remembered = source.secret();
        return before == null
                ? remembered
                : remembered.flatMap(
                        secret -> secret.isSameAs(before) ? reloaded().defaultIfEmpty(secret) : Mono.just(secret));
    }

    /** A token by a secret that was not refused yet; nothing is sent if there is none (CF-32). */
    Mono<AccessToken> tokenByNewSecret(Attempt attempt, long nowMillis) {
        Secret before = refused;
        if (before == null) {
            return token(attempt, nowMillis);
        }
        return reloaded()
                .filter(secret -> !secret.isSameAs(before))
                .switchIfEmpty(Mono.error(Rotation::unchanged))
                .flatMap(secret -> run(fixed(secret), attempt, nowMillis))
                .onErrorMap(Refused.class, again -> again.refusal);
    }

    private Mono<AccessToken> secondChance(Refused first, Attempt attempt, long nowMillis) {
        return reloaded()
                .filter(secret -> !secret.isSameAs(first.secret))
                .flatMap(secret -> run(fixed(secret), attempt, nowMillis))
                .onErrorResume(Refused.class, second -> byTheOneBefore(second, attempt, nowMillis))
                .switchIfEmpty(Mono.defer(() -> byTheOneBefore(first, attempt, nowMillis)));
    }

    /** CF-33: where that is switched on, the secret that worked a moment ago. */
    private Mono<AccessToken> byTheOneBefore(Refused last, Attempt attempt, long nowMillis) {
        Accepted before = accepted;
        Duration grace = parts.fallbackToPreviousSecret;
        if (before == null || before.secret.isSameAs(last.secret) || nowMillis - before.atMillis >= grace.toMillis()) {
            return Mono.error(last.refusal.with(told(last)));
        }
        return run(fixed(before.secret), attempt, nowMillis)
                .doOnNext(token -> log.tell(
                        new Lint(
                                "L-ROTATE",
                                "the new secret from " + source.description()
                                        + " is refused; the one before it is used for now",
                                true),
                        parts.origin()))
                .onErrorMap(Refused.class, again -> last.refusal);
    }

    /** One request; a refusal of the client comes with the secret that was sent. */
    private Mono<AccessToken> run(UsedSecret used, Attempt attempt, long nowMillis) {
        return attempt.apply(used)
                .doOnNext(token -> used.sent().ifPresent(secret -> accept(secret, nowMillis)))
                .onErrorMap(TokenException.class, error -> refusal(error, used));
    }

    private void accept(Secret secret, long nowMillis) {
        accepted = new Accepted(secret, nowMillis);
        Secret before = refused;
        if (before != null && before.isSameAs(secret)) {
            refused = null;
        }
    }

    private Throwable refusal(TokenException error, UsedSecret used) {
        Optional<Secret> sent = used.sent();
        if (sent.isEmpty()
                || error.failure()
                        .kind()
                        .filter(FailureKind.CLIENT_REFUSED::equals)
                        .isEmpty()) {
            return error;
        }
        refused = sent.get();
        return new Refused(error, sent.get());
    }

    /** Empty if it cannot be read: then the refusal is what there is to tell. */
    private Mono<Secret> reloaded() {
        return Mono.defer(source::reload).onErrorComplete();
    }

    private UsedSecret fixed(Secret secret) {
        return new UsedSecret(source, Mono.just(secret), lints);
    }

    /** A secret that was accepted before is right, or was; one that never was is as the attempt says. */
    private TokenFailure told(Refused last) {
        Accepted before = accepted;
        TokenFailure failure = last.refusal.failure();
        if (before == null || !before.secret.isSameAs(last.secret)) {
            return failure;
        }
        String version = last.secret.version().isEmpty() ? "" : ", version " + last.secret.version();
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

        private final transient Secret secret;
        private final transient TokenException refusal;

        Refused(TokenException refusal, Secret secret) {
            super(refusal.getMessage(), refusal, false, false);
            this.refusal = refusal;
            this.secret = secret;
        }
    }
}
