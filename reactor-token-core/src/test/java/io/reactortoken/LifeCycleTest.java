package io.reactortoken;

import static io.reactortoken.CacheFixture.HOUR;
import static io.reactortoken.CacheFixture.token;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.reactortoken.test.ScriptedSource;
import io.reactortoken.test.TestTime;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** What closing leaves behind: nothing. */
class LifeCycleTest {

    private static final Duration BOUND = Duration.ofSeconds(10);

    @Test
    @DisplayName("CF-90: a hundred caches that were used and closed leave no thread and no timer")
    void nothingIsLeftBehind() {
        // given
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        TestTime time = TestTime.create();
        var probe = new TimerProbe(time.scheduler());
        CachePolicy policy = time.policy().scheduler(probe).keepWarm(true).build();
        for (int i = 0; i < 100; i++) {
            // when: idle, in use, with a request on its way; each is closed twice
            var source = ScriptedSource.silent();
            CachedTokenSource tokens = source.cache(policy);
            tokens.token().subscribe();
            source.answer(token("t1"));
            assertThat(tokens.token().block()).isEqualTo(token("t1"));
            if (i % 2 == 0) {
                tokens.evict();
                tokens.token().subscribe(new Recorder());
            }
            assertThat(probe.pending()).isPositive();
            tokens.close();
            tokens.dispose();
            // then
            assertThat(probe.pending()).isZero();
        }
        assertThat(before).containsAll(Thread.getAllStackTraces().keySet());
    }

    @Test
    @DisplayName("CF-90: close does not block")
    void closeDoesNotBlock() {
        var cache = CacheFixture.over(ScriptedSource.silent());
        cache.get().subscribe(new Recorder());
        StepVerifier.create(Mono.fromRunnable(cache.tokens::close).subscribeOn(Schedulers.parallel()))
                .expectComplete()
                .verify(BOUND);
        assertThat(cache.tokens.isDisposed()).isTrue();
    }

    @Test
    @DisplayName("CF-93: close from a hundred threads at once is one close: one cancel, and one end for each waiter")
    void closeFromAHundredThreads() throws Exception {
        // given
        var cache = CacheFixture.over(ScriptedSource.silent());
        List<Recorder> waiters = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            waiters.add(new Recorder());
            cache.get().subscribe(waiters.get(i));
        }
        ExecutorService threads = Executors.newFixedThreadPool(100);
        CountDownLatch together = new CountDownLatch(100);
        List<Future<?>> closers = new ArrayList<>();
        // when
        for (int i = 0; i < 100; i++) {
            closers.add(threads.submit(() -> {
                together.countDown();
                if (together.await(BOUND.toSeconds(), TimeUnit.SECONDS)) {
                    cache.tokens.close();
                }
                return true;
            }));
        }
        for (Future<?> closer : closers) {
            closer.get(BOUND.toSeconds(), TimeUnit.SECONDS);
        }
        threads.shutdown();
        // then
        assertThat(waiters).allSatisfy(waiter -> assertThat(waiter.signals).containsExactly("onSubscribe", "CLS"));
        assertThat(cache.source.cancelled()).isEqualTo(1);
        assertThat(threads.awaitTermination(BOUND.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
    }

    @Test
    @DisplayName("CF-91, CF-38: an answer that comes after close, from a fetch that ignores cancel, is kept nowhere")
    void anAnswerAfterCloseIsKeptNowhere() {
        // given
        AtomicReference<MonoSink<AccessToken>> request = new AtomicReference<>();
        CachedTokenSource tokens = TokenSource.of(() -> Mono.<AccessToken>create(request::set))
                .cache(TestTime.create().policy().build());
        var waiting = new Recorder();
        tokens.token().subscribe(waiting);
        // when
        tokens.close();
        request.get().success(token("too-late"));
        var later = new Recorder();
        tokens.token().subscribe(later);
        // then
        assertThat(waiting.signals).containsExactly("onSubscribe", "CLS");
        assertThat(later.signals).containsExactly("onSubscribe", "CLS");
        assertThat(((TokenCache) tokens).state().held()).isNull();
    }

    @Test
    @DisplayName(
            "CF-39: after an eviction the next token is of the new credentials, also if the old request answers last")
    void theOldRequestsTokenNeverAppears() {
        // given: each request uses the credentials of its time
        AtomicReference<String> credentials = new AtomicReference<>("old");
        List<MonoSink<AccessToken>> requests = new ArrayList<>();
        CachedTokenSource tokens = TokenSource.of(() -> {
                    String used = credentials.get();
                    return Mono.<AccessToken>create(requests::add)
                            .map(answer -> AccessToken.bearer(used + "-" + answer.reveal(), HOUR));
                })
                .cache(TestTime.create().policy().build());
        var before = new Recorder();
        tokens.token().subscribe(before);
        before.subscription().request(1);
        // when
        credentials.set("new");
        tokens.evict();
        var after = new Recorder();
        tokens.token().subscribe(after);
        after.subscription().request(1);
        requests.get(0).success(token("1"));
        requests.get(1).success(token("2"));
        // then
        assertThat(before.signals).containsExactly("onSubscribe", "new-2", "onComplete");
        assertThat(after.signals).containsExactly("onSubscribe", "new-2", "onComplete");
        assertThat(requests).hasSize(2);
    }

    @Test
    @DisplayName("CF-97: no public type can be serialized, but enums, and exceptions, which refuse (SecrecyTest)")
    void noPublicTypeCanBeSerialized() {
        Set<JavaClass> serializable = new ClassFileImporter()
                        .importUrl(TokenCache.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation())
                        .stream()
                        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                        .filter(type -> !type.getPackageName().contains(".internal"))
                        .filter(type -> type.isAssignableTo(Serializable.class))
                        .filter(type -> !type.isEnum() && !type.isAssignableTo(TokenException.class))
                        .collect(Collectors.toSet());
        assertThat(serializable).isEmpty();
    }
}
