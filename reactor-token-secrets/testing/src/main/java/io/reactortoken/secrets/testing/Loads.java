package io.reactortoken.secrets.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.TokenCredentialException;
import io.reactortoken.TokenFailure.Code;
import io.reactortoken.credential.Secret;
import io.reactortoken.credential.SecretLoader;
import io.reactortoken.credential.SecretSource;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** A load as a token request makes it: from a thread that must not block, with BlockHound watching. */
public final class Loads {

    private static final Duration BOUND = Duration.ofMinutes(2);

    private Loads() {}

    /** BlockHound watches those threads: a load that blocks one fails. */
    public static void assertWatched() {
        Mono<Boolean> blocking = Mono.fromCallable(() -> new CountDownLatch(1).await(1, TimeUnit.MILLISECONDS));
        StepVerifier.create(blocking.subscribeOn(Schedulers.parallel()))
                .expectErrorSatisfies(
                        error -> assertThat(error.getClass().getSimpleName()).isEqualTo("BlockingOperationError"))
                .verify(BOUND);
    }

    /** For machines that have much else to do: only what a test is about may end a load. */
    public static SecretLoader patient(SecretLoader loader) {
        return loader.deadline(BOUND.dividedBy(2));
    }

    /** Loads what is there. */
    public static Secret secret(SecretSource source) {
        return one(source.secret());
    }

    /** Loads again, as after a refusal. */
    public static Secret reload(SecretSource source) {
        return one(source.reload());
    }

    private static Secret one(Mono<Secret> secret) {
        AtomicReference<Secret> loaded = new AtomicReference<>();
        StepVerifier.create(secret.subscribeOn(Schedulers.parallel()))
                .consumeNextWith(loaded::set)
                .expectComplete()
                .verify(BOUND);
        return loaded.get();
    }

    /** The one way in which loads fail: one line of ours that names the source, and nothing of anybody else's. */
    public static TokenCredentialException failure(SecretSource source, String... canaries) {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        StepVerifier.create(source.secret().subscribeOn(Schedulers.parallel()))
                .expectErrorSatisfies(failure::set)
                .verify(BOUND);
        assertThat(failure.get()).isInstanceOf(TokenCredentialException.class);
        TokenCredentialException known = (TokenCredentialException) failure.get();
        assertThat(known)
                .message()
                .hasSizeLessThanOrEqualTo(1_024)
                .startsWith(known.code().label() + " ")
                .contains(source.description().replaceFirst("#.*", ""))
                .matches("[ -~]+ - [ -~]+ \\[H-[A-Z0-9-]+]");
        assertThat(known.retryable()).isEqualTo(known.code() == Code.CRD_T);
        Leaks.assertNone(known, canaries);
        return known;
    }
}
