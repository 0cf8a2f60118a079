package io.reactortoken;

import static io.reactortoken.CacheFixture.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.reactortoken.test.ScriptedSource;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;
import reactor.test.publisher.TestPublisher;

/** Errors of the JVM in a fetch: Reactor throws them past every subscriber, and the cache must not hang for it. */
class FatalErrorTest {

    static Stream<Error> errors() {
        return Stream.of(
                new StackOverflowError("too deep"),
                new OutOfMemoryError("too much"),
                new NoClassDefFoundError("gone"),
                new BootstrapMethodError("worse"));
    }

    @ParameterizedTest
    @MethodSource("errors")
    @DisplayName(
            "CF-103: thrown as the fetch begins: its callers are told, the slot is free, the JVM's own errors go on")
    void thrownAsTheFetchBegins(Error fatal) {
        // given
        var cache = CacheFixture.over(ScriptedSource.answering(number -> {
            if (number == 1) {
                throw fatal;
            }
            return Mono.just(token("t" + number));
        }));
        var caller = new Recorder();
        // when
        Throwable thrown = catchThrowable(() -> cache.get().subscribe(caller));
        // then
        assertThat(caller.signals).containsExactly("onSubscribe", "NET");
        assertThat(caller.errors)
                .singleElement()
                .satisfies(error -> assertThat(error).hasRootCause(fatal));
        assertThat(thrown).isSameAs(fatal instanceof VirtualMachineError ? fatal : null);
        cache.time.advance(Duration.ofSeconds(2));
        assertThat(cache.now()).isEqualTo("t2");
    }

    @ParameterizedTest
    @MethodSource("errors")
    @DisplayName("CF-103: thrown later, past every subscriber: the deadline tells the callers, and the slot is free")
    void thrownLater(Error fatal) {
        // given
        TestPublisher<String> answer = TestPublisher.create();
        AtomicReference<@Nullable Error> raised = new AtomicReference<>(fatal);
        var cache = CacheFixture.over(ScriptedSource.answering(number -> number > 1
                ? Mono.just(token("t" + number))
                : answer.mono().map(text -> {
                    Error error = raised.get();
                    if (error != null) {
                        throw error;
                    }
                    return token(text);
                })));
        var caller = new Recorder();
        cache.get().subscribe(caller);
        // when
        Throwable thrown = catchThrowable(() -> answer.emit("t1"));
        cache.time.advance(Duration.ofSeconds(30));
        // then
        assertThat(thrown).isSameAs(fatal);
        assertThat(caller.signals).containsExactly("onSubscribe", "TMO");
        cache.time.advance(Duration.ofSeconds(2));
        assertThat(cache.now()).isEqualTo("t2");
    }

    @Test
    @DisplayName("CF-104: no file descriptor is left: NET, tried again, and well as soon as there is one")
    void noFileDescriptorIsLeft() {
        // given
        var cache = CacheFixture.over(ScriptedSource.answering(number -> number < 3
                ? Mono.error(new IllegalStateException("no channel", new IOException("Too many open files")))
                : Mono.just(token("t" + number))));
        var caller = new Recorder();
        cache.get().subscribe(caller);
        caller.subscription().request(1);
        // when
        cache.time.advance(Duration.ofSeconds(1));
        // then
        assertThat(caller.signals).containsExactly("onSubscribe", "t3", "onComplete");
    }
}
