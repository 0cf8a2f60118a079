package io.reactortoken.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.BufferOverflowException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.publisher.PublisherProbe;
import reactor.test.publisher.TestPublisher;

class RelayTest extends RelayBench {

    @Test
    @DisplayName("what passes is signalled as it came: a value, an error, nothing")
    void passes() {
        PublisherProbe<Integer> after = PublisherProbe.empty();
        IllegalStateException other = new IllegalStateException("other");

        StepVerifier.create(followed(Mono.just(200), after.mono()))
                .expectNext(200)
                .verifyComplete();
        StepVerifier.create(followed(Mono.error(other), after.mono())).verifyErrorMatches(other::equals);
        StepVerifier.create(followed(Mono.empty(), after.mono())).verifyComplete();
        after.assertWasNotSubscribed();
    }

    @Test
    @DisplayName(
            "what opens it comes first: its error is signalled, nothing of it is nothing, and what it leads to may throw")
    void opens() {
        PublisherProbe<Integer> source = PublisherProbe.of(Mono.just(200));
        Sinks.One<String> token = Sinks.one();

        openings = () -> Mono.error(refused);
        StepVerifier.create(followed(source.mono(), Mono.just(1))).verifyErrorMatches(refused::equals);
        openings = Mono::empty;
        StepVerifier.create(followed(source.mono(), Mono.just(1))).verifyComplete();
        openings = () -> Mono.just("");
        StepVerifier.create(followed(source.mono(), Mono.just(1))).verifyError(IllegalArgumentException.class);
        source.assertWasNotSubscribed();

        openings = token::asMono;
        StepVerifier.create(followed(source.mono(), Mono.just(1)))
                .then(source::assertWasNotSubscribed)
                .then(() -> token.tryEmitValue("token"))
                .expectNext(200)
                .verifyComplete();
    }

    @Test
    @DisplayName("a mono that throws when it is subscribed to is an error, wherever it comes")
    void throwsInSubscribe() {
        Mono<Integer> throwing = thrower();

        StepVerifier.create(followed(throwing, Mono.empty())).verifyError(IllegalArgumentException.class);
        StepVerifier.create(followed(Mono.just(401), throwing)).verifyError(IllegalArgumentException.class);
        StepVerifier.create(followed(Mono.error(refused), throwing)).verifyError(IllegalArgumentException.class);
        openings = RelayTest::thrower;
        StepVerifier.create(followed(Mono.just(200), Mono.empty())).verifyError(IllegalArgumentException.class);
    }

    private static <T> Mono<T> thrower() {
        return new Mono<>() {
            @Override
            public void subscribe(CoreSubscriber<? super T> actual) {
                throw new IllegalArgumentException("subscribe");
            }
        };
    }

    @Test
    @DisplayName("RS-61: an error may open it once more, and what that leads to is judged again")
    void opensOnceMore() {
        Mono<Integer> stale = Mono.error(new BufferOverflowException());
        Mono<Integer> second =
                Mono.deferContextual(context -> context.<Integer>get("attempt") < 2 ? stale : Mono.just(401));

        StepVerifier.create(followed(second, Mono.just(200))).expectNext(200).verifyComplete();
        StepVerifier.create(followed(stale, Mono.just(200))).verifyError(BufferOverflowException.class);
    }

    @Test
    @DisplayName("RS-53: a value is announced before it is signalled, a cancel before it goes on")
    void announces() {
        StepVerifier.create(followed(Mono.just(200), Mono.empty()).doOnNext(value -> events.add("value")))
                .expectNext(200)
                .verifyComplete();
        StepVerifier.create(followed(Mono.just(401), Mono.just(200)).doOnNext(value -> events.add("value")))
                .expectNext(200)
                .verifyComplete();
        followed(Mono.<Integer>never().doOnCancel(() -> events.add("cancelled")), Mono.empty())
                .subscribe()
                .dispose();

        assertThat(events).containsExactly("passing", "value", "passing", "value", "cancelling", "cancelled");
    }

    @Test
    @DisplayName("what is followed is signalled and not judged again: a value, an error, nothing")
    void follows() {
        IllegalStateException other = new IllegalStateException("other");

        StepVerifier.create(followed(Mono.just(401), Mono.just(401)))
                .expectNext(401)
                .verifyComplete();
        StepVerifier.create(followed(Mono.error(refused), Mono.just(200)))
                .expectNext(200)
                .verifyComplete();
        StepVerifier.create(followed(Mono.just(401), Mono.error(other))).verifyErrorMatches(other::equals);
        StepVerifier.create(followed(Mono.error(refused), Mono.error(refused))).verifyErrorMatches(refused::equals);
        StepVerifier.create(followed(Mono.just(401), Mono.empty())).verifyComplete();
    }

    @Test
    @DisplayName("what a judge throws is signalled, and cancels the source")
    void judgeThrows() {
        TestPublisher<Integer> source = TestPublisher.createNoncompliant(TestPublisher.Violation.CLEANUP_ON_TERMINATE);

        StepVerifier.create(followed(source.mono(), Mono.empty()))
                .then(() -> source.next(500))
                .verifyError(IllegalArgumentException.class);
        StepVerifier.create(followed(Mono.error(new ArithmeticException()), Mono.empty()))
                .verifyError(IllegalArgumentException.class);
        source.assertWasCancelled();
    }

    @Test
    @DisplayName("the source sees the attempt in its Context, what is followed does not")
    void contexts() {
        Mono<Integer> attempt = Mono.deferContextual(
                context -> Mono.just(context.<Integer>getOrEmpty("attempt").orElse(0)));

        StepVerifier.create(followed(attempt, Mono.empty())).expectNext(1).verifyComplete();
        StepVerifier.create(followed(Mono.just(401), attempt)).expectNext(0).verifyComplete();
    }

    @Test
    @DisplayName("RS-53: a cancel reaches the subscription that is current")
    void cancels() {
        PublisherProbe<String> token = PublisherProbe.of(Mono.never());
        PublisherProbe<Integer> source = PublisherProbe.of(Mono.never());
        PublisherProbe<Integer> after = PublisherProbe.of(Mono.never());

        openings = token::mono;
        followed(source.mono(), after.mono()).subscribe().dispose();
        openings = () -> Mono.just("token");
        followed(source.mono(), after.mono()).subscribe().dispose();
        followed(Mono.just(401), after.mono()).subscribe().dispose();

        token.assertWasCancelled();
        source.assertWasCancelled();
        after.assertWasCancelled();
    }

    @Test
    @DisplayName("RS-53: what is followed after a cancel is cancelled at once")
    void cancelledBefore() {
        PublisherProbe<Integer> after = PublisherProbe.of(Mono.never());

        followed(late(401), after.mono()).subscribe().dispose();

        after.assertWasSubscribed();
        after.assertWasCancelled();
        after.assertWasNotRequested();
    }

    @Test
    @DisplayName("RS-53: what a judge throws after a cancel is dropped, as Reactor does it")
    void judgeThrowsLate() {
        StepVerifier.create(followed(late(500), Mono.empty()))
                .then(() -> {})
                .thenCancel()
                .verifyThenAssertThat()
                .hasDroppedErrorWithMessage("judge");
    }

    /** Its value meets the cancel. */
    private static Mono<Integer> late(Integer value) {
        return Mono.fromDirect(actual -> actual.onSubscribe(new Subscription() {
            @Override
            public void request(long count) {}

            @Override
            public void cancel() {
                actual.onNext(value);
            }
        }));
    }

    @Test
    @DisplayName("RS-53: a cancel while an answer is held does not reach its source, whenever it comes")
    void keepsCancelsFromWhatIsHeld() {
        TestPublisher<Integer> source = TestPublisher.createNoncompliant(TestPublisher.Violation.CLEANUP_ON_TERMINATE);
        PublisherProbe<Integer> after = PublisherProbe.of(Mono.never());
        AtomicReference<Disposable> call = new AtomicReference<>();
        Mono<Integer> cancelledBetween = Mono.defer(() -> {
            call.get().dispose();
            return after.mono();
        });

        call.set(followed(source.mono(), cancelledBetween).subscribe());
        source.next(401);

        source.assertNotCancelled();
        after.assertWasCancelled();
    }

    @Test
    @DisplayName("RS-53: an answer that is signalled after all is its caller's: a cancel reaches its source")
    void givesBackWhatWasHeld() {
        TestPublisher<Integer> source = TestPublisher.createNoncompliant(TestPublisher.Violation.CLEANUP_ON_TERMINATE);
        Integer answer = 401;
        BaseSubscriber<Integer> caller = new BaseSubscriber<>() {
            @Override
            protected void hookOnNext(Integer value) {
                source.assertNotCancelled();
                upstream().cancel();
            }
        };

        followed(source.mono(), Mono.just(answer)).subscribe(caller);
        source.next(answer);

        source.assertCancelled();
    }

    @Test
    @DisplayName("RS-53: an answer that is signalled although its caller is gone frees its source")
    void givesBackAfterACancel() {
        TestPublisher<Integer> source = TestPublisher.createNoncompliant(TestPublisher.Violation.CLEANUP_ON_TERMINATE);
        Integer answer = 401;
        Mono<Integer> givenOut = late(answer);

        Disposable call = followed(source.mono(), givenOut).subscribe();
        source.next(answer);
        source.assertNotCancelled();
        call.dispose();

        source.assertCancelled();
    }

    @Test
    @DisplayName("nothing is requested before there is demand, of what is followed neither")
    void demand() {
        Sinks.One<Integer> sink = Sinks.one();
        PublisherProbe<Integer> after = PublisherProbe.of(Mono.just(200));

        StepVerifier.create(followed(sink.asMono(), after.mono()), 0)
                .then(() -> sink.tryEmitError(refused))
                .then(after::assertWasNotRequested)
                .thenRequest(1)
                .expectNext(200)
                .verifyComplete();
        StepVerifier.create(followed(Mono.just(401), after.mono()), 1)
                .expectNext(200)
                .verifyComplete();
    }

    @Test
    @DisplayName("a source that goes on after its value is dropped, as Reactor does it")
    void dropsWhatComesLate() {
        TestPublisher<Integer> source = TestPublisher.createNoncompliant(TestPublisher.Violation.CLEANUP_ON_TERMINATE);
        AtomicReference<Object> seen = new AtomicReference<>();

        StepVerifier.create(followed(source.mono(), Mono.just(200)).doOnNext(seen::set))
                .then(() -> source.next(401).next(200).error(refused))
                .expectNext(200)
                .expectComplete()
                .verifyThenAssertThat()
                .hasDropped(200)
                .hasDroppedErrorsSatisfying(errors -> assertThat(errors).containsExactly(refused));
        assertThat(seen).hasValue(200);
    }
}
