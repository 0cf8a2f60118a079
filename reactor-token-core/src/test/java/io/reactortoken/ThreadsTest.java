package io.reactortoken;

import static io.reactortoken.CacheFixture.HOUR;
import static io.reactortoken.CacheFixture.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.reactortoken.test.ScriptedSource;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** On which thread a token arrives. BlockHound watches the threads that must not block. */
class ThreadsTest {

    private static final Duration BOUND = Duration.ofSeconds(10);

    static Stream<Scheduler> callers() {
        Stream<Scheduler> ofReactor = Stream.of(
                Schedulers.newParallel("caller-parallel", 1),
                Schedulers.newSingle("caller-single"),
                Schedulers.newBoundedElastic(1, 10, "caller-elastic"));
        return Stream.concat(ofReactor, virtualThreads().map(Schedulers::fromExecutorService));
    }

    /** Of a JDK that has them. */
    private static Stream<ExecutorService> virtualThreads() {
        try {
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            Class<?> type = Class.forName("java.lang.Thread$Builder");
            type.getMethod("name", String.class).invoke(builder, "caller-virtual");
            Object factory = type.getMethod("factory").invoke(builder);
            return Stream.of(Executors.newCachedThreadPool((ThreadFactory) factory));
        } catch (ReflectiveOperationException olderThan21) {
            return Stream.empty();
        }
    }

    @ParameterizedTest
    @MethodSource("callers")
    @DisplayName("CF-77: a held token arrives on the caller's own thread, whatever thread that is")
    void aHeldTokenArrivesOnTheCallersThread(Scheduler caller) {
        var cache = CacheFixture.over(ScriptedSource.issuing(HOUR));
        cache.now();
        Mono<Boolean> own = Mono.defer(() -> {
            Thread subscribing = Thread.currentThread();
            return cache.get().map(token -> Thread.currentThread().equals(subscribing));
        });
        StepVerifier.create(own.subscribeOn(caller))
                .expectNext(true)
                .expectComplete()
                .verify(BOUND);
        caller.dispose();
    }

    @ParameterizedTest
    @MethodSource("callers")
    @DisplayName("CF-77: a fetched token arrives on the thread that ended the fetch, or on that of resumeOn")
    void aFetchedTokenArrivesOnTheFetchsThread(Scheduler caller) {
        Scheduler resuming = Schedulers.newSingle("resuming");
        for (boolean resumes : new boolean[] {false, true}) {
            var cache = CacheFixture.over(
                    ScriptedSource.answering(number -> Mono.create(ThreadsTest::answerOnAThread)),
                    options -> resumes ? options.resumeOn(resuming) : options);
            Mono<String> thread =
                    cache.get().map(token -> Thread.currentThread().getName());
            StepVerifier.create(Mono.defer(() -> thread).subscribeOn(caller))
                    .assertNext(name -> assertThat(name).startsWith(resumes ? "resuming" : "answering"))
                    .expectComplete()
                    .verify(BOUND);
        }
        resuming.dispose();
        caller.dispose();
    }

    private static void answerOnAThread(MonoSink<AccessToken> request) {
        new Thread(() -> request.success(token("t1")), "answering").start();
    }
}
